/**
 * When each frame of a video is shown.
 *
 * @module
 */

const FIRST_CAPACITY = 1024;

/** Numbers in a row that grows: 8 bytes each, however long the video is. */
export class Timestamps {
  #values = new Float64Array(FIRST_CAPACITY);
  #length = 0;

  /** How many there are. */
  get length(): number {
    return this.#length;
  }

  /** The next frame's, in milliseconds. */
  push(timestampMs: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = timestampMs;
  }

  /** All so far, in milliseconds; a copy. */
  list(): number[] {
    return Array.from(this.#values.subarray(0, this.#length));
  }
}
