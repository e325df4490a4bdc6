/**
 * How large a picture may be. Checked on its header, before anything is decoded.
 *
 * @module
 */

import { FrameboxError } from "../../base/errors/mod.ts";

/** Bounds on a picture that comes from outside. */
export interface ImageLimits {
  /** Most bytes of the file. Setting `MAX_UPLOAD_MB`. */
  readonly maxBytes: number;
  /** Width × height as the header claims them; half of it for a PNG of 16 bits. Setting `MAX_MEGAPIXELS`. */
  readonly maxPixels: number;
}

/** 32 MB a file; 50 million pixels, which is 150 MB decoded. */
export const DEFAULT_IMAGE_LIMITS: ImageLimits = {
  maxBytes: 32 * 1024 * 1024,
  maxPixels: 50_000_000,
};

/**
 * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when the file is over the limit
 */
export function checkBytes(byteLength: number, limits: ImageLimits): void {
  if (byteLength > limits.maxBytes) {
    throw new FrameboxError(
      "RESOURCE_EXHAUSTED",
      `The picture has ${megabytes(byteLength)} MB; the limit is ${
        megabytes(limits.maxBytes)
      } MB (setting MAX_UPLOAD_MB).`,
    );
  }
}

/**
 * @throws {FrameboxError} `INVALID_ARGUMENT` for a side of no pixels, `RESOURCE_EXHAUSTED` when the
 *   picture has more pixels than the limit
 */
export function checkPixels(widthPx: number, heightPx: number, limits: ImageLimits): void {
  if (!(widthPx >= 1 && heightPx >= 1)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `The picture says that it is ${widthPx}×${heightPx} pixels; it needs at least one each way.`,
    );
  }
  if (widthPx * heightPx > limits.maxPixels) {
    throw new FrameboxError(
      "RESOURCE_EXHAUSTED",
      `The picture says that it is ${widthPx}×${heightPx} pixels; the limit is ` +
        `${limits.maxPixels} in all (setting MAX_MEGAPIXELS).`,
    );
  }
}

function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, "");
}
