/**
 * What a video is, and its frames.
 *
 * @module
 */

import type { Planes, Raster, YuvMatrix } from "../image/mod.ts";
import type { Colours } from "./colours.ts";

/** The host's ffmpeg. */
export interface Ffmpeg {
  /** As it calls itself, for example `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** The program that decodes and encodes. */
  readonly ffmpeg: string;
  /** The program that describes what a file holds. */
  readonly ffprobe: string;
}

/** A fraction: 30000/1001 frames a second are 29.97. */
export interface FrameRate {
  /** Numerator. */
  readonly num: number;
  /** Denominator. */
  readonly den: number;
}

/** What a video file holds. */
export interface VideoInfo {
  /** Columns as the video is shown: after rotation, with square pixels. */
  readonly width: number;
  /** Rows as the video is shown. */
  readonly height: number;
  /** Degrees clockwise by which the stored picture is turned to be shown: 0, 90, 180 or 270. */
  readonly rotation: number;
  /** The mean rate, or 0/1 when the file doesn't declare it. */
  readonly rate: FrameRate;
  /** Whether the time from frame to frame changes. */
  readonly variableRate: boolean;
  /** As the file declares. */
  readonly durationMs: number | undefined;
  /** Where the file's own clock stands at its beginning: 0 in most, hours in a piece of a broadcast. */
  readonly startMs: number;
  /** When the first frame is shown, from the file's beginning. */
  readonly firstMs: number;
  /**
   * Whether the container has a time for each frame. AVI has none: frame n is the nth, and ffmpeg's
   * time of the first frame is only how many it reads before it can show one.
   */
  readonly hasTimes: boolean;
  /** When the last frame has been shown, from the file's beginning, if the file declares it. */
  readonly endMs: number | undefined;
  /** As the file declares, or estimated from its duration and rate. */
  readonly frames: number | undefined;
  /** Name of the video's codec, as ffmpeg has it: `h264`. */
  readonly codec: string;
  /** Name of the first sound's codec, `undefined` without sound. */
  readonly audioCodec: string | undefined;
  /** Number of the video's stream in the file. */
  readonly streamIndex: number;
  /** Seconds of one tick of the stream's clock, as a fraction. */
  readonly timeBase: FrameRate;
  /** How colours are coded, if the file doesn't declare it itself: by custom BT.709 from 720 rows on. */
  readonly assumedMatrix: "bt601" | "bt709" | undefined;
  /** The colours that the file declares. */
  readonly colours: Colours;
  /** Filters of ffmpeg's that make them those of a screen; none where the matrix is all there is to undo. */
  readonly conversion: readonly string[];
  /** Whether it is HDR that the host's ffmpeg can't tone down. */
  readonly isPale: boolean;
  /**
   * How colours are coded, if frames may travel as they are coded: as Y, U and V of even size. `undefined`:
   * only as RGB.
   */
  readonly planesMatrix: YuvMatrix | undefined;
}

/** One picture of a video. */
export interface VideoFrame {
  /** Counted from 0 without gaps. */
  readonly number: number;
  /** When it is shown, from the file's beginning; sound may begin before the first picture. */
  readonly timestampMs: number;
  /** RGB, interleaved; its bytes belong to the receiver. */
  readonly raster: Raster;
}

/** One picture of a video, as it is coded. */
export interface PlanesFrame extends Omit<VideoFrame, "raster"> {
  /** In the room that was given. */
  readonly planes: Planes;
}

/** The frames of a file, in the order in which they are shown. To be iterated once. */
export interface VideoDecoder<Frame = VideoFrame> extends AsyncIterable<Frame> {
  /** A sentence about the file that is known at the end: that it ends early, for example. */
  readonly remark: string | undefined;
  /**
   * When the last frame has been shown, from the file's beginning; known at the end, and only if the
   * file declares it.
   */
  readonly endMs: number | undefined;
}

/** What a new video is to be. */
export interface VideoWriterOptions {
  /** The MP4 file to make; it is replaced if it is there. */
  readonly path: string;
  /** Columns of each frame. */
  readonly width: number;
  /** Rows of each frame. */
  readonly height: number;
  /** Frames a second. */
  readonly rate: FrameRate;
  /** Whether timestamps are kept as they are given, instead of laid on the rate. */
  readonly variableRate: boolean;
  /** A video file whose sound is kept. */
  readonly audioFrom: string | undefined;
}
