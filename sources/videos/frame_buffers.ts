/**
 * Memory for a video's frames that is reused: new memory of that size takes the system longer to hand
 * out and to clear than a frame takes to be copied.
 *
 * @module
 */

/** Free buffers, at most; there are never more than frames under way at once. */
const MAX_COUNT = 32;

/** Buffers that the pool's threads see as well, so that a frame goes to them without a copy. */
export class FrameBuffers {
  readonly #free: Uint8Array[] = [];

  /** A buffer of this many bytes, with undefined contents. */
  take(byteLength: number): Uint8Array {
    const buffer = this.#free.pop();
    if (buffer?.byteLength === byteLength) return buffer;
    return new Uint8Array(new SharedArrayBuffer(byteLength));
  }

  /** Frees the memory of all that are free. */
  clear(): void {
    this.#free.length = 0;
  }

  /** Returns a buffer that is not read any more. */
  give(buffer: Uint8Array): void {
    if (this.#free.length < MAX_COUNT) this.#free.push(buffer);
  }
}
