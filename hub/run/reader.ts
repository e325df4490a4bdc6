/**
 * A consumer's place in a run's results.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Outcome, Policy, ResultReader } from "../api/mod.ts";

interface Waiting {
  readonly resolve: (outcome: Outcome | undefined) => void;
}

/** {@linkcode ResultReader} of a run; the run puts outcomes in, the consumer takes them out. */
export class Reader implements ResultReader {
  /** Whether the run's source waits while this reader is behind. */
  readonly delays: boolean;
  readonly #policy: Policy;
  readonly #moved: (reader: Reader) => void;
  #unread: Outcome[] = [];
  #waiting: Waiting | undefined;
  /** Those who want to know that there is something. */
  #asking: (() => void)[] = [];
  #ended = false;
  #closed = false;
  #skipped = 0;

  /**
   * @param policy `latest` keeps one outcome, `lossless` all
   * @param moved called when something was read, or the reader was closed
   */
  constructor(policy: Policy, moved: (reader: Reader) => void) {
    this.delays = policy === "lossless";
    this.#policy = policy;
    this.#moved = moved;
  }

  /** How many outcomes the consumer has not read yet. */
  get unread(): number {
    return this.#unread.length;
  }

  /** Whether the consumer has left. */
  get closed(): boolean {
    return this.#closed;
  }

  get skipped(): number {
    return this.#skipped;
  }

  /** A new outcome for the consumer. */
  put(outcome: Outcome): void {
    if (this.#waiting) {
      this.#settle(outcome);
      return;
    }
    if (this.#policy === "latest") {
      this.#skipped += this.#unread.length;
      this.#unread = [];
    }
    this.#unread.push(outcome);
    this.#tell();
  }

  /** A result that the consumer doesn't get: a newer one was shown before it. */
  skip(): void {
    this.#skipped++;
  }

  /** Nothing comes any more; what is unread can still be read. */
  end(): void {
    this.#ended = true;
    this.#settle(undefined);
    this.#tell();
  }

  /** Forgets what is unread: it belongs to a frame count that was reset. */
  clear(): void {
    this.#unread = [];
    this.#skipped = 0;
  }

  async ready(signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    while (this.#unread.length === 0 && !this.#ended && !this.#closed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const told = () => resolve();
      this.#asking.push(told);
      signal.addEventListener("abort", told, { once: true });
      await promise;
      signal.removeEventListener("abort", told);
      this.#asking = this.#asking.filter((asking) => asking !== told);
      signal.throwIfAborted();
    }
    return this.#unread.length > 0;
  }

  next(signal: AbortSignal): Promise<Outcome | undefined> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const outcome = this.#unread.shift();
    if (outcome) {
      this.#moved(this);
      return Promise.resolve(outcome);
    }
    if (this.#ended || this.#closed) return Promise.resolve(undefined);
    if (this.#waiting) {
      return Promise.reject(
        new FrameboxError(
          "FAILED_PRECONDITION",
          "This reader waits already; each consumer needs a reader of its own.",
        ),
      );
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting = undefined;
        reject(signal.reason);
      };
      signal.addEventListener("abort", abort, { once: true });
      this.#waiting = {
        resolve: (outcome) => {
          signal.removeEventListener("abort", abort);
          resolve(outcome);
        },
      };
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unread = [];
    this.#settle(undefined);
    this.#tell();
    this.#moved(this);
  }

  #tell(): void {
    for (const told of this.#asking.splice(0)) told();
  }

  #settle(outcome: Outcome | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(outcome);
  }
}
