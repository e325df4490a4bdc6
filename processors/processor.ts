/**
 * The interface of image processors, built in or written by users.
 *
 * @module
 */

/** Turns frames into results. A file with one exports it as its default export. */
export interface ImageProcessor {
  /** As it stands in `processor=…` and in settings: letters, digits, `_` and `-`. */
  readonly name: string;
  /** A word or two for a menu; the name if left out. */
  readonly title?: string;
  /** One sentence about what it does. */
  readonly help?: string;
  /** Channels of the frames that it gets: 1 is grey, 3 (the default) is RGB. */
  readonly channels?: 1 | 3;
  /** Threads that work at once, 1 by default. With more, frames of one stream go to any of them. */
  readonly threads?: number;
  /**
   * Works on frames that were sent together, one as a rule; all are of one stream and may differ in
   * size.
   *
   * @returns as many results, in the order of the frames; an `Error` in place of one fails that
   * frame alone
   * @throws anything: all of these frames fail, and the message is shown
   */
  process(
    frames: readonly ProcessorFrame[],
    context: ProcessorContext,
  ): FrameResults | Promise<FrameResults>;
}

/** What {@linkcode ImageProcessor.process} gives; promises for some frames are waited for. */
export type FrameResults = readonly (FrameResult | Promise<FrameResult>)[];

/** What it gives for one frame. */
export type FrameResult = ProcessorResult | Error;

/** Pixels, 8 bits each: rows from the top, pixels from the left, channels interleaved (H×W×C). */
export interface Pixels {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 1 is grey, 3 is RGB, 4 is RGBA. */
  readonly channels: 1 | 3 | 4;
  /** `height * width * channels` bytes. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** One frame. Its pixels are the processor's own: it may write to them, keep them, and give them back. */
export interface ProcessorFrame extends Pixels {
  /** As many as the processor asked for. */
  readonly channels: 1 | 3;
  /** See {@linkcode Pixels}. */
  readonly data: Uint8Array;
  /** Counts in its stream, from 0. */
  readonly number: number;
  /** Which camera, video, stream or picture it is of: the same for all frames of one. */
  readonly stream: string;
}

/** What goes with the frames. */
export interface ProcessorContext {
  /** Whether a picture is of use: there may be no viewer at the moment. */
  readonly wantsPictures: boolean;
  /**
   * What is remembered of a stream, made when its first frame comes. Of 256 streams in each thread;
   * those that were used the longest ago are forgotten.
   */
  stateOf<T>(stream: string, make: () => T): T;
}

/** What a processor made of one frame. All of it may be left out. */
export interface ProcessorResult {
  /**
   * To be shown, of any size. Left out, the frame is: a picture file as it came, else the pixels as
   * the processor was given them and left them.
   */
  readonly picture?: Pixels;
  /** What was recognised, the most probable first. */
  readonly labels?: readonly ProcessorLabel[];
  /** What was found and where. An empty list: it looked and found nothing. */
  readonly boxes?: readonly ProcessorBox[];
  /** Words about the frame. */
  readonly text?: string;
  /** Anything else: it is kept in `data.mat`, and its numbers are shown. */
  readonly data?: Readonly<Record<string, ProcessorData>>;
}

/** Something that was recognised. */
export interface ProcessorLabel {
  /** What it is called. */
  readonly label: string;
  /** From 0 to 1. */
  readonly probability?: number;
  /** What the label is about, e.g. `colorIntensity`. */
  readonly about?: string;
}

/** Something that was found. */
export interface ProcessorBox {
  /** Left, top, right, bottom, in pixels of the frame. */
  readonly xyxy: readonly [number, number, number, number];
  /** How sure it is, from 0 to 1. */
  readonly conf?: number;
  /** Number of the class. */
  readonly cls?: number;
  /** The class in words. */
  readonly name?: string;
  /** Number of the track, the same over frames. */
  readonly id?: number;
}

/** Numbers as typed arrays have them. */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** JSON values and typed arrays. */
export type ProcessorData =
  | string
  | number
  | boolean
  | null
  | NumberArray
  | readonly ProcessorData[]
  | { readonly [name: string]: ProcessorData };
