/**
 * The progress of a watched folder: published to pages and to the log.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import { Progress } from "../long_runs/progress.ts";
import { StateListeners } from "../long_runs/state_listeners.ts";
import type { FolderPhase, FolderState } from "./watched_folder_types.ts";

/** Between two lines of the log while it is busy. */
const LOG_EVERY_MS = 10_000;

/** A tenth more is a line too, but not more often than this. */
const LOG_AGAIN_MS = 2000;

/** Files that come one after the other are one batch. */
const BATCH_ENDS_MS = 1000;

/** A batch: from the first file that waits to the last that is done. */
interface Batch {
  readonly progress: Progress;
  readonly startedAt: number;
  loggedAt: number;
  loggedShare: number;
  /** Ends it, when nothing has come for a while. */
  cancelEnd: (() => void) | undefined;
}

/** Keeps the numbers. */
export class FolderProgress {
  readonly #name: string;
  readonly #processor: string;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #listeners: StateListeners<FolderState>;
  #phase: FolderPhase = "idle";
  #waiting = 0;
  #done = 0;
  #failed = 0;
  #before = 0;
  #batch: Batch | undefined;
  #cancelLog: (() => void) | undefined;

  constructor(name: string, processor: string, clock: Clock, log: Logger) {
    this.#name = name;
    this.#processor = processor;
    this.#clock = clock;
    this.#log = log;
    this.#listeners = new StateListeners(() => this.state, clock);
  }

  /** How far it is now. */
  get state(): FolderState {
    const pace = this.#phase === "busy" ? this.#batch?.progress.state : undefined;
    return {
      name: this.#name,
      phase: this.#phase,
      processor: this.#processor,
      waiting: this.#waiting,
      done: this.#done,
      failed: this.#failed,
      before: this.#before,
      filesPerSecond: pace?.framesPerSecond,
      remainingMs: pace?.remainingMs,
    };
  }

  /** As {@linkcode StateListeners.subscribe}. */
  subscribe(listener: (state: FolderState) => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** What it is doing, apart from whether files wait. */
  turn(phase: FolderPhase): void {
    if (phase === this.#phase) return;
    const before = this.#phase;
    this.#phase = phase;
    const fields = { folder: this.#name, waiting: this.#waiting };
    if (phase === "no-workers") this.#log.warn("folder_waits_for_workers", fields);
    if (phase === "away") this.#log.warn("folder_away", fields);
    if (before === "away" && phase !== "stopped") this.#log.info("folder_back", fields);
    this.#listeners.changed();
  }

  /** How many files wait for their results. */
  wait(waiting: number): void {
    if (waiting === this.#waiting) return;
    this.#waiting = waiting;
    if (waiting > 0) {
      this.#begin();
      this.#batch?.cancelEnd?.();
      if (this.#batch) this.#batch.cancelEnd = undefined;
    } else if (this.#batch) {
      this.#batch.cancelEnd ??= this.#clock.after(BATCH_ENDS_MS, () => this.#end(BATCH_ENDS_MS));
    }
    this.#expect();
    this.#listeners.changed();
  }

  /** A file has its end. */
  settled(how: "done" | "failed"): void {
    if (how === "done") this.#done++;
    else this.#failed++;
    this.#begin();
    this.#batch?.progress.settled(how);
    this.#expect();
    this.#logShare();
    this.#listeners.changed();
  }

  /** A file that has its end from an earlier time. */
  known(): void {
    this.#before++;
    this.#listeners.changed();
  }

  /** Publishes the last state; none after it. */
  close(): void {
    this.#end();
    this.#cancelLog?.();
    this.#batch?.cancelEnd?.();
    this.turn("stopped");
    this.#listeners.close();
  }

  #begin(): void {
    if (this.#batch) return;
    const now = this.#clock.now();
    this.#batch = {
      progress: new Progress(this.#clock),
      startedAt: now,
      loggedAt: now,
      loggedShare: 0,
      cancelEnd: undefined,
    };
    this.#log.info("folder_busy", { folder: this.#name, waiting: this.#waiting });
    this.#logLater();
  }

  /** @param pauseMs what it waited to see whether more came, which is not work */
  #end(pauseMs = 0): void {
    const batch = this.#batch;
    if (!batch) return;
    batch.cancelEnd?.();
    this.#batch = undefined;
    this.#cancelLog?.();
    this.#cancelLog = undefined;
    const { done, failed } = batch.progress.state;
    if (done + failed === 0) return;
    const seconds = Math.max(1, this.#clock.now() - batch.startedAt - pauseMs) / 1000;
    this.#log.info("folder_batch_over", {
      folder: this.#name,
      done,
      failed,
      waiting: this.#waiting,
      seconds: Math.round(seconds * 100) / 100,
      files_per_second: rounded((done + failed) / seconds),
    });
    this.#listeners.changed();
  }

  #expect(): void {
    const { progress } = this.#batch ?? {};
    if (!progress) return;
    const { done, failed } = progress.state;
    progress.expect(done + failed + this.#waiting);
  }

  #logShare(): void {
    const batch = this.#batch;
    if (!batch || this.#clock.now() - batch.loggedAt < LOG_AGAIN_MS) return;
    const { done, failed, total = 0 } = batch.progress.state;
    if (total > 0 && (done + failed) / total >= batch.loggedShare + 0.1) this.#logProgress();
  }

  #logLater(): void {
    this.#cancelLog?.();
    this.#cancelLog = this.#clock.after(LOG_EVERY_MS, () => this.#logProgress());
  }

  #logProgress(): void {
    const batch = this.#batch;
    if (!batch) return;
    const { done, failed, total = 0, framesPerSecond, remainingMs } = batch.progress.state;
    batch.loggedAt = this.#clock.now();
    batch.loggedShare = total > 0 ? (done + failed) / total : 0;
    this.#log.info("folder_progress", {
      folder: this.#name,
      state: this.#phase,
      done,
      failed,
      waiting: this.#waiting,
      files_per_second: framesPerSecond === undefined ? undefined : rounded(framesPerSecond),
      remaining_s: remainingMs === undefined ? undefined : Math.round(remainingMs / 1000),
    });
    this.#logLater();
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
