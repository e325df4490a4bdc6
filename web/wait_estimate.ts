/**
 * How long a waiting frame will probably wait, from how long frames took before.
 *
 * @module
 */

/** Weight of the newest frame in the mean. */
const WEIGHT = 0.2;

/** A moving mean of the processing time of each processor. */
export class WaitEstimate {
  readonly #meanMs = new Map<string, number>();

  /** A frame of that processor has its result. */
  learn(processor: string, processingMs: number): void {
    const mean = this.#meanMs.get(processor);
    this.#meanMs.set(
      processor,
      mean === undefined ? processingMs : mean + WEIGHT * (processingMs - mean),
    );
  }

  /**
   * Milliseconds until the result of a frame with this many ahead of it.
   *
   * @param workers how many work at once
   * @returns `undefined` when nothing is known yet, or no worker is connected
   */
  guess(processor: string, ahead: number, workers: number): number | undefined {
    const mean = this.#meanMs.get(processor);
    return mean === undefined || workers === 0
      ? undefined
      : Math.round(mean * (ahead / workers + 1));
  }
}
