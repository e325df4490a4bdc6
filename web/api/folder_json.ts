/**
 * A watched folder as the API and the live socket show it.
 *
 * @module
 */
import type { FolderPhase, FolderState } from "../../sources/mod.ts";

/** How far a watched folder is; no name of a file is in it. */
export interface FolderJson {
  readonly name: string;
  readonly state: FolderPhase;
  readonly processor: string;
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
  readonly before: number;
  readonly files_per_second: number | null;
  readonly remaining_ms: number | null;
}

/** A folder's state as JSON. */
export function folderJson(state: FolderState): FolderJson {
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
