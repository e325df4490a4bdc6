/**
 * The numbers of a machine's stream. Noting a frame costs a few writes into arrays; the figures are
 * made when somebody asks.
 *
 * @module
 */
import type { Clock, Outcome } from "../hub/mod.ts";

/** So many of the newest frames are looked at. */
const NEWEST = 200;

/** Frames per second are counted over this time at most. */
const RATE_MS = 5000;

/** A stream younger than this would seem faster than it is. */
const YOUNG_MS = 500;

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
  /** Median of the newest 200: in the processor's hands, in milliseconds. 0 without any. */
  readonly processingMs: number;
  /** Why the newest frame failed, in a sentence; `undefined` when it didn't. */
  readonly failure: string | undefined;
}

/** Notes what became of a stream's frames. */
export class FigureKeeper {
  readonly #clock: Clock;
  readonly #since: number;
  readonly #settledAt = new Newest();
  readonly #queuedMs = new Newest();
  readonly #processingMs = new Newest();
  #frames = 0;
  #failed = 0;
  #failure: string | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.now();
  }

  /** A frame has ended. Dropped ones were never answered: they don't count. */
  settled(outcome: Outcome): void {
    if (outcome.kind === "dropped") return;
    this.#frames++;
    this.#settledAt.add(this.#clock.now());
    if (outcome.kind === "failed") {
      this.#failed++;
      this.#failure = outcome.error.message;
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
    const now = this.#clock.now();
    const { count, oldest } = this.#settledAt.since(now - RATE_MS);
    if (count === 0) return 0;
    // Of a fast stream the newest frames span less than the whole time.
    const from = count === NEWEST ? oldest : Math.max(this.#since, now - RATE_MS);
    return count * 1000 / Math.max(YOUNG_MS, now - from);
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

  /** How many are at least `limit`, and the smallest of those; the values must grow. */
  since(limit: number): { readonly count: number; readonly oldest: number } {
    let count = 0;
    let oldest = Infinity;
    for (const value of this.#ring.subarray(0, Math.min(this.#added, NEWEST))) {
      if (value < limit) continue;
      count++;
      oldest = Math.min(oldest, value);
    }
    return { count, oldest };
  }
}
