/**
 * Moving pictures: what a video file holds, its frames, and new videos. The work is done by ffmpeg,
 * run as a process; frames go through pipes, and their backpressure with them.
 *
 * @module
 */

import { FrameboxError } from "../errors/mod.ts";
import type { ImageLimits, Raster } from "../image/mod.ts";
import type { Ffmpeg, VideoDecoder, VideoInfo, VideoWriterOptions } from "./types.ts";

export type {
  Ffmpeg,
  FrameRate,
  VideoDecoder,
  VideoFrame,
  VideoInfo,
  VideoWriterOptions,
} from "./types.ts";

/** The ffmpeg and ffprobe on the PATH, `undefined` if one of them is missing. */
export function findFfmpeg(_signal: AbortSignal): Promise<Ffmpeg | undefined> {
  return Promise.resolve(undefined);
}

/** What a video file holds. */
export function probeVideo(
  _ffmpeg: Ffmpeg,
  _path: string,
  _signal: AbortSignal,
  _limits?: ImageLimits,
): Promise<VideoInfo> {
  return Promise.reject(new FrameboxError("UNIMPLEMENTED", "Comes next."));
}

/** A video's frames. */
export function decodeVideo(
  _ffmpeg: Ffmpeg,
  _path: string,
  _info: VideoInfo,
  _signal: AbortSignal,
): VideoDecoder {
  throw new FrameboxError("UNIMPLEMENTED", "Comes next.");
}

/** Makes a video file. */
export class VideoWriter {
  /** Starts ffmpeg. */
  static open(
    _ffmpeg: Ffmpeg,
    _options: VideoWriterOptions,
    _signal: AbortSignal,
  ): Promise<VideoWriter> {
    return Promise.reject(new FrameboxError("UNIMPLEMENTED", "Comes next."));
  }
  /** Adds a frame; resolves when there is room for the next. */
  write(_raster: Raster, _timestampMs: number): Promise<void> {
    return Promise.resolve();
  }
  /** Ends the file; resolves when it is whole. */
  finish(): Promise<void> {
    return Promise.resolve();
  }
  /** Kills ffmpeg and removes the file. */
  abort(): Promise<void> {
    return Promise.resolve();
  }
}
