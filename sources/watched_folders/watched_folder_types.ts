/**
 * What a watched folder is made from, and what it reports of itself.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { ProcessorRegistry } from "../../processors/mod.ts";
import type { Hub } from "../../hub/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import type { ImageLimits } from "../../media/image/mod.ts";
import type { Logger } from "../../base/log/mod.ts";

/** Settings of a watched folder. */
export interface WatchedFolderOptions {
  /** Where files come; it need not be there yet. Setting `WATCH_INPUT`. */
  readonly input: string;
  /** Where results go; made if missing. Setting `WATCH_OUTPUT`. */
  readonly output: string;
  /** Whose queue the files go to. Setting `WATCH_PROCESSOR`. */
  readonly processor: string;
  /** How long nothing may have happened to a file. Setting `SETTLE_MS`. */
  readonly settleMs: number;
  /** The interval of listings, for file systems without events; 0: never. Setting `WATCH_LIST_S`. */
  readonly listEveryMs: number;
  /** Of each picture. */
  readonly imageLimits: ImageLimits;
  /** Of results that are not a file yet. */
  readonly jpegQuality: number;
  /** Files in flight at once: read, in the hub, or being written. */
  readonly maxInFlight: number;
  /** Their bytes together; one larger file is taken alone. */
  readonly maxBytesInFlight: number;
}

/** What it stands on. */
export interface WatchedFolderDeps {
  /** Where pictures go, and results come from. */
  readonly hub: Hub;
  /** Where the kind of the processor is: workers may not be there. */
  readonly processors: Pick<ProcessorRegistry, "isWorkers">;
  /** Encodes results. */
  readonly pool: Pool;
  /** Receives its progress. */
  readonly log: Logger;
  /** The time, for tests. */
  readonly clock?: Clock;
}

/**
 * `idle`: all files have their results. `no-workers`: files wait for workers, and none is there.
 * `away`: the input folder is not there. `blocked`: results can't be written.
 */
export type FolderPhase = "idle" | "busy" | "no-workers" | "away" | "blocked" | "stopped";

/** How far a watched folder is. No name of a file is in it. */
export interface FolderState {
  /** The input folder's own name. */
  readonly name: string;
  /** What it is doing. */
  readonly phase: FolderPhase;
  /** Whose queue the files go to. */
  readonly processor: string;
  /** Files that are ready and have no result yet. */
  readonly waiting: number;
  /** Files with a result, since framebox's start. */
  readonly done: number;
  /** Files that failed, since framebox's start. */
  readonly failed: number;
  /** Files that were found with a result, or as failed, from an earlier time. */
  readonly before: number;
  /** Over the last seconds, while it is busy. */
  readonly filesPerSecond: number | undefined;
  /** Until all that wait are done, at that pace. */
  readonly remainingMs: number | undefined;
}

/** A watched folder, as the page and the API show it. */
export interface FolderView {
  /** How far it is now. */
  readonly state: FolderState;
  /**
   * Calls the listener at changes, at most four times a second, and always with the last one. Returns
   * the function that stops it.
   */
  subscribe(listener: (state: FolderState) => void): () => void;
}
