/**
 * A watched folder as the API and the live socket show it.
 *
 * @module
 */
import type { FolderState } from "../../sources/mod.ts";
import type { WatchedFolderJson } from "../wire/mod.ts";

/** A watched folder's state as JSON. */
export function watchedFolderJson(state: FolderState): WatchedFolderJson {
  const { name, phase, processor, waiting, done, failed, before } = state;
  const { filesPerSecond, remainingMs } = state;
  return {
    name,
    state: phase,
    processor,
    waiting,
    done,
    failed,
    before,
    files_per_second: filesPerSecond === undefined ? null : Math.round(filesPerSecond * 10) / 10,
    remaining_ms: remainingMs === undefined ? null : Math.round(remainingMs),
  };
}
