/**
 * What the histories of all runs take together.
 *
 * @module
 */

/** A history, as this bound sees it. */
export interface Shrinkable {
  /** Bytes of memory that it takes. */
  readonly bytes: number;
  /** Forgets its oldest entry. Returns whether there was one. */
  dropOldest(): boolean;
}

/** At the bound the runs that were quiet for the longest forget first, their oldest results first. */
export class HistoryMemory {
  readonly #maxBytes: number;
  /** Those that keep anything, in the order of their newest results. */
  readonly #histories = new Set<Shrinkable>();
  #bytes = 0;

  /** @param maxBytes bound on all histories together */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes that all take now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A history keeps so many bytes more. */
  grew(history: Shrinkable, bytes: number): void {
    this.#bytes += bytes;
    this.#histories.delete(history);
    this.#histories.add(history);
    for (const quietest of this.#histories) {
      while (this.#bytes > this.#maxBytes && quietest.dropOldest());
      if (this.#bytes <= this.#maxBytes) return;
    }
  }

  /** A history keeps so many bytes less. */
  shrank(history: Shrinkable, bytes: number): void {
    this.#bytes -= bytes;
    if (history.bytes === 0) this.#histories.delete(history);
  }
}
