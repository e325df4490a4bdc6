/**
 * Puts a finished video and the sound of another file together, in an MP4 that plays while it loads.
 *
 * @module
 */

import { type ProcessOutput, runToEnd } from "./process.ts";
import { safeInput } from "./safe_input.ts";
import type { Ffmpeg } from "./types.ts";

/** Nothing is decoded but sound; an hour of video takes seconds, on a slow disk minutes. */
const LIMIT_MS = 30 * 60_000;
/** Sound that an MP4 may hold and browsers play in it; other sound becomes AAC. */
const KEPT = /^(aac|mp3|opus|flac)$/;

/** What goes together. */
export interface SoundTrack {
  /** The video without sound; its first frame is at 0. */
  readonly video: string;
  /** The file to be made. */
  readonly path: string;
  /** Whose sound it gets. */
  readonly audioFrom: string;
  /** When the first frame is shown, on the clock of `audioFrom`. */
  readonly startMs: number;
  /** When the last frame has been shown; sound after that is left out. */
  readonly endMs: number;
}

/**
 * Adds the first sound of `audioFrom`, if it has one.
 *
 * @throws {DOMException} the signal's reason when aborted, `TimeoutError` after half an hour
 */
export async function addSound(
  ffmpeg: Ffmpeg,
  track: SoundTrack,
  signal: AbortSignal,
): Promise<ProcessOutput> {
  const codec = await soundCodec(ffmpeg, track.audioFrom, signal);
  const how = KEPT.test(codec) ? ["copy"] : ["aac", "-b:a", "160k", "-ac", "2"];
  return await runToEnd(
    ffmpeg.ffmpeg,
    [
      ...["-nostdin", "-hide_banner", "-loglevel", "error", "-y"],
      ...["-itsoffset", seconds(track.startMs), "-i", `file:${track.video}`],
      ...[...safeInput(track.audioFrom), "-map", "0:v:0", "-map", "1:a:0?", "-c:v", "copy"],
      ...["-c:a", ...how, "-map_metadata", "-1", "-t", seconds(track.endMs)],
      ...["-movflags", "+faststart", "-f", "mp4", `file:${track.path}`],
    ],
    signal,
    LIMIT_MS,
  );
}

async function soundCodec(ffmpeg: Ffmpeg, path: string, signal: AbortSignal): Promise<string> {
  const { text } = await runToEnd(
    ffmpeg.ffprobe,
    [
      ...["-v", "error", "-select_streams", "a:0", "-show_entries", "stream=codec_name"],
      ...["-of", "csv=p=0", ...safeInput(path)],
    ],
    signal,
    LIMIT_MS,
  );
  return text.trim();
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(6);
}
