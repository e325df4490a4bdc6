/**
 * A bound on how often something happens.
 *
 * @module
 */

/** Fills at a steady rate up to its size; each event takes one token, and may run into debt. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #size: number;
  readonly #now: () => number;
  #tokens: number;
  #at: number;

  /**
   * @param perSecond events that may happen in the long run
   * @param size events that may happen at once
   * @param now milliseconds that only grow
   */
  constructor(perSecond: number, size: number, now: () => number = () => performance.now()) {
    this.#perMs = perSecond / 1000;
    this.#size = size;
    this.#now = now;
    this.#tokens = size;
    this.#at = now();
  }

  /** One event has happened. */
  take(): void {
    this.#fill();
    this.#tokens--;
  }

  /** Milliseconds until the next event should happen; 0: at once. */
  get waitMs(): number {
    this.#fill();
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / this.#perMs);
  }

  #fill(): void {
    const now = this.#now();
    this.#tokens = Math.min(this.#size, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
  }
}
