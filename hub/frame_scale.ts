/**
 * Frames that were made smaller for whoever processes them, and boxes that are found in such frames.
 *
 * @module
 */
import type { Boxes, Corners } from "./boxes.ts";
import type { ResultContent } from "./types.ts";

/**
 * Whose bound a frame was made to fit: `default`, gRPC's own, for callers that have said nothing;
 * `worker`, what the caller said; `setting`, a number for all; `message`, the box's largest message.
 */
export type LimitOwner = "default" | "worker" | "setting" | "message";

/** How a frame was given out: smaller than it is. */
export interface FrameScale {
  /** Columns of the frame as it was given out. */
  readonly widthPx: number;
  /** Rows of the frame as it was given out. */
  readonly heightPx: number;
  /** Columns of the frame itself. */
  readonly sourceWidthPx: number;
  /** Rows of the frame itself. */
  readonly sourceHeightPx: number;
  /** What the message would have had in full size. */
  readonly sourceBytes: number;
  /** What the message may have. */
  readonly limitBytes: number;
  /** Who sets that limit. */
  readonly by: LimitOwner;
  /** What `im` is: pixels, or a JPEG file. */
  readonly format: "mat" | "jpeg";
}

/** A {@linkcode FrameScale} as JSON says it: in notices, in the API, in files. */
export interface ScaleFields {
  /** As {@linkcode FrameScale.widthPx}. */
  readonly width: number;
  /** As {@linkcode FrameScale.heightPx}. */
  readonly height: number;
  /** As {@linkcode FrameScale.sourceWidthPx}. */
  readonly source_width: number;
  /** As {@linkcode FrameScale.sourceHeightPx}. */
  readonly source_height: number;
  /** As {@linkcode FrameScale.sourceBytes}. */
  readonly source_bytes: number;
  /** As {@linkcode FrameScale.limitBytes}. */
  readonly limit_bytes: number;
  /** As {@linkcode FrameScale.by}. */
  readonly by: LimitOwner;
  /** As {@linkcode FrameScale.format}. */
  readonly format: "mat" | "jpeg";
}

/** The same for JSON. */
export function scaleFields(scale: FrameScale): ScaleFields {
  return {
    width: scale.widthPx,
    height: scale.heightPx,
    source_width: scale.sourceWidthPx,
    source_height: scale.sourceHeightPx,
    source_bytes: scale.sourceBytes,
    limit_bytes: scale.limitBytes,
    by: scale.by,
    format: scale.format,
  };
}

/** Where the boxes of a result are to be drawn. */
export interface BoxPlace {
  /** Columns of the picture that the boxes are over. */
  readonly widthPx: number;
  /** Rows of that picture. */
  readonly heightPx: number;
  /** By what the worker's own numbers are multiplied, across and down. */
  readonly factor: readonly [number, number];
}

/**
 * Where the boxes of a result go whose frame was made smaller. A worker finds them in the frame that
 * it got. They go over the result's picture, if it has one; else over the frame itself. Where that is
 * the frame in its own size they are scaled back to it. A picture of any other size is the worker's
 * own making, and so are the boxes in it: they stay as they are, as with every other result.
 *
 * @returns `undefined` when the frame was given out as it is
 */
export function boxPlace({ scale, picture }: ResultContent): BoxPlace | undefined {
  if (!scale) return undefined;
  const { sourceWidthPx: widthPx, sourceHeightPx: heightPx } = scale;
  if (picture && (picture.widthPx !== widthPx || picture.heightPx !== heightPx)) {
    return { widthPx: picture.widthPx, heightPx: picture.heightPx, factor: [1, 1] };
  }
  return { widthPx, heightPx, factor: [widthPx / scale.widthPx, heightPx / scale.heightPx] };
}

/** The same boxes there, to a hundredth of a pixel. */
export function boxesAt(boxes: Boxes, { factor: [x, y] }: BoxPlace): Boxes {
  if (x === 1 && y === 1) return boxes;
  const xyxy = boxes.xyxy.map(([left, top, right, bottom]): Corners => [
    hundredths(left * x),
    hundredths(top * y),
    hundredths(right * x),
    hundredths(bottom * y),
  ]);
  return { ...boxes, xyxy };
}

function hundredths(number: number): number {
  return Math.round(number * 100) / 100;
}
