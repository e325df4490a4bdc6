/**
 * Pictures of a given size.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";
import { toInterleaved } from "./planar.ts";
import type { Raster } from "./raster.ts";

/**
 * Scales a picture to a size, smaller or larger and each way by itself, by bilinear interpolation
 * between pixel centres.
 *
 * @returns interleaved RGB rows; the raster as it is when it has that size and form already
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the size has no pixels, or the raster's bytes don't
 *   fit its size
 */
export function scaleTo(raster: Raster, widthPx: number, heightPx: number): Raster {
  if (
    !(Number.isSafeInteger(widthPx) && Number.isSafeInteger(heightPx)) || widthPx < 1 ||
    heightPx < 1
  ) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `A picture can't be scaled to ${widthPx}×${heightPx} pixels; it needs one pixel each way.`,
    );
  }
  const { channels } = raster;
  const from = toInterleaved(raster, "RGB");
  const form = { channels, layout: "interleaved", order: "RGB" } as const;
  if (widthPx === raster.widthPx && heightPx === raster.heightPx) {
    return { widthPx, heightPx, ...form, data: from };
  }
  const columns = steps(raster.widthPx, widthPx, channels);
  const rows = steps(raster.heightPx, heightPx, raster.widthPx * channels);
  const data = new Uint8Array(widthPx * heightPx * channels);
  let at = 0;
  for (let y = 0; y < heightPx; y++) {
    const above = rows.first[y]!;
    const below = rows.second[y]!;
    const down = rows.share[y]!;
    for (let x = 0; x < widthPx; x++) {
      const left = columns.first[x]!;
      const right = columns.second[x]!;
      const across = columns.share[x]!;
      for (let channel = 0; channel < channels; channel++) {
        const topLeft = from[above + left + channel]!;
        const bottomLeft = from[below + left + channel]!;
        const top = topLeft + (from[above + right + channel]! - topLeft) * across;
        const bottom = bottomLeft + (from[below + right + channel]! - bottomLeft) * across;
        data[at++] = top + (bottom - top) * down + 0.5;
      }
    }
  }
  return { widthPx, heightPx, ...form, data };
}

/** Between which two old pixels each new one lies, as offsets, and how far it is to the second. */
interface Steps {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float32Array;
}

function steps(from: number, to: number, stride: number): Steps {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const centre = Math.min(Math.max((i + 0.5) * from / to - 0.5, 0), from - 1);
    const before = Math.floor(centre);
    first[i] = before * stride;
    second[i] = Math.min(before + 1, from - 1) * stride;
    share[i] = centre - before;
  }
  return { first, second, share };
}
