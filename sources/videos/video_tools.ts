/**
 * Operations on files that a video run needs.
 *
 * @module
 */
import type { ImageLimits } from "../../media/image/mod.ts";
import {
  decodePlanes,
  decodeVideo,
  type Ffmpeg,
  type FrameRoom,
  type PlanesFrame,
  probeVideo,
  type VideoDecoder,
  type VideoInfo,
  type VideoPixels,
  VideoWriter,
  type VideoWriterOptions,
} from "../../media/video/mod.ts";

/** A video file in the making. */
export interface VideoSink {
  /**
   * Adds a frame of the size that was announced; resolves when there is room for the next. Planes are copied
   * by then; a raster's bytes must stay until the next call resolves.
   */
  write(pixels: VideoPixels, timestampMs: number): Promise<void>;
  /**
   * Ends the file; resolves when it is whole.
   *
   * @param endMs when the last frame has been shown, if that is known
   */
  finish(endMs: number | undefined): Promise<void>;
  /** A sentence about the finished file, such as that its sound could not be kept. */
  readonly remark: string | undefined;
  /** Gives up and removes the file. */
  abort(): Promise<void>;
}

/** Reading and writing videos; tests bring their own. */
export interface VideoTools {
  /**
   * What a file holds.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` with a sentence for each way in which a file is no
   *   video that can be played
   */
  probe(path: string, signal: AbortSignal): Promise<VideoInfo>;
  /** Its frames; the signal ends it. */
  decode(path: string, info: VideoInfo, signal: AbortSignal): VideoDecoder;
  /** Its frames as planes, each in a buffer that `room` gives; of a video that has a `planesMatrix`. */
  decodePlanes(
    path: string,
    info: VideoInfo,
    room: FrameRoom,
    signal: AbortSignal,
  ): VideoDecoder<PlanesFrame>;
  /** A new file; the signal ends it. */
  write(options: VideoWriterOptions, signal: AbortSignal): Promise<VideoSink>;
}

/**
 * The tools of a host with ffmpeg.
 *
 * @param limits bound on the pixels of a frame
 */
export function ffmpegTools(ffmpeg: Ffmpeg, limits: ImageLimits): VideoTools {
  return {
    probe: async (path, signal) => {
      // The first result needn't wait for what is found out meanwhile.
      const prepared = VideoWriter.prepare(ffmpeg, signal);
      try {
        return await probeVideo(ffmpeg, path, signal, limits);
      } finally {
        await prepared;
      }
    },
    decode: (path, info, signal) => decodeVideo(ffmpeg, path, info, signal),
    decodePlanes: (path, info, room, signal) => decodePlanes(ffmpeg, path, info, room, signal),
    write: (options, signal) => VideoWriter.open(ffmpeg, options, signal),
  };
}
