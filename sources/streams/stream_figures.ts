/**
 * The figures of an ingest stream. Recording a frame costs a few writes into arrays; figures are
 * computed on demand.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import type { Clock } from "../../base/clock/mod.ts";
import type { Outcome } from "../../hub/mod.ts";
import { Rate } from "../../base/rate/mod.ts";

/** How many of the newest frames count. */
const NEWEST = 200;

/** How a stream is doing, at one moment. */
export interface StreamFigures {
  /** Frames that were answered, failed ones too. */
  readonly frames: number;
  /** Of those, the ones that failed. */
  readonly failed: number;
  /** Answered per second, over the last seconds. */
  readonly framesPerSecond: number;
  /** Median of the newest 200: from arrival to the processor, in milliseconds. 0 without any. */
  readonly queuedMs: number;
  /** Median of the newest 200: between lease and result, in milliseconds. 0 without any. */
  readonly processingMs: number;
  /** Why the newest frame failed; `undefined` when it didn't. */
  readonly failure: FrameboxError | undefined;
}

/** Notes what became of a stream's frames. */
export class FigureRecorder {
  readonly #clock: Clock;
  readonly #rate = new Rate();
  readonly #queuedMs = new Newest();
  readonly #processingMs = new Newest();
  #frames = 0;
  #failed = 0;
  #failure: FrameboxError | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A frame has ended. Dropped ones were never answered: they don't count. */
  settled(outcome: Outcome): void {
    if (outcome.kind === "dropped") return;
    this.#frames++;
    this.#rate.add(this.#clock.now());
    if (outcome.kind === "failed") {
      this.#failed++;
      this.#failure = outcome.error;
      return;
    }
    this.#failure = undefined;
    this.#queuedMs.add(outcome.timings.queuedMs);
    this.#processingMs.add(outcome.timings.processingMs);
  }

  /** At this moment. */
  get figures(): StreamFigures {
    return {
      frames: this.#frames,
      failed: this.#failed,
      framesPerSecond: this.framesPerSecond,
      queuedMs: this.#queuedMs.median,
      processingMs: this.#processingMs.median,
      failure: this.#failure,
    };
  }

  /** At this moment. */
  get framesPerSecond(): number {
    return this.#rate.at(this.#clock.now());
  }
}

/** The newest numbers, in a ring. */
class Newest {
  readonly #ring = new Float64Array(NEWEST);
  #added = 0;

  add(value: number): void {
    this.#ring[this.#added++ % NEWEST] = value;
  }

  /** The middle one; of an even count the lower of the two. */
  get median(): number {
    const sorted = this.#ring.slice(0, this.#added).sort();
    return sorted[(sorted.length - 1) >> 1] ?? 0;
  }
}
