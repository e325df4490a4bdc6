/**
 * A video as the API's JSON shows it.
 *
 * @module
 */
import * as v from "valibot";
import type { VideoRun } from "../../sources/mod.ts";
import { amount, component, count, described, type Json, text } from "./schema_parts.ts";
import { runUrl } from "./urls.ts";

const rate = described(amount, "Frames a second; 0 when the file doesn't say.");

/** What a video's file holds, and where its parts are. */
export const videoSchema = component("Video", {
  name: text,
  width: described(count, "As it is shown: after rotation."),
  height: count,
  rotation: v.pipe(v.number(), v.values([0, 90, 180, 270])),
  rate,
  variable_rate: v.boolean(),
  duration_ms: v.nullable(amount),
  frames: v.nullable(count),
  codec: text,
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

/** A video's JSON; `base` as in {@linkcode runUrl}. */
export function videoJson(longRun: VideoRun, base: string): VideoJson {
  const { info, original, result, run } = longRun;
  const at = runUrl(base, run);
  return {
    name: longRun.name,
    width: info.width,
    height: info.height,
    rotation: info.rotation,
    rate: rateOf(longRun),
    variable_rate: info.variableRate,
    duration_ms: info.durationMs ?? null,
    frames: info.frames ?? null,
    codec: info.codec,
    audio_codec: info.audioCodec ?? null,
    bytes: original.byteLength,
    original_url: `${at}/original`,
    timestamps_url: `${at}/timestamps`,
    result: result
      ? {
        width: result.width,
        height: result.height,
        bytes: result.byteLength,
        url: `${at}/video`,
      }
      : null,
  };
}

/** Frames a second of the original, to a thousandth. */
export function rateOf({ info: { rate } }: VideoRun): number {
  return rate.num > 0 ? Math.round(rate.num / rate.den * 1000) / 1000 : 0;
}
