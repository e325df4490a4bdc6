/**
 * The main thread's time for work that is too short to be handed to another thread.
 *
 * @module
 */

/** Longest stretch of work, in milliseconds: for that time this thread serves nothing else. */
const MAX_MS = 5;

/** Milliseconds that may be spent for each millisecond of anything else: four fifths of all time. */
const SHARE = 4;

/** Counts the time spent. A caller that finds none left hands its work to another thread. */
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
