/**
 * The main thread's time for work that is too short to be handed to another thread.
 *
 * @module
 */

/** What may be spent at a stretch, in milliseconds: so long nobody else is heard. */
const MAX_MS = 5;

/** For each millisecond of anything else, rest too, so many may be spent: four fifths of all time. */
const SHARE = 4;

/** Counts what is spent. Whoever finds nothing left has the work done elsewhere. */
export class TimeShare {
  readonly #now: () => number;
  #leftMs = MAX_MS;
  /** When something was spent last. */
  #spentAt: number;

  /** @param now a clock in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#spentAt = now();
  }

  /** Whether work may be done now. The last piece of it may take longer than what is left. */
  isLeft(): boolean {
    const now = this.#now();
    this.#leftMs = Math.min(MAX_MS, this.#leftMs + SHARE * (now - this.#spentAt));
    this.#spentAt = now;
    return this.#leftMs > 0;
  }

  /** Does the work, which is done when `work` returns. */
  spend<T>(work: () => T): T {
    const from = this.#now();
    try {
      return work();
    } finally {
      this.#spentAt = this.#now();
      this.#leftMs -= this.#spentAt - from;
    }
  }
}
