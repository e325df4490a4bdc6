/**
 * What a video file holds, and whether it can be read.
 *
 * @module
 */

import { FrameboxError } from "../../base/errors/mod.ts";
import { DEFAULT_IMAGE_LIMITS, type ImageLimits } from "../image/mod.ts";
import { badVideo, undecodableVideo, unreadableVideo } from "./bad_video.ts";
import { conversionOf } from "./colours.ts";
import { passEachFrame } from "./find_ffmpeg.ts";
import { runToEnd } from "./process.ts";
import { SAFE_INPUT, safeInput } from "./safe_input.ts";
import { PROBE_ENTRIES, videoInfoOf } from "./stream_info.ts";
import type { Ffmpeg, VideoInfo } from "./types.ts";

/** Headers and one frame are read; more than this takes only a file that was made to take long. */
const LIMIT_MS = 30_000;
/** How many packets are looked at to see whether the rate changes; a few seconds of video. */
const PACKETS = 400;
/** As many as a decoder may hold back, at a rate that is counted in fields. */
const MAX_DELAY_FRAMES = 8;

/**
 * Reads a video file's headers and its first frame, so that what can't be read is known at once.
 *
 * @param limits `maxPixels` bounds the size of a frame
 * @throws {FrameboxError} `INVALID_ARGUMENT` with what is wrong with the file, `DEADLINE_EXCEEDED`
 *   after 30 seconds, `UNAVAILABLE` if ffprobe can't be started
 * @throws {DOMException} the signal's reason when aborted
 */
export async function probeVideo(
  ffmpeg: Ffmpeg,
  path: string,
  signal: AbortSignal,
  limits: ImageLimits = DEFAULT_IMAGE_LIMITS,
): Promise<VideoInfo> {
  try {
    const info = await readHeaders(ffmpeg, path, signal, limits);
    checkSize(info.width, info.height, limits);
    const firstMs = await readFirstFrame(ffmpeg, path, info, signal, limits);
    const conversion = await conversionOf(ffmpeg, info.colours, signal);
    return {
      ...info,
      ...conversion,
      firstMs: isReadingDelay(info, firstMs) ? info.firstMs : firstMs,
    };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DOMException && error.name === "TimeoutError")) throw error;
    throw new FrameboxError(
      "DEADLINE_EXCEEDED",
      "Reading the video's beginning took more than 30 seconds; it may be damaged.",
      error,
    );
  }
}

/** Whether the first frame is late only by the frames that were read before it could be shown. */
function isReadingDelay({ hasTimes, rate, firstMs }: VideoInfo, readMs: number): boolean {
  return !hasTimes && (readMs - firstMs) * rate.num <= MAX_DELAY_FRAMES * 1000 * rate.den;
}

async function readHeaders(
  ffmpeg: Ffmpeg,
  path: string,
  signal: AbortSignal,
  limits: ImageLimits,
): Promise<VideoInfo> {
  const { success, text, tail } = await runToEnd(
    ffmpeg.ffprobe,
    [
      ...[
        "-v",
        "error",
        "-max_pixels",
        `${limits.maxPixels}`,
        ...SAFE_INPUT,
        "-of",
        "json",
        "-show_entries",
        PROBE_ENTRIES,
      ],
      ...["-read_intervals", `%+#${PACKETS}`, "-i", `file:${path}`],
    ],
    signal,
    LIMIT_MS,
  );
  // ffprobe decodes a little, too; what is too large for that has no size in its answer.
  const [, width, height] = /Picture size (\d+)x(\d+) exceeds/.exec(tail) ?? [];
  checkSize(Number(width ?? 0), Number(height ?? 0), limits);
  if (!success) throw await unreadableVideo(path, tail);
  return videoInfoOf(text);
}

function checkSize(width: number, height: number, limits: ImageLimits): void {
  if (width * height <= limits.maxPixels) return;
  throw badVideo(
    `The video's frames have ${width}×${height} pixels; the limit is ` +
      `${limits.maxPixels} in all (setting MAX_MEGAPIXELS).`,
  );
}

/**
 * Decodes one frame. Its time is that of the file's own clock, by which alone tracks can be compared: at
 * the beginning ffmpeg moves the clock, in some containers by streams that are not selected.
 *
 * @returns when it is shown, from the file's beginning, in milliseconds
 */
async function readFirstFrame(
  ffmpeg: Ffmpeg,
  path: string,
  info: VideoInfo,
  signal: AbortSignal,
  limits: ImageLimits,
): Promise<number> {
  const { num, den } = info.timeBase;
  const { text, tail } = await runToEnd(
    ffmpeg.ffmpeg,
    [
      ...["-nostdin", "-hide_banner", "-loglevel", "error"],
      ...["-copyts", "-max_pixels", `${limits.maxPixels}`, ...safeInput(path)],
      ...["-map", `0:${info.streamIndex}`, "-frames:v", "1", ...passEachFrame(ffmpeg)],
      ...["-enc_time_base", `${num}/${den}`, "-f", "framecrc", "pipe:1"],
    ],
    signal,
    LIMIT_MS,
  );
  // A line for the frame follows those that begin with `#`: its stream, dts, pts, …
  const [, pts] = /^0, *-?\d+, *(-?\d+),/m.exec(text) ?? [];
  if (pts === undefined) throw undecodableVideo(info.codec, tail);
  const [, tickNum, tickDen] = /^#tb 0: (\d+)\/(\d+)/m.exec(text) ?? [];
  const tickMs = 1000 * Number(tickNum ?? num) / Number(tickDen ?? den);
  return Math.max(0, Number(pts) * tickMs - info.startMs);
}
