/**
 * Bounds on the files of sessions.
 *
 * @module
 */

/** Counts the bytes on disk of all sessions, or of one of them; `whole` then counts them, too. */
export class Quota {
  readonly #limit: number;
  readonly #whole: Quota | undefined;
  #used = 0;

  /**
   * @param limit the bound in bytes
   * @param whole the bound that these bytes count against as well
   */
  constructor(limit: number, whole?: Quota) {
    this.#limit = limit;
    this.#whole = whole;
  }

  /** Bytes that are counted now. */
  get used(): number {
    return this.#used;
  }

  /** Counts bytes if both bounds allow it; a negative number gives bytes back. */
  take(bytes: number): boolean {
    if (bytes > 0 && this.#used + bytes > this.#limit) return false;
    if (this.#whole && !this.#whole.take(bytes)) return false;
    this.#used += bytes;
    return true;
  }
}
