/**
 * Frames that are given out scaled down, and bounding boxes that are found in such frames.
 *
 * @module
 */
import type { BoxPlace, FrameScale, LimitOwner, ResultContent } from "../api/mod.ts";

/** A {@linkcode FrameScale} in JSON: in notices, in the API, in files. */
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

/** The JSON fields of a scale. */
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

/**
 * Where the bounding boxes of a result are drawn whose frame was scaled down. The worker found them in the
 * frame that it got. They are drawn over the result's picture, if it has one; else over the frame itself. Over
 * a picture of the frame's own size they are scaled back to it. A picture of any other size is made by the
 * worker, whose boxes fit it: they stay as they are, as with every other result.
 *
 * @returns `undefined` when the frame was given out as it is
 */
export function boxPlace({ scale, payload }: ResultContent): BoxPlace | undefined {
  if (!scale) return undefined;
  const { sourceWidthPx: widthPx, sourceHeightPx: heightPx } = scale;
  const shown = payload?.size;
  if (shown && (shown.widthPx !== widthPx || shown.heightPx !== heightPx)) {
    return { widthPx: shown.widthPx, heightPx: shown.heightPx, factor: [1, 1] };
  }
  return { widthPx, heightPx, factor: [widthPx / scale.widthPx, heightPx / scale.heightPx] };
}
