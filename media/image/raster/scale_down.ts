/**
 * Smaller pictures.
 *
 * @module
 */

import { toInterleaved } from "./planar.ts";
import type { Raster } from "./raster.ts";

/** Columns and rows of a picture. */
export interface SizePx {
  /** Columns. */
  readonly widthPx: number;
  /** Rows. */
  readonly heightPx: number;
}

/**
 * The largest size with a picture's proportions within a number of pixels; at least one pixel
 * each way, and the picture's own size where that fits.
 */
export function sizeWithin(size: SizePx, pixels: number): SizePx {
  const { widthPx, heightPx } = size;
  if (widthPx * heightPx <= pixels) return { widthPx, heightPx };
  const factor = Math.sqrt(pixels / (widthPx * heightPx));
  // A side of one pixel can't be made smaller: then the other one gives way.
  const max = Math.max(1, Math.floor(pixels));
  const width = Math.min(max, Math.max(1, Math.floor(widthPx * factor)));
  const height = Math.min(Math.floor(max / width), Math.max(1, Math.floor(heightPx * factor)));
  return { widthPx: width, heightPx: height };
}

/**
 * Scales a picture down by the same factor each way, each pixel the mean of those that it covers.
 *
 * @param factor over 0; for 1 and more the raster itself is returned
 * @returns interleaved RGB rows of at least one pixel each way
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the raster's bytes don't fit its size
 */
export function scaleDown(raster: Raster, factor: number): Raster {
  return scaleDownTo(raster, scaledSize(raster, factor));
}

/** The size of a picture that is made smaller by a factor: whole pixels, at least one each way. */
export function scaledSize({ widthPx, heightPx }: SizePx, factor: number): SizePx {
  return {
    widthPx: Math.max(1, Math.floor(widthPx * factor)),
    heightPx: Math.max(1, Math.floor(heightPx * factor)),
  };
}

/**
 * The same, to a size of at least one pixel each way; a side that is no smaller stays as it is.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the raster's bytes don't fit its size
 */
export function scaleDownTo(raster: Raster, size: SizePx): Raster {
  const widthPx = Math.min(size.widthPx, raster.widthPx);
  const heightPx = Math.min(size.heightPx, raster.heightPx);
  if (widthPx === raster.widthPx && heightPx === raster.heightPx) return raster;
  const { channels } = raster;
  const from = toInterleaved(raster, "RGB");
  const columns = spans(raster.widthPx, widthPx);
  const rows = spans(raster.heightPx, heightPx);
  const data = new Uint8Array(widthPx * heightPx * channels);
  // One row's sums at a time: of all rows that it covers, then of the columns.
  const sums = new Float32Array(raster.widthPx * channels);
  let at = 0;
  for (const { first, last, weights: rowWeights, total: rowTotal } of rows) {
    sums.fill(0);
    for (let y = first; y <= last; y++) {
      const weight = rowWeights[y - first]!;
      const start = y * sums.length;
      for (let i = 0; i < sums.length; i++) sums[i]! += from[start + i]! * weight;
    }
    for (const { first, last, weights, total } of columns) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let x = first; x <= last; x++) {
          sum += sums[x * channels + channel]! * weights[x - first]!;
        }
        data[at++] = sum / (total * rowTotal) + 0.5;
      }
    }
  }
  return { widthPx, heightPx, channels, layout: "interleaved", order: "RGB", data };
}

/** What one new pixel covers along one side: old pixels `first` to `last`, the outer ones in part. */
interface Span {
  readonly first: number;
  readonly last: number;
  readonly weights: Float32Array;
  readonly total: number;
}

function spans(from: number, to: number): Span[] {
  const step = from / to;
  return Array.from({ length: to }, (_, i) => {
    const start = i * step;
    const end = Math.min(from, start + step);
    const first = Math.floor(start);
    const last = Math.max(first, Math.ceil(end) - 1);
    const weights = new Float32Array(last - first + 1);
    let total = 0;
    for (let x = first; x <= last; x++) {
      const weight = Math.min(end, x + 1) - Math.max(start, x);
      weights[x - first] = weight;
      total += weight;
    }
    return { first, last, weights, total };
  });
}
