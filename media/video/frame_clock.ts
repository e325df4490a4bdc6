/**
 * From frames' times in milliseconds to ticks of a video's clock.
 *
 * @module
 */

import type { FrameRate } from "./types.ts";

/** Ticks a second, at most: of MPEG-4's 16 bits, and whole for usual rates. */
const FINE = 60_000;
/** Containers round times: Matroska to milliseconds, at both ends of a step. */
const ROUNDING_MS = 1.01;

/**
 * Counts a video's frames in ticks, from 0 on. Each keeps its time. Only what a container rounded is put
 * back on the grid of a constant rate: a rate that the file states wrongly, or that changes after all,
 * must not move the pictures away from their sound.
 */
export class FrameClock {
  /** Seconds of one tick: a fraction of a frame. */
  readonly timeBase: FrameRate;
  /** Ticks of a frame at a constant rate; 0: there is no grid. */
  readonly #grid: number;
  #startMs = 0;
  #lastTick = -1;
  #lastStep: number;
  #count = 0;

  /** @param variableRate whether `rate` is only a mean */
  constructor(rate: FrameRate, variableRate: boolean) {
    const constant = !variableRate && rate.num > 0 && rate.den > 0;
    const ticksOfRate = constant ? Math.floor(FINE / rate.num) : 0;
    this.#grid = ticksOfRate * rate.den;
    this.timeBase = { num: 1, den: ticksOfRate > 0 ? ticksOfRate * rate.num : FINE };
    const step = rate.num > 0 ? rate.den / rate.num : 1 / 25;
    this.#lastStep = Math.max(1, Math.round(step * this.timescale));
  }

  /** How many frames there were. */
  get count(): number {
    return this.#count;
  }

  /** When the first frame is shown. */
  get startMs(): number {
    return this.#startMs;
  }

  /** Ticks a second. */
  get timescale(): number {
    return this.timeBase.den;
  }

  /** The tick of the next frame: the nearest, and always after the one before. */
  tick(timestampMs: number): number {
    if (this.#count === 0) this.#startMs = timestampMs;
    const tick = Math.max(this.#nearest(timestampMs), this.#lastTick + 1);
    if (this.#count > 0) this.#lastStep = tick - this.#lastTick;
    this.#lastTick = tick;
    this.#count++;
    return tick;
  }

  /**
   * Ticks for which the last frame is shown: until then, or as long as the one before it.
   *
   * @param endMs when it has been shown, if that is known
   */
  lastTicks(endMs: number | undefined): number {
    if (endMs === undefined) return this.#lastStep;
    const ticks = this.#nearest(endMs) - this.#lastTick;
    return ticks > 0 ? ticks : this.#lastStep;
  }

  #nearest(timestampMs: number): number {
    const exact = (timestampMs - this.#startMs) * this.timescale / 1000;
    if (this.#grid === 0) return Math.round(exact);
    const onGrid = Math.round(exact / this.#grid) * this.#grid;
    const isRounded = Math.abs(exact - onGrid) * 1000 <= ROUNDING_MS * this.timescale;
    return isRounded ? onGrid : Math.round(exact);
  }
}
