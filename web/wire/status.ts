/**
 * framebox's status.
 *
 * @module
 */
import * as v from "valibot";
import { component, count, described, type Json, text } from "./schema_parts.ts";
import { watchedFolderSchema } from "./watched_folder.ts";
import { goneSchema, workerSchema } from "./worker.ts";

/** A processor that a user can choose. */
export const processorSchema = component("Processor", {
  name: text,
  title: text,
  help: text,
  kind: described(
    v.picklist(["workers", "built-in", "own", "cluster", "pipeline"]),
    "Where it runs: in workers over gRPC, in framebox's pool, in threads of its own.",
  ),
  takes: described(v.array(text), "Media types of what it takes."),
  gives: described(v.array(text), "Media types of what its results hold."),
});

/** See {@linkcode processorSchema}. */
export type ProcessorJson = Json<typeof processorSchema>;

/** What framebox can do with videos. */
export const videoAbilitiesSchema = component("VideoAbilities", {
  decoder: described(
    v.nullable(v.literal("ffmpeg")),
    "`null`: this server decodes no video; the page does it in the browser.",
  ),
  max_bytes: described(count, "Largest upload (setting MAX_VIDEO_MB)."),
});

/** How framebox is. */
export const statusSchema = component("Status", {
  version: text,
  draining: v.boolean(),
  workers: v.array(workerSchema),
  gone: described(
    v.nullable(goneSchema),
    "The worker that left last, while none has come since.",
  ),
  processors: v.array(processorSchema),
  default_processor: described(text, "Who answers when none was chosen."),
  folders: v.array(watchedFolderSchema),
  pictures: v.strictObject({
    jpeg: described(
      v.picklist(["libturbojpeg", "WebAssembly"]),
      "What reads and makes JPEGs: the system's library, which is faster, or the codec that " +
        "framebox brings.",
    ),
  }),
  video: videoAbilitiesSchema,
  sessions: count,
  runs: count,
  waiting: described(v.record(v.string(), count), "Frames that wait, by processor."),
  leased: count,
  totals: v.strictObject({
    done: count,
    failed: count,
    dropped: count,
    redelivered: count,
    late_results: count,
  }),
});

/** See {@linkcode statusSchema}. */
export type StatusJson = Json<typeof statusSchema>;
