/**
 * Bytes that come in at one end and are taken from the other.
 *
 * @module
 */

/** Keeps its memory, so that a stream of pictures doesn't ask for new memory with each piece. */
export class GrowingBytes {
  #buffer = new Uint8Array(64 * 1024);
  #start = 0;
  #end = 0;

  /** What is in it; good until the next call that changes something. */
  get view(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** Adds bytes at the end. */
  append(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#buffer.length) this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** Removes this many bytes from the beginning; no more than there are. */
  drop(count: number): void {
    this.#start += count;
    if (this.#start === this.#end) this.#start = this.#end = 0;
  }

  #makeRoom(more: number): void {
    const { view } = this;
    const needed = view.length + more;
    if (needed <= this.#buffer.length / 2) {
      this.#buffer.copyWithin(0, this.#start, this.#end);
    } else {
      this.#buffer = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      this.#buffer.set(view);
    }
    this.#start = 0;
    this.#end = view.length;
  }
}
