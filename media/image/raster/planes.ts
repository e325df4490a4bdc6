/**
 * Frames of videos as they are coded: a plane of Y, and U and V at half its size each way.
 *
 * @module
 */

import { greyToLuma } from "./levels.ts";
import type { PictureSource } from "../picture_source.ts";
import { PIECE_AT, PIECE_BYTES, pixelKernel } from "./pixel_kernel.ts";
import { convertRaster } from "./convert.ts";
import type { Raster } from "./raster.ts";
import type { RawFormat } from "../raw/raw_format.ts";
import { YUV_SHARES, type YuvMatrix } from "../raw/yuv_matrix.ts";

/** A frame of even size, 8 bits a sample, in studio range: Y, then U, then V, without padding. */
export interface Planes {
  /** Columns. */
  readonly widthPx: number;
  /** Rows. */
  readonly heightPx: number;
  /** How colours are coded. */
  readonly matrix: YuvMatrix;
  /** `widthPx * heightPx * 3 / 2` bytes. */
  readonly data: Uint8Array;
}

/** What `Picture.fromRaw` takes them as. */
export function planesFormat({ widthPx, heightPx, matrix }: Omit<Planes, "data">): RawFormat {
  return { pixelFormat: "YUV420P", widthPx, heightPx, strideBytes: 0, matrix };
}

/** Bytes of such a frame. */
export function planesBytes({ widthPx, heightPx }: Pick<Planes, "widthPx" | "heightPx">): number {
  return widthPx * heightPx * 3 / 2;
}

/** The planes that a picture came as, `undefined` if it came as anything else. */
export function planesOf(source: PictureSource): Planes | undefined {
  if (source.kind !== "raw" || !(source.bytes instanceof Uint8Array)) return undefined;
  const { pixelFormat, widthPx, heightPx, strideBytes, matrix } = source.format;
  if (pixelFormat !== "YUV420P" || !matrix || strideBytes !== 0) return undefined;
  if (widthPx % 2 === 1 || heightPx % 2 === 1) return undefined;
  return { widthPx, heightPx, matrix, data: source.bytes };
}

/**
 * The negative. Colours are linear in Y, U and V, so each turns round its middle; what a video has beyond
 * its range stays beyond it.
 *
 * @returns planes in new memory
 */
export function negativePlanes(planes: Planes): Planes {
  const { widthPx, heightPx, data } = planes;
  const { kernel, memory } = pixelKernel();
  const out = new Uint8Array(data.byteLength);
  const luma = widthPx * heightPx;
  for (let at = 0; at < data.byteLength;) {
    const isLuma = at < luma;
    const length = Math.min(PIECE_BYTES, (isLuma ? luma : data.byteLength) - at);
    memory.set(data.subarray(at, at + length), PIECE_AT);
    // Black and white are 16 and 235; no colour is 128.
    kernel.negate(PIECE_AT, length, isLuma ? 16 + 235 : 2 * 128);
    out.set(memory.subarray(PIECE_AT, PIECE_AT + length), at);
    at += length;
  }
  return { ...planes, data: out };
}

/**
 * A raster as planes.
 *
 * @param raster of even size, of any form; alpha is laid over white
 * @param out where they go; new memory if left out
 */
export function planesOfRaster(raster: Raster, matrix: YuvMatrix, out?: Uint8Array): Planes {
  const { widthPx, heightPx, channels } = raster;
  const data = out ?? new Uint8Array(planesBytes(raster));
  const form = { layout: "interleaved", order: "RGB" } as const;
  if (channels === 1) {
    const grey = convertRaster(raster, { ...form, channels: 1 }).data;
    greyToLuma(grey, data);
    data.fill(128, widthPx * heightPx);
  } else {
    colourToPlanes(convertRaster(raster, { ...form, channels: 3 }), matrix, data);
  }
  return { widthPx, heightPx, matrix, data };
}

/** Y of each pixel; U and V of the mean of two by two. 16 bits behind the point. */
function colourToPlanes(
  { widthPx, heightPx, data }: Raster,
  matrix: YuvMatrix,
  out: Uint8Array,
): void {
  const [red, blue] = YUV_SHARES[matrix];
  const green = 1 - red - blue;
  const fixed = (factor: number) => Math.round(factor * 2 ** 16);
  const luma = [red, green, blue].map((share) => fixed(share * 219 / 255));
  // Of the sum of four pixels.
  const chroma = (share: number) => fixed(224 / 255 / (2 * (1 - share)) / 4);
  const [toU, toV] = [chroma(blue), chroma(red)];
  const [lumaRed = 0, lumaGreen = 0, lumaBlue = 0] = luma;
  const [redShare, greenShare, blueShare] = [fixed(red), fixed(green), fixed(blue)];
  const row = 3 * widthPx;
  const half = widthPx / 2;
  let uAt = widthPx * heightPx;
  let vAt = uAt + half * (heightPx / 2);
  for (let y = 0; y < heightPx; y += 2) {
    for (let x = 0; x < widthPx; x += 2) {
      let r = 0, g = 0, b = 0;
      for (let dy = 0; dy < 2; dy++) {
        for (let dx = 0; dx < 2; dx++) {
          const at = (y + dy) * row + 3 * (x + dx);
          const pr = data[at]!, pg = data[at + 1]!, pb = data[at + 2]!;
          out[(y + dy) * widthPx + x + dx] = 16 +
            ((lumaRed * pr + lumaGreen * pg + lumaBlue * pb + 32_768) >> 16);
          r += pr;
          g += pg;
          b += pb;
        }
      }
      const mean = (redShare * r + greenShare * g + blueShare * b) / 65_536;
      out[uAt++] = 128 + Math.round(toU * (b - mean) / 65_536);
      out[vAt++] = 128 + Math.round(toV * (r - mean) / 65_536);
    }
  }
}
