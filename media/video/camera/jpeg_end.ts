/**
 * Where a JPEG ends, found while its bytes are still coming.
 *
 * Source: ITU-T T.81, annex B.
 *
 * @module
 */

/** Walks over a JPEG's markers; can resume when more bytes are there. */
export class JpegEnd {
  /** Where the next marker is expected, or the next byte of a scan is looked at. */
  #at = 0;
  #inScan = false;

  /**
   * Looks for the end marker.
   *
   * @param bytes from the JPEG's first byte on, at least as many as the last time
   * @returns its length in bytes; `undefined` while the end isn't there; -1 if it is no JPEG
   */
  find(bytes: Uint8Array): number | undefined {
    for (;;) {
      if (this.#inScan) {
        const mark = bytes.indexOf(0xff, this.#at);
        // The scan's own header may reach beyond what is there.
        this.#at = mark < 0 ? Math.max(this.#at, bytes.length) : mark;
        if (mark < 0) return undefined;
      }
      const [marker, code] = [bytes[this.#at], bytes[this.#at + 1]];
      if (marker === undefined) return undefined;
      if (marker !== 0xff) return -1;
      if (code === undefined) return undefined;
      if (code === 0xff) {
        this.#at++; // A fill byte.
      } else if (this.#inScan && (code === 0 || isRestart(code))) {
        this.#at += 2; // A byte FF of the scan, or a restart between its parts.
      } else if (code === 0xd9) {
        return this.#at + 2;
      } else if (code === 0xd8 && this.#at === 0) {
        this.#at = 2;
      } else if (!this.#segment(bytes, code)) {
        return this.#at < 0 ? -1 : undefined;
      }
    }
  }

  /** Passes over a marker's segment. Returns `false` when it isn't whole, or wrong (`#at` is -1). */
  #segment(bytes: Uint8Array, code: number): boolean {
    const [high, low] = [bytes[this.#at + 2], bytes[this.#at + 3]];
    if (code <= 0x01 || isRestart(code) || code === 0xd8 || this.#at === 0) {
      this.#at = -1;
      return false;
    }
    if (high === undefined || low === undefined) return false;
    const length = high << 8 | low;
    if (length < 2) {
      this.#at = -1;
      return false;
    }
    this.#at += 2 + length;
    this.#inScan = code === 0xda;
    return true;
  }
}

function isRestart(code: number): boolean {
  return code >= 0xd0 && code <= 0xd7;
}
