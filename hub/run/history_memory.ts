/**
 * The bound on the memory of all runs' histories.
 *
 * @module
 */

/** What the bound needs of a history. */
export interface Shrinkable {
  /** Bytes of memory that it takes. */
  readonly bytes: number;
  /** Forgets its oldest entry. Returns whether there was one. */
  dropOldest(): boolean;
}

/** At the bound the history whose newest result is the oldest drops its entries first, the oldest first. */
export class HistoryMemory {
  readonly #maxBytes: number;
  /** Histories with entries, in the order of their newest results. */
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

  /** A history has grown by this number of bytes. */
  grew(history: Shrinkable, bytes: number): void {
    this.#bytes += bytes;
    this.#histories.delete(history);
    this.#histories.add(history);
    for (const quietest of this.#histories) {
      while (this.#bytes > this.#maxBytes && quietest.dropOldest());
      if (this.#bytes <= this.#maxBytes) return;
    }
  }

  /** A history has shrunk by this number of bytes. */
  shrank(history: Shrinkable, bytes: number): void {
    this.#bytes -= bytes;
    if (history.bytes === 0) this.#histories.delete(history);
  }
}
