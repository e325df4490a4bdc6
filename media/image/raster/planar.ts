/**
 * Interleaved rows ↔ column-major planes, and RGB ↔ BGR on the way.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";
import { type ChannelOrder, checkRaster, type Raster, rasterBytes } from "./raster.ts";
import { joinPixels, splitPixels } from "./transpose.ts";
import { planesToRows, rowsToPlanes } from "./transpose_kernel.ts";

/**
 * The pixels of a raster as column-major planes (H×W×C) in the order asked for.
 *
 * @param out where to put them; new memory if left out
 * @returns `out`, or the raster's own data when it has that layout and order already and no `out`
 *   is given
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the raster's or `out`'s size doesn't fit
 */
export function toPlanar(
  raster: Raster,
  order: ChannelOrder,
  out?: Uint8Array,
): Uint8Array {
  checkRaster(raster);
  checkOut(raster, out);
  if (raster.layout === "planar") return copyPlanes(raster, order, out);
  const target = out ?? new Uint8Array(rasterBytes(raster));
  const picture = { ...raster, rows: raster.data, planes: target, swap: swaps(raster, order) };
  if (!rowsToPlanes(picture)) splitPixels(picture);
  return target;
}

/**
 * The pixels of a raster as interleaved rows in the order asked for.
 *
 * @param out where to put them; new memory if left out
 * @returns `out`, or the raster's own data when it has that layout and order already and no `out`
 *   is given
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the raster's or `out`'s size doesn't fit
 */
export function toInterleaved(
  raster: Raster,
  order: ChannelOrder,
  out?: Uint8Array,
): Uint8Array {
  checkRaster(raster);
  checkOut(raster, out);
  if (raster.layout === "interleaved") return copyPixels(raster, order, out);
  const target = out ?? new Uint8Array(rasterBytes(raster));
  const picture = { ...raster, rows: target, planes: raster.data, swap: swaps(raster, order) };
  if (!planesToRows(picture)) joinPixels(picture);
  return target;
}

function swaps(raster: Raster, order: ChannelOrder): boolean {
  return raster.channels !== 1 && raster.order !== order;
}

function checkOut(raster: Raster, out: Uint8Array | undefined): void {
  if (out && out.byteLength !== rasterBytes(raster)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `The buffer for the pixels has ${out.byteLength} bytes; it needs ${rasterBytes(raster)}.`,
    );
  }
}

function copyPlanes(
  raster: Raster,
  order: ChannelOrder,
  out: Uint8Array | undefined,
): Uint8Array {
  const { data } = raster;
  if (!swaps(raster, order)) {
    if (!out) return data;
    out.set(data);
    return out;
  }
  const target = out ?? new Uint8Array(data.byteLength);
  const plane = raster.widthPx * raster.heightPx;
  target.set(data.subarray(2 * plane, 3 * plane), 0);
  target.set(data.subarray(plane, 2 * plane), plane);
  target.set(data.subarray(0, plane), 2 * plane);
  target.set(data.subarray(3 * plane), 3 * plane);
  return target;
}

function copyPixels(
  raster: Raster,
  order: ChannelOrder,
  out: Uint8Array | undefined,
): Uint8Array {
  const { data, channels } = raster;
  if (!swaps(raster, order)) {
    if (!out) return data;
    out.set(data);
    return out;
  }
  const target = out ?? new Uint8Array(data.byteLength);
  for (let i = 0; i < data.length; i += channels) {
    target[i] = data[i + 2]!;
    target[i + 1] = data[i + 1]!;
    target[i + 2] = data[i]!;
    if (channels === 4) target[i + 3] = data[i + 3]!;
  }
  return target;
}
