/**
 * The hub: the middle between people and processors. It knows sessions and their runs, whose frame
 * is next, which worker holds it and where its result goes. It knows no wire.
 *
 * - An entrance opens a {@linkcode Session}, starts a {@linkcode Run}, pushes pictures and reads
 *   results.
 * - A processor makes a {@linkcode Connection}, takes frames as {@linkcode Lease}s and completes
 *   them, or answers by what is on the wire ({@linkcode IncomingResult}).
 *
 * @module
 */
import type { Logger } from "../log/mod.ts";
import { type Clock, systemClock } from "./clock.ts";
import { BoxDirectory } from "./directories.ts";
import { logDiskSpace } from "./disk_space.ts";
import { BoxHub } from "./hub.ts";
import type { Hub, HubOptions } from "./types.ts";

export type * from "./types.ts";
export { type Annotations, annotationsOf, annotationsOfElements } from "./annotations.ts";
export type { Boxes, Corners } from "./boxes.ts";
export {
  boxesAt,
  type BoxPlace,
  boxPlace,
  type FrameScale,
  type LimitOwner,
  type ScaleFields,
  scaleFields,
} from "./frame_scale.ts";
export { type Findings, findingsOf } from "./findings.ts";
export { type Clock, systemClock } from "./clock.ts";
export * from "./files/mod.ts";
export { type DataRoot, type DataRootPlaces, defaultDataRoot, ownUserId } from "./data_root.ts";
export { DEFAULT_HUB_OPTIONS } from "./default_options.ts";

/**
 * Makes a hub and its directory on disk; directories that boxes left behind are removed.
 *
 * @param clock the time, for tests
 * @throws {FrameboxError} `FAILED_PRECONDITION` when the data directory can't be used
 */
export async function createHub(
  options: HubOptions,
  log: Logger,
  clock: Clock = systemClock(),
): Promise<Hub> {
  const root = { path: options.dataDir, isDefault: options.isDefaultDataDir ?? false };
  const directory = await BoxDirectory.open(root, log);
  await logDiskSpace(root.path, options.sessionQuotaBytes, log);
  return new BoxHub(options, log, clock, directory);
}
