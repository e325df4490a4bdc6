/** How long to wait before the next try: longer each time, never the same for all pages at once. */

const FIRST_MS = 200;
const LONGEST_MS = 5000;

export class Backoff {
  #tries = 0;

  /** Milliseconds until the next try. */
  next(): number {
    const maxDelayMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries);
    this.#tries += 1;
    return maxDelayMs / 2 + Math.random() * maxDelayMs / 2;
  }

  /** It worked: start again from the shortest. */
  reset(): void {
    this.#tries = 0;
  }
}
