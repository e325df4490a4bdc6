/**
 * Pixels in memory: how many, in which layout, in which channel order.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";

/** Order of the colour channels. With four channels alpha is last in both. */
export type ChannelOrder = "RGB" | "BGR";

/** Grey, colour, or colour with alpha. */
export type ChannelCount = 1 | 3 | 4;

/**
 * - `interleaved`: rows from the top, the channels of a pixel side by side, as codecs have them.
 * - `planar`: H×W×C in column-major order, as MATLAB has it: one plane a channel, columns from the left.
 */
export type PixelLayout = "interleaved" | "planar";

/** A decoded picture, 8 bits a channel. */
export interface Raster {
  /** Columns. */
  readonly widthPx: number;
  /** Rows. */
  readonly heightPx: number;
  /** Grey, colour, or colour and alpha. */
  readonly channels: ChannelCount;
  /** Rows or planes. */
  readonly layout: PixelLayout;
  /** With one channel it has no meaning. */
  readonly order: ChannelOrder;
  /** `widthPx * heightPx * channels` bytes. */
  readonly data: Uint8Array;
}

/** A picture's size in bytes when it is decoded. */
export function rasterBytes(raster: Pick<Raster, "widthPx" | "heightPx" | "channels">): number {
  return raster.widthPx * raster.heightPx * raster.channels;
}

/**
 * Checks that a raster has as many bytes as its size needs.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when sizes and bytes don't fit
 */
export function checkRaster(raster: Raster): void {
  const { widthPx, heightPx, data } = raster;
  if (
    !(Number.isSafeInteger(widthPx) && Number.isSafeInteger(heightPx) && widthPx > 0 &&
      heightPx > 0)
  ) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `A picture of ${widthPx}×${heightPx} pixels can't be; it needs at least one pixel each way.`,
    );
  }
  if (data.byteLength !== rasterBytes(raster)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `The picture has ${data.byteLength} bytes; ${widthPx}×${heightPx} pixels of ` +
        `${raster.channels} channels need ${rasterBytes(raster)}.`,
    );
  }
}
