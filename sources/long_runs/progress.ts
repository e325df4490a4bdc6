/**
 * A long run's progress: counts and pace, published at a bounded rate.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { NoticeDetails } from "../../hub/mod.ts";
import { StateListeners } from "./state_listeners.ts";
import { isFinal, type LongRunState, type Phase, type Remark } from "./long_run.ts";

/** The pace covers this time. */
const PACE_OVER_MS = 5000;

/** How many of its moments are remembered at least so far apart. */
const SAMPLE_EVERY_MS = 250;

interface Sample {
  readonly at: number;
  readonly settled: number;
}

/** Without a result for this many usual times, the pace falls. */
const QUIET_INTERVALS = 2.5;

/** Keeps a {@linkcode LongRunState}. Sets no timer without listeners, and none once it is final. */
export class Progress {
  readonly #clock: Clock;
  readonly #listeners: StateListeners<LongRunState>;
  readonly #remarks: Remark[] = [];
  /** Moments of the last seconds, the oldest first. */
  #samples: Sample[] = [];
  /** When the newest frame had its end. */
  #settledAt = 0;
  #phase: Phase = "running";
  #done = 0;
  #failed = 0;
  #total: number | undefined;
  #error: FrameboxError | undefined;

  /**
   * Runs from now on.
   *
   * @param clock the time, for tests
   */
  constructor(clock: Clock = systemClock()) {
    this.#clock = clock;
    this.#listeners = new StateListeners(() => this.state, clock);
    this.#restartPace();
  }

  /** How far it is now. */
  get state(): LongRunState {
    const framesPerSecond = this.#pace();
    const left = this.#total === undefined
      ? undefined
      : Math.max(0, this.#total - this.#done - this.#failed);
    return {
      phase: this.#phase,
      done: this.#done,
      failed: this.#failed,
      total: this.#total,
      framesPerSecond,
      remainingMs: framesPerSecond === undefined || left === undefined
        ? undefined
        : left / framesPerSecond * 1000,
      error: this.#error,
      remarks: [...this.#remarks],
    };
  }

  /** Where it is. */
  get phase(): Phase {
    return this.#phase;
  }

  /** As {@linkcode LongRun.subscribe}. */
  subscribe(listener: (state: LongRunState) => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** A frame has its end. */
  settled(how: "done" | "failed"): void {
    if (how === "done") this.#done++;
    else this.#failed++;
    this.#sample();
    this.#listeners.changed();
  }

  /** A frame that had failed is tried again. */
  retried(): void {
    this.#failed--;
    this.#restartPace();
    this.#listeners.changed();
  }

  /** It was done, and runs again: more came, or what had failed is tried again. */
  again(): void {
    if (this.#phase !== "done") return;
    this.#phase = "running";
    this.#restartPace();
    this.#listeners.notify();
  }

  /** How many frames there are in all; `undefined` when that is unknown. */
  expect(total: number | undefined): void {
    this.#total = total;
    this.#listeners.changed();
  }

  /** Something to know. The same code is remarked upon once. */
  remark(code: string, message: string, details?: NoticeDetails): void {
    if (this.#remarks.some((remark) => remark.code === code)) return;
    this.#remarks.push({ code, message, ...(details && { details }) });
    this.#listeners.changed();
  }

  /**
   * Changes the phase and publishes it at once.
   *
   * @returns `false` when it was final already, and nothing changed
   */
  turn(phase: Phase, error?: FrameboxError): boolean {
    if (isFinal(this.#phase)) return false;
    this.#phase = phase;
    this.#error = error;
    this.#restartPace();
    this.#listeners.notify();
    return true;
  }

  /** Frames a second, if it runs and frames came to their end. */
  #pace(): number | undefined {
    const [first] = this.#samples;
    if (this.#phase !== "running" || !first) return undefined;
    const settled = this.#done + this.#failed - first.settled;
    const tookMs = this.#settledAt - first.at;
    if (settled <= 0 || tookMs <= 0) return undefined;
    // Up to the newest frame, not to now: else a steady pace would seem to fall between two frames.
    const quietMs = this.#clock.now() - this.#settledAt;
    const isQuiet = quietMs > QUIET_INTERVALS * tookMs / settled;
    return settled / (isQuiet ? tookMs + quietMs : tookMs) * 1000;
  }

  #sample(): void {
    const now = this.#settledAt = this.#clock.now();
    const last = this.#samples.at(-1);
    if (last && now - last.at < SAMPLE_EVERY_MS) return;
    this.#samples.push({ at: now, settled: this.#done + this.#failed });
    // One that is older stays, so that a slow run has a pace too.
    while ((this.#samples[1]?.at ?? Infinity) <= now - PACE_OVER_MS) this.#samples.shift();
  }

  #restartPace(): void {
    this.#samples = [{ at: this.#clock.now(), settled: this.#done + this.#failed }];
  }
}
