/**
 * A video file's frames, one after the other, as fast as they are taken.
 *
 * @module
 */

import { FrameboxError } from "../../base/errors/mod.ts";
import { planesBytes } from "../image/mod.ts";
import { undecodableVideo } from "./bad_video.ts";
import { passEachFrame } from "./find_ffmpeg.ts";
import { type FrameRoom, type NutFrame, NutReader } from "./nut/nut_reader.ts";
import { MediaProcess } from "./process.ts";
import { safeInput } from "./safe_input.ts";
import type { Ffmpeg, PlanesFrame, VideoDecoder, VideoFrame, VideoInfo } from "./types.ts";

/** Decoding threads: each holds a frame, and the processors need the other cores. */
const MAX_THREADS = 4;
/** A file whose count and frames differ by no more than this has not ended early. */
const FEW_FRAMES = 2;

/**
 * Decodes a video. ffmpeg starts when the iteration begins, keeps at most one frame ahead of the reader
 * takes them, and is ended with the iteration, finished or not. Each frame comes once, with its own
 * time; none is made up or left out to fit a rate.
 *
 * Of a damaged or cut file the readable frames are decoded; `remark` has a sentence at the end.
 *
 * The iteration throws {@linkcode FrameboxError} `INVALID_ARGUMENT` if no frame can be read,
 * `UNAVAILABLE` if ffmpeg can't be started, the file system's error for a missing file, and the
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
  const args = decodeArguments(ffmpeg, path, info, "rgb24");
  return decoded({ ffmpeg, args, path, info }, signal, undefined, (frame, number) => {
    return asVideoFrame(frame, number, info);
  });
}

/**
 * As {@linkcode decodeVideo}, with the frames as they are coded: half the bytes of RGB, and no work for
 * ffmpeg. Studio range, whatever the file has.
 *
 * @param info one whose `planesMatrix` is known
 * @param room gives the buffer for a frame's bytes
 * @throws {FrameboxError} `INVALID_ARGUMENT` if the video has no such frames
 */
export function decodePlanes(
  ffmpeg: Ffmpeg,
  path: string,
  info: VideoInfo,
  room: FrameRoom,
  signal: AbortSignal,
): VideoDecoder<PlanesFrame> {
  const { width: widthPx, height: heightPx, planesMatrix: matrix } = info;
  if (matrix === undefined) {
    throw new FrameboxError("INVALID_ARGUMENT", "Frames of this video can be read as RGB only.");
  }
  const args = decodeArguments(ffmpeg, path, info, "yuv420p");
  return decoded({ ffmpeg, args, path, info }, signal, room, ({ data, timestampMs }, number) => {
    checkSize(data, planesBytes({ widthPx, heightPx }));
    return { number, timestampMs, planes: { widthPx, heightPx, matrix, data } };
  });
}

/** What is decoded, and how. */
interface Decoding {
  readonly ffmpeg: Ffmpeg;
  readonly args: readonly string[];
  readonly path: string;
  readonly info: VideoInfo;
}

function decoded<Frame>(
  { ffmpeg, args, path, info }: Decoding,
  signal: AbortSignal,
  room: FrameRoom | undefined,
  asFrame: (frame: NutFrame, number: number) => Frame,
): VideoDecoder<Frame> {
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
        args,
        { stdin: "null", stdout: "piped" },
        signal,
      );
      const reader = new NutReader(process.stdout);
      let count = 0;
      // ffmpeg's clock begins where it likes; the first frame's time is known.
      let shiftMs = 0;
      let lastMs = 0;
      try {
        for await (const frame of oneAhead(reader, room)) {
          signal.throwIfAborted();
          if (count === 0) shiftMs = info.firstMs - frame.timestampMs;
          lastMs = frame.timestampMs + shiftMs;
          yield asFrame({ ...frame, timestampMs: lastMs }, count++);
        }
        const status = await process.ended;
        signal.throwIfAborted();
        if (status.signal !== null) throw ffmpegDied(count, process.tail);
        // A file that was removed meanwhile is not the video's fault.
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

function decodeArguments(
  ffmpeg: Ffmpeg,
  path: string,
  info: VideoInfo,
  pixels: "rgb24" | "yuv420p",
): string[] {
  const { width, height, streamIndex, timeBase, assumedMatrix } = info;
  const isRgb = pixels === "rgb24";
  const matrix = assumedMatrix === undefined ? "" : `:in_color_matrix=${assumedMatrix}`;
  const colours = isRgb ? matrix : ":out_range=tv";
  const scaled = `scale=${width}:${height}${colours}`;
  const threads = Math.min(navigator.hardwareConcurrency, MAX_THREADS);
  // A stream may change its size on the way; not to one that fills the memory.
  const maxPixels = Math.max(4 * width * height, 1_000_000);
  return [
    ...["-nostdin", "-hide_banner", "-loglevel", "warning"],
    ...["-threads", `${threads}`, "-max_pixels", `${maxPixels}`, ...safeInput(path)],
    // ffmpeg turns frames by itself, before this filter.
    ...["-map", `0:${streamIndex}`, "-map_metadata", "-1", ...passEachFrame(ffmpeg)],
    ...["-vf", [...info.conversion, scaled, "setsar=1"].join(","), "-pix_fmt", pixels],
    ...["-c:v", "rawvideo", "-enc_time_base", `${timeBase.num}/${timeBase.den}`],
    // Direct: a frame is written to the pipe without ffmpeg's buffer.
    ...["-avioflags", "direct", "-f", "nut", "pipe:1"],
  ];
}

/** Reads the next frame while the last one is worked on. */
async function* oneAhead(
  reader: NutReader,
  room: FrameRoom | undefined,
): AsyncGenerator<NutFrame> {
  let next = reader.next(room);
  try {
    for (;;) {
      const frame = await next;
      if (frame === undefined) return;
      next = reader.next(room);
      // A reader that returns now gets no error; one that continues does.
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
  checkSize(data, widthPx * heightPx * 3);
  return {
    number,
    timestampMs,
    raster: { widthPx, heightPx, channels: 3, layout: "interleaved", order: "RGB", data },
  };
}

function checkSize(data: Uint8Array, byteLength: number): void {
  if (data.length === byteLength) return;
  throw new FrameboxError("INTERNAL", "ffmpeg gave a frame of another size than it was asked for.");
}

/** A crash, or a kill from outside, as by a system that is out of memory. */
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
