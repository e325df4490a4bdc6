/**
 * Watched folders.
 *
 * @module
 */

/** What a watched folder does. */
export type FolderStateJson = "idle" | "busy" | "no-workers" | "away" | "blocked" | "stopped";

/** How far a watched folder is; no name of a file is in it. */
export interface FolderJson {
  readonly name: string;
  readonly state: FolderStateJson;
  readonly processor: string;
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
  readonly before: number;
  readonly files_per_second: number | null;
  readonly remaining_ms: number | null;
}
