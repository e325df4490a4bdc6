/**
 * Videos.
 *
 * @module
 */
import * as v from "valibot";
import { amount, component, count, described, type Json, text } from "./schema_parts.ts";

const rate = described(amount, "Frames a second; 0 when the file doesn't have it.");

/** What a video's file holds, and where its parts are. */
export const videoSchema = component("Video", {
  name: text,
  width: described(count, "As it is shown: after rotation."),
  height: count,
  // Degrees clockwise by which the stored picture is turned.
  rotation: v.pipe(v.number(), v.values([0, 90, 180, 270])),
  rate,
  variable_rate: v.boolean(),
  duration_ms: v.nullable(amount),
  // As the file declares; `total` of the long run is corrected at the end.
  frames: v.nullable(count),
  codec: text,
  // Null where there is no sound.
  audio_codec: v.nullable(text),
  bytes: count,
  original_url: text,
  timestamps_url: text,
  result: described(
    v.nullable(v.strictObject({ width: count, height: count, bytes: count, url: text })),
    "The video of the results, once it is complete.",
  ),
});

/** See {@linkcode videoSchema}. */
export type VideoJson = Json<typeof videoSchema>;

/** When the frames of a video are shown. */
export const timestampsSchema = component("Timestamps", {
  rate,
  timestamps_ms: v.array(v.number()),
});

/** See {@linkcode timestampsSchema}. */
export type TimestampsJson = Json<typeof timestampsSchema>;
