/**
 * Wakes what waits for a change.
 *
 * @module
 */
import { type Clock, pause } from "../../base/clock/mod.ts";

/** What one waiter waits for. */
export class Changes {
  #changed = new AbortController();

  /** Wakes the waiter; without one, the next is woken at once. */
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
