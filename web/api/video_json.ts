/**
 * A video as the API's JSON shows it.
 *
 * @module
 */
import type { VideoRun } from "../../sources/mod.ts";
import type { VideoJson } from "../wire/mod.ts";
import { runUrl } from "./urls.ts";

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
