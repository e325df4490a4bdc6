/**
 * The hub, between entrances and processors: sessions and their runs, the queue of their frames, the leases
 * of workers, and the order and the storage of results. It knows no wire format.
 *
 * - An entrance opens a {@linkcode Session}, starts a {@linkcode Run}, pushes payloads and reads results.
 * - A processor makes a {@linkcode Connection}, takes frames as {@linkcode Lease}s and completes them, or answers
 *   with what came over the wire ({@linkcode IncomingResult}).
 *
 * Rooms, each of which imports only those after it: `dispatch/` (queue, connections, leases, workers), `run/`
 * (runs, their epochs and frames, the order of results), `storage/` (files on disk, the result cache), `base/`
 * (events, budgets, timers). `api/` has the types that all of them and other rooms use; `hub.ts` and `session.ts`
 * compose them. What a lower room needs of a higher one it declares as an interface.
 *
 * @module
 */
import type { Logger } from "../base/log/mod.ts";
import { type Clock, systemClock } from "../base/clock/mod.ts";
import type { ReadResult } from "./run/history.ts";
import { ServerDirectory } from "./storage/directories.ts";
import { logDiskSpace } from "./storage/disk_space.ts";
import { FrameHub } from "./hub.ts";
import type { Hub, HubOptions } from "./api/mod.ts";

export type * from "./api/mod.ts";
export { boxPlace } from "./run/box_places.ts";
export type { ReadResult, ResultReading } from "./run/history.ts";
export {
  type DataRoot,
  type DataRootPlaces,
  defaultDataRoot,
  ownUserId,
} from "./storage/data_root.ts";
export { DEFAULT_HUB_OPTIONS } from "./default_options.ts";

/** What a hub needs of other rooms. */
export interface HubDeps {
  /** Its log, for the operator. */
  readonly log: Logger;
  /** Reads labels, text and numbers of results' variables; without it they are not read. */
  readonly readResult?: ReadResult;
  /** The time, for tests. */
  readonly clock?: Clock;
}

/**
 * Makes a hub and its directory on disk; directories that stopped servers left behind are removed.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION` when the data directory can't be used
 */
export async function createHub(options: HubOptions, deps: HubDeps): Promise<Hub> {
  const { log, clock = systemClock(), readResult } = deps;
  const root = { path: options.dataDir, isDefault: options.isDefaultDataDir ?? false };
  const directory = await ServerDirectory.open(root, log);
  await logDiskSpace(root.path, options.sessionQuotaBytes, log);
  return new FrameHub(options, log, clock, directory, readResult);
}
