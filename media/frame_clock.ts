/**
 * From frames' times in milliseconds to ticks of a video's clock.
 *
 * @module
 */

import type { FrameRate } from "./types.ts";

/** Ticks a second for frames of changing distance: of MPEG-4's 16 bits, and whole for usual rates. */
const VARIABLE: FrameRate = { num: 1, den: 60_000 };
/** An MP4's clock should be about as fine as that, for players that count in its ticks. */
const FINE = 10_000;

/** Counts a video's frames in ticks, from 0 on. */
export class FrameClock {
  /** Seconds of one tick: of one frame at a constant rate. */
  readonly timeBase: FrameRate;
  #startMs = 0;
  #lastTick = -1;
  #lastStep: number;
  #count = 0;

  /** @param variableRate whether times are kept; otherwise they are laid on the rate's grid */
  constructor(rate: FrameRate, variableRate: boolean) {
    const constant = !variableRate && rate.num > 0 && rate.den > 0;
    this.timeBase = constant ? { num: rate.den, den: rate.num } : VARIABLE;
    const step = rate.num > 0 ? rate.den / rate.num : 1 / 25;
    this.#lastStep = Math.round(step * this.timeBase.den / this.timeBase.num);
  }

  /** How many frames there were. */
  get count(): number {
    return this.#count;
  }

  /** When the first frame is shown. */
  get startMs(): number {
    return this.#startMs;
  }

  /** When the last frame has been shown, as long as the one before it. */
  get endMs(): number {
    return this.#startMs + this.#ms(this.#lastTick + this.#lastStep);
  }

  /** Ticks a second in the file: a multiple of the rate, so that every tick is exact. */
  get timescale(): number {
    const { num, den } = this.timeBase;
    return num === 1 ? den * Math.max(1, Math.ceil(FINE / den)) : den;
  }

  /** The tick of the next frame: the nearest, and always after the one before. */
  tick(timestampMs: number): number {
    if (this.#count === 0) this.#startMs = timestampMs;
    const { num, den } = this.timeBase;
    const nearest = Math.round((timestampMs - this.#startMs) * den / (1000 * num));
    const tick = Math.max(nearest, this.#lastTick + 1);
    if (this.#count > 0) this.#lastStep = tick - this.#lastTick;
    this.#lastTick = tick;
    this.#count++;
    return tick;
  }

  #ms(ticks: number): number {
    return ticks * 1000 * this.timeBase.num / this.timeBase.den;
  }
}
