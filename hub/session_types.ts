/**
 * One person's open page, or one API client.
 *
 * @module
 */
import type { Outcome } from "./result_types.ts";
import type { Run, RunOptions } from "./run_types.ts";

/** One person's open page, or one API client. */
export interface Session {
  /** Random, 128 bits, base64url; whoever knows it may use the session on the web. */
  readonly id: string;
  /** Its directory on disk; the name is made here and tells nothing of `id`. */
  readonly directory: string;
  /**
   * Makes its directory again if somebody else removed it; what was in it is lost.
   *
   * @returns its path
   * @throws {FrameboxError} `UNAVAILABLE` when it can't be made
   */
  makeDirectory(): Promise<string>;
  /**
   * Its runs in the order of their start. Those that have ended stay for their results; the oldest
   * go when there are more of them than may be open.
   */
  readonly runs: readonly Run[];
  /** The run started last. */
  readonly current: Run | undefined;
  /** Aborts when the session ends. */
  readonly ended: AbortSignal;
  /** Whether somebody's page or socket is there. */
  readonly attached: boolean;
  /** Whether it may be ended at any moment to make room. */
  readonly evictable: boolean;
  /**
   * What it was made for is over, and only its results are left: while nobody uses it, it is the first
   * to end when the box needs room for another session. A new run makes it one like the others.
   */
  makeEvictable(): void;
  /**
   * Starts a run.
   *
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the session has ended,
   * `RESOURCE_EXHAUSTED` when it has too many runs
   */
  start(options: RunOptions): Run;
  /** A page or socket is there: the session does not idle until the returned function is called. */
  attach(): () => void;
  /** Something was asked of the session: its idle time starts again. */
  touch(): void;
  /**
   * Counts bytes on disk that belong to no run, as uploads do, if there is room for them; a negative
   * number gives bytes back.
   */
  takeSpace(bytes: number): boolean;
  /** Keeps a result's picture for later download; the oldest go first when the box's bound is reached. */
  keep(run: Run, outcome: Outcome): void;
  /** A kept outcome. */
  kept(runId: string, frame: number): Outcome | undefined;
  /** Ends a run of it; resolves when its results and files are gone and their room is free again. */
  forget(run: Run): Promise<void>;
  /** Ends it: its runs end, its files go. */
  end(reason: string): Promise<void>;
}
