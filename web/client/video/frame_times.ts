/** When each frame of a video begins, counted from its first frame, in seconds. */

/** Well within a frame, in seconds: on its edge some browsers show the one before. */
const WITHIN_S = 0.01;

/** Containers round times; a frame has begun when it is that near, in seconds. */
const ROUNDING_S = 0.0015;

export class FrameTimes {
  #rate: number;
  #frames: number;
  #timestamps: readonly number[] | undefined;

  /**
   * @param rate frames a second
   * @param timestamps of each frame in ms, on any clock; without them the rate decides
   */
  constructor(rate: number, frames: number, timestamps?: readonly number[]) {
    this.#rate = rate || 30;
    this.#frames = frames;
    if (timestamps && timestamps.length > 0) this.#timestamps = timestamps;
  }

  get frames(): number {
    return this.#frames;
  }

  of(frame: number): number {
    const times = this.#timestamps;
    if (!times) return frame / this.#rate;
    const first = times[0] ?? 0;
    const last = times.length - 1;
    if (frame <= last) return ((times[frame] ?? first) - first) / 1000;
    return ((times[last] ?? first) - first) / 1000 + (frame - last) / this.#rate;
  }

  /**
   * A time at which this frame is shown, whatever its neighbours do: a browser's idea of how long a frame
   * lasts comes from the file, and may be too short.
   */
  within(frame: number): number {
    const begin = this.of(frame);
    const next = frame + 1 < this.#frames ? this.of(frame + 1) : begin + 1 / this.#rate;
    return begin + Math.min(WITHIN_S, Math.max(0, next - begin) / 2);
  }

  /**
   * The frame that is shown at a time.
   *
   * @param seconds since the first frame
   */
  at(seconds: number): number {
    let low = 0;
    let high = Math.max(0, this.#frames - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.of(middle) <= seconds + ROUNDING_S) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
