/**
 * The arrays that workers send as pictures.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";
import type { ChannelCount, ChannelOrder, Raster } from "./raster.ts";

/** Typed arrays that MATLAB's classes are read into. */
export type MatlabData =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | BigUint64Array
  | BigInt64Array;

/** MATLAB's classes of real numbers. */
export type MatlabNumericClass =
  | "uint8"
  | "int8"
  | "uint16"
  | "int16"
  | "uint32"
  | "int32"
  | "uint64"
  | "int64"
  | "single"
  | "double";

/** A numeric or logical array, column-major as MATLAB has it. */
export interface MatlabImage {
  /** As MATLAB names it. */
  readonly class: MatlabNumericClass;
  /** Of class uint8, and only true or false. */
  readonly logical: boolean;
  /** H, W and perhaps C. */
  readonly dims: readonly number[];
  /** As many numbers as `dims` needs. */
  readonly data: MatlabData;
  /** Of its channels, alpha last; what existing workers send is `BGR`, the default. */
  readonly order?: ChannelOrder;
}

/**
 * Reads an array as a picture: H×W, H×W×1, H×W×3 or H×W×4.
 *
 * uint8 as it is, without a copy; logical black and white; uint16 by its high byte; floating point
 * in 0–1 scaled, other numbers rounded and clipped to 0–255, NaN black (wire contract of
 * GenericBoxService, section 1).
 *
 * @returns a planar raster
 * @throws {FrameboxError} `INVALID_ARGUMENT` for any other shape
 */
export function rasterFromMatlab(image: MatlabImage): Raster {
  const { dims } = image;
  const [heightPx = 0, widthPx = 0, last = 1] = dims;
  // Trailing dimensions of 1 have no meaning.
  const flat = dims.length >= 2 && dims.slice(3).every((dim) => dim === 1);
  if (!flat || !isChannelCount(last) || heightPx < 1 || widthPx < 1) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `im is ${dims.join("×")}; a picture is H×W, H×W×3 or H×W×4 with at least one pixel.`,
    );
  }
  if (image.data.length !== heightPx * widthPx * last) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `im has ${image.data.length} numbers, its size of ${dims.join("×")} needs ` +
        `${heightPx * widthPx * last}.`,
    );
  }
  return {
    widthPx,
    heightPx,
    channels: last,
    layout: "planar",
    order: image.order ?? "BGR",
    data: asBytes(image),
  };
}

function isChannelCount(value: number): value is ChannelCount {
  return value === 1 || value === 3 || value === 4;
}

function asBytes({ logical, data }: MatlabImage): Uint8Array {
  if (logical) return mapped(data, (value) => value === 0 ? 0 : 255);
  if (data instanceof Uint8Array) return data;
  if (data instanceof Uint16Array) return mapped(data, (value) => value >> 8);
  if (data instanceof Float32Array || data instanceof Float64Array) {
    return isFraction(data) ? clipped(data, 255) : clipped(data, 1);
  }
  if (data instanceof BigUint64Array || data instanceof BigInt64Array) {
    return Uint8Array.from(data, (value) => value < 0n ? 0 : value > 255n ? 255 : Number(value));
  }
  return clipped(data, 1);
}

function mapped(data: MatlabData, map: (value: number) => number): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = map(Number(data[i]));
  return out;
}

function isFraction(data: Float32Array | Float64Array): boolean {
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value < 0 || value > 1) return false;
  }
  return true;
}

/** Rounds halves up, unlike Uint8ClampedArray, which rounds them to even. NaN becomes 0. */
function clipped(
  data: Exclude<MatlabData, BigUint64Array | BigInt64Array>,
  scale: number,
): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < out.length; i++) {
    const value = data[i]! * scale + 0.5;
    out[i] = value >= 255 ? 255 : value > 0 ? value : 0;
  }
  return out;
}
