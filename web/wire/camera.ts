/**
 * Network cameras.
 *
 * @module
 */
import * as v from "valibot";
import { component, count, described, type Json, text, time } from "./schema_parts.ts";

/** How a camera is doing; never its address. */
export const cameraSchema = component("Camera", {
  name: text,
  state: described(
    v.picklist(["idle", "connecting", "live", "away"]),
    "idle: no user looks; away: it gives no pictures and is tried again.",
  ),
  since: time,
  reason: v.nullable(described(
    v.picklist([
      "no-answer",
      "connection-refused",
      "unknown-host",
      "certificate",
      "login",
      "not-found",
      "not-a-stream",
      "no-pictures",
      "ended",
      "bad-pictures",
      "no-ffmpeg",
      "failed",
    ]),
    "Why it is away.",
  )),
  message: v.nullable(described(text, "The same as a sentence.")),
  width: v.nullable(described(count, "Of its newest picture, while a user looks.")),
  height: v.nullable(count),
});

/** See {@linkcode cameraSchema}. */
export type CameraJson = Json<typeof cameraSchema>;
