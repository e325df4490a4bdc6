/**
 * A video file's frames, one after the other, as fast as they are taken.
 *
 * @module
 */

import { FrameboxError } from "../errors/mod.ts";
import { undecodableVideo } from "./bad_video.ts";
import { passEachFrame } from "./find_ffmpeg.ts";
import { type NutFrame, NutReader } from "./nut_reader.ts";
import { MediaProcess } from "./process.ts";
import { safeInput } from "./safe_input.ts";
import type { Ffmpeg, VideoDecoder, VideoFrame, VideoInfo } from "./types.ts";

/** Decoding threads: each holds a frame, and the processors need the other cores. */
const MAX_THREADS = 4;
/** A file whose count and frames differ by no more than this has not ended early. */
const FEW_FRAMES = 2;

/**
 * Decodes a video. ffmpeg starts when the iteration begins, keeps at most one frame ahead of whoever
 * takes them, and is ended with the iteration, finished or not. Each frame comes once, with its own
 * time; none is made up or left out to fit a rate.
 *
 * What is read of a damaged or cut file comes as frames; `remark` then says so at the end.
 *
 * The iteration throws {@linkcode FrameboxError} `INVALID_ARGUMENT` if no frame can be read,
 * `UNAVAILABLE` if ffmpeg can't be started, what the file system says of a file that is gone, and the
 * signal's reason when aborted.
 *
 * @param info from {@linkcode probeVideo}
 */
export function decodeVideo(
  ffmpeg: Ffmpeg,
  path: string,
  info: VideoInfo,
  signal: AbortSignal,
): VideoDecoder {
  let remark: string | undefined;
  let endMs: number | undefined;
  return {
    get remark() {
      return remark;
    },
    get endMs() {
      return endMs;
    },
    async *[Symbol.asyncIterator]() {
      const process = new MediaProcess(
        ffmpeg.ffmpeg,
        decodeArguments(ffmpeg, path, info),
        { stdin: "null", stdout: "piped" },
        signal,
      );
      const reader = new NutReader(process.stdout);
      let count = 0;
      // ffmpeg's clock begins where it likes; the first frame's time is known.
      let shiftMs = 0;
      let lastMs = 0;
      try {
        for await (const frame of oneAhead(reader)) {
          signal.throwIfAborted();
          if (count === 0) shiftMs = info.firstMs - frame.timestampMs;
          lastMs = frame.timestampMs + shiftMs;
          yield asVideoFrame({ ...frame, timestampMs: lastMs }, count++, info);
        }
        const status = await process.ended;
        signal.throwIfAborted();
        if (status.signal !== null) throw ffmpegDied(count, process.tail);
        // A file that somebody removed meanwhile is not the video's fault.
        if (count === 0) await Deno.stat(path);
        if (count === 0) throw undecodableVideo(info.codec, process.tail);
        const missing = endsEarly(info, lastMs);
        remark = remarkOf(count, missing, status.success, process.tail);
        // The last picture of a file that ends early is not the one that was to stay.
        if (remark === undefined || !missing) endMs = info.endMs;
      } finally {
        process.kill();
        await reader.close();
        await process.ended;
      }
    },
  };
}

function decodeArguments(ffmpeg: Ffmpeg, path: string, info: VideoInfo): string[] {
  const { width, height, streamIndex, timeBase, assumedMatrix } = info;
  const matrix = assumedMatrix === undefined ? "" : `:in_color_matrix=${assumedMatrix}`;
  const threads = Math.min(navigator.hardwareConcurrency, MAX_THREADS);
  // A stream may change its size on the way; not to one that fills the memory.
  const maxPixels = Math.max(4 * width * height, 1_000_000);
  return [
    ...["-nostdin", "-hide_banner", "-loglevel", "warning"],
    ...["-threads", `${threads}`, "-max_pixels", `${maxPixels}`, ...safeInput(path)],
    // ffmpeg turns frames by itself, before this filter.
    ...["-map", `0:${streamIndex}`, "-map_metadata", "-1", ...passEachFrame(ffmpeg)],
    ...["-vf", [...info.conversion, `scale=${width}:${height}${matrix}`, "setsar=1"].join(",")],
    ...["-pix_fmt", "rgb24"],
    ...["-c:v", "rawvideo", "-enc_time_base", `${timeBase.num}/${timeBase.den}`],
    // Direct: a frame goes into the pipe as it is, not by way of ffmpeg's buffer.
    ...["-avioflags", "direct", "-f", "nut", "pipe:1"],
  ];
}

/** Reads the next frame while the last one is worked on. */
async function* oneAhead(reader: NutReader): AsyncGenerator<NutFrame> {
  let next = reader.next();
  try {
    for (;;) {
      const frame = await next;
      if (frame === undefined) return;
      next = reader.next();
      // Whoever leaves now doesn't see it fail; whoever stays does.
      next.catch(() => {});
      yield frame;
    }
  } finally {
    next.catch(() => {});
  }
}

function asVideoFrame(frame: NutFrame, number: number, info: VideoInfo): VideoFrame {
  const { width: widthPx, height: heightPx } = info;
  const { data, timestampMs } = frame;
  if (data.length !== widthPx * heightPx * 3) {
    throw new FrameboxError(
      "INTERNAL",
      "ffmpeg gave a frame of another size than it was asked for.",
    );
  }
  return {
    number,
    timestampMs,
    raster: { widthPx, heightPx, channels: 3, layout: "interleaved", order: "RGB", data },
  };
}

/** A crash, or an end from outside: by somebody, or by a system that is out of memory. */
function ffmpegDied(count: number, tail: string): FrameboxError {
  return new FrameboxError(
    "INTERNAL",
    `ffmpeg died after frame ${count} of the video; framebox's log has the details.`,
    new Error(tail),
  );
}

/** Whether there should be more after the last frame. */
function endsEarly({ durationMs, firstMs, rate }: VideoInfo, lastMs: number): boolean {
  const stepMs = rate.num === 0 ? 0 : 1000 * rate.den / rate.num;
  return durationMs !== undefined && lastMs - firstMs + (FEW_FRAMES + 1) * stepMs < durationMs;
}

function remarkOf(
  count: number,
  missing: boolean,
  success: boolean,
  tail: string,
): string | undefined {
  const frames = count === 1 ? "1 frame" : `${count} frames`;
  if (/partial file|ended prematurely|truncat/i.test(tail) && missing) {
    return `The file ends early: ${frames} could be read.`;
  }
  if (!success || /corrupt|error while decoding|invalid data|error submitting packet/i.test(tail)) {
    return `Parts of the file are damaged: ${frames} could be read.`;
  }
  return undefined;
}
