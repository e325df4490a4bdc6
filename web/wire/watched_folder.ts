/**
 * Watched folders.
 *
 * @module
 */
import * as v from "valibot";
import { amount, component, count, described, type Json, text } from "./schema_parts.ts";

/** How far a watched folder is; no name of a file is in it. */
export const watchedFolderSchema = component("WatchedFolder", {
  name: text,
  state: v.picklist(["idle", "busy", "no-workers", "away", "blocked", "stopped"]),
  processor: text,
  waiting: count,
  done: described(count, "Since the start of framebox."),
  failed: described(count, "Since the start of framebox."),
  before: described(count, "Found with a result, or as failed, from an earlier time."),
  files_per_second: v.nullable(v.number()),
  remaining_ms: v.nullable(amount),
});

/** See {@linkcode watchedFolderSchema}. */
export type WatchedFolderJson = Json<typeof watchedFolderSchema>;
