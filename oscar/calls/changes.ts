/**
 * Wakes what waits for a change.
 *
 * @module
 */
import { type Clock, pause } from "../../base/clock/mod.ts";

/** Something changed, and somebody waits for it. */
export class Changes {
  #changed = new AbortController();

  /** Wakes the waiter; what changed while nobody waited wakes the next one at once. */
  readonly notify = (): void => this.#changed.abort();

  /**
   * Resolves after the next change, or after a delay.
   *
   * @throws what the signal aborts with
   */
  async next(delayMs: number, signal: AbortSignal, clock: Clock): Promise<void> {
    await pause(delayMs, AbortSignal.any([signal, this.#changed.signal]), clock);
    signal.throwIfAborted();
    if (this.#changed.signal.aborted) this.#changed = new AbortController();
  }
}
