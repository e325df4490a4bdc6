/**
 * Moving pictures: what a video file holds, its frames, and new videos. The work is done by ffmpeg,
 * run as a process; frames go through pipes, and their backpressure with them.
 *
 * @module
 */

import { FrameboxError } from "../errors/mod.ts";
import type { Raster } from "../image/mod.ts";
import type { Ffmpeg, VideoWriterOptions } from "./types.ts";

export { decodeVideo } from "./decode.ts";
export { findFfmpeg } from "./find_ffmpeg.ts";
export { probeVideo } from "./probe.ts";
export type {
  Ffmpeg,
  FrameRate,
  VideoDecoder,
  VideoFrame,
  VideoInfo,
  VideoWriterOptions,
} from "./types.ts";

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
