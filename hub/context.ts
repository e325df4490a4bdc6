/**
 * What all parts of one hub share.
 *
 * @module
 */
import type { Logger } from "../base/log/mod.ts";
import type { Aheads } from "./dispatch/ahead.ts";
import type { ByteBudget } from "./base/byte_budget.ts";
import type { Clock } from "../base/clock/mod.ts";
import type { ServerDirectory } from "./storage/directories.ts";
import type { Afterwards } from "./base/events.ts";
import type { OpenFrame } from "./run/frame.ts";
import type { ReadResult } from "./run/history.ts";
import type { HistoryMemory } from "./run/history_memory.ts";
import type { IdleSessions } from "./idle_sessions.ts";
import type { ResultCache } from "./storage/result_cache.ts";
import type { Positions } from "./dispatch/positions.ts";
import type { FrameQueue } from "./dispatch/queue.ts";
import type { HubRun } from "./run/run.ts";
import type { HubSession } from "./session.ts";
import type { HubOptions } from "./api/mod.ts";
import type { Workers } from "./dispatch/workers.ts";

/** Counted since the start. */
export interface Totals {
  done: number;
  failed: number;
  dropped: number;
  redelivered: number;
  lateResults: number;
}

/** What is under way, so that draining knows when it is over. */
export class Activity {
  /** Called when nothing is leased and no result is being written any more. */
  whenQuiet: () => void = () => {};
  #leased = 0;
  #writing = 0;

  /** Frames that a processor holds. */
  get leased(): number {
    return this.#leased;
  }

  /** Whether nothing is under way. */
  get quiet(): boolean {
    return this.#leased === 0 && this.#writing === 0;
  }

  /** A lease begins (1) or is over (-1). */
  lease(change: 1 | -1): void {
    this.#leased += change;
    if (this.quiet) this.whenQuiet();
  }

  /** The writing of a result begins (1) or is over (-1). */
  write(change: 1 | -1): void {
    this.#writing += change;
    if (this.quiet) this.whenQuiet();
  }
}

/** The parts of a hub that runs, sessions and connections stand on. */
export interface HubContext {
  readonly options: HubOptions;
  readonly log: Logger;
  readonly clock: Clock;
  readonly directory: ServerDirectory;
  readonly afterwards: Afterwards;
  readonly queue: FrameQueue<HubRun, OpenFrame>;
  readonly frameBytes: ByteBudget;
  readonly resultCache: ResultCache;
  readonly histories: HistoryMemory;
  readonly workers: Workers;
  readonly positions: Positions;
  readonly aheads: Aheads;
  readonly readResult: ReadResult | undefined;
  readonly activity: Activity;
  readonly totals: Totals;
  readonly idleSessions: IdleSessions<HubSession>;
  /** Open runs by their hash. */
  readonly runs: Map<string, HubRun>;
  /** Nothing new is taken in or given out. */
  draining: boolean;
}
