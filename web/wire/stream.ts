/**
 * Ingest streams.
 *
 * @module
 */
import * as v from "valibot";
import { problemSchema } from "./error.ts";
import { amount, component, count, described, type Json, text, time } from "./schema_parts.ts";

/** A stream, and how it is doing. */
export const streamSchema = component("Stream", {
  stream: described(text, "Names it while it is there."),
  name: described(text, "What its sender calls it."),
  kind: described(
    v.picklist(["media-graph", "image-test"]),
    "How it comes: Azure Video Analyzer's MediaGraphExtension, or ImageTest.",
  ),
  format: described(text, "What its frames are, for users."),
  since: time,
  processor: described(text, "Who processes its frames."),
  frames: described(count, "Answered so far, failed ones too."),
  failed: count,
  fps: described(amount, "Answered per second, over the last seconds."),
  queued_ms: described(amount, "Median of the newest 200 frames."),
  processing_ms: described(amount, "Median of the newest 200 frames."),
  failure: v.nullable(described(text, "Why the newest frame failed, if it did.")),
  // The same with its reason.
  error: v.nullable(problemSchema),
});

/** See {@linkcode streamSchema}. */
export type StreamJson = Json<typeof streamSchema>;
