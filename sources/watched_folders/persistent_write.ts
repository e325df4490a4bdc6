/**
 * Writing that doesn't give up: a disk that is full or away comes back some time.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import { type Clock, pause } from "../../base/clock/mod.ts";
import type { Logger } from "../../base/log/mod.ts";

/** The first delay before a retry; it doubles up to a limit. */
const RETRY_MS = 1000;
const MAX_RETRY_MS = 60_000;

/** Writes, with retries, until it is stopped. */
export class PersistentWrite {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #stop: AbortSignal;
  readonly #changed: () => void;
  #blocked = 0;

  /**
   * @param stop when it aborts, nothing is tried again
   * @param changed called when the first write fails, and when one that failed is over
   */
  constructor(clock: Clock, log: Logger, stop: AbortSignal, changed: () => void) {
    this.#clock = clock;
    this.#log = log;
    this.#stop = stop;
    this.#changed = changed;
  }

  /** Whether anything waits to be tried again. */
  get isBlocked(): boolean {
    return this.#blocked > 0;
  }

  /**
   * Resolves when it was written.
   *
   * @throws a {@linkcode FrameboxError} that `write` throws, at once; what it threw last, when it is
   *   stopped
   */
  async do(write: () => Promise<void>): Promise<void> {
    let isBlocked = false;
    try {
      for (let delayMs = RETRY_MS;; delayMs = Math.min(2 * delayMs, MAX_RETRY_MS)) {
        try {
          return await write();
        } catch (error) {
          if (error instanceof FrameboxError || this.#stop.aborted) throw error;
          this.#log.error("not_written", error);
        }
        if (!isBlocked) {
          isBlocked = true;
          this.#blocked++;
          this.#changed();
        }
        await pause(delayMs, this.#stop, this.#clock);
      }
    } finally {
      if (isBlocked) {
        this.#blocked--;
        this.#changed();
      }
    }
  }
}
