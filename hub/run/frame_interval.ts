/**
 * The rhythm in which frames come.
 *
 * @module
 */
import { RecentValues } from "../base/recent_values.ts";

/** Intervals of which the median is taken. */
const INTERVALS = 5;

/** Predicts the next frame of a source by the intervals between the last ones. */
export class FrameInterval {
  readonly #intervalsMs = new RecentValues(INTERVALS);
  #arrivedAt: number | undefined;

  /** A frame has come, at this time of the hub's clock in milliseconds. */
  arrived(at: number): void {
    if (this.#arrivedAt !== undefined) this.#intervalsMs.add(at - this.#arrivedAt);
    this.#arrivedAt = at;
  }

  /** When the next frame is expected; `undefined` before the second one has come. */
  get nextExpectedAt(): number | undefined {
    const intervalMs = this.#intervalsMs.median;
    if (intervalMs === undefined || this.#arrivedAt === undefined) return undefined;
    return this.#arrivedAt + intervalMs;
  }
}
