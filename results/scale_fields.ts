/**
 * How a frame was scaled down for its worker, in JSON.
 *
 * @module
 */
import type { FrameScale, LimitOwner } from "../hub/mod.ts";

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
