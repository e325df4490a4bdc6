/**
 * A video as the API's JSON shows it.
 *
 * @module
 */
import type { VideoRun } from "../../sources/mod.ts";
import { runUrl } from "./urls.ts";

/** What a video's file holds, and where its parts are. */
export interface VideoJson {
  /** What the person called it. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise by which the stored picture is turned. */
  readonly rotation: number;
  /** Frames a second; 0 when the file doesn't say. */
  readonly rate: number;
  readonly variable_rate: boolean;
  readonly duration_ms: number | null;
  /** As the file says; a job's `total` is corrected at the end. */
  readonly frames: number | null;
  readonly codec: string;
  /** `null`: there is no sound. */
  readonly audio_codec: string | null;
  readonly bytes: number;
  readonly original_url: string;
  readonly timestamps_url: string;
  /** `null` until it is complete. */
  readonly result: {
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
    readonly url: string;
  } | null;
}

/** A video's JSON; `base` as in {@linkcode runUrl}. */
export function videoJson(job: VideoRun, base: string): VideoJson {
  const { info, original, result, run } = job;
  const at = runUrl(base, run);
  return {
    name: job.name,
    width: info.width,
    height: info.height,
    rotation: info.rotation,
    rate: rateOf(job),
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
