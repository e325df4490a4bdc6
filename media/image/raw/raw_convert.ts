/**
 * Raw pixels to colour and to grey.
 *
 * The values are those of OpenCV's `cvtColor`, bit for bit: `COLOR_YUV2BGR_I420` (BT.601, studio
 * range), `COLOR_BGR5652BGR` and `COLOR_BGR5552BGR` (missing low bits are 0), `COLOR_BGR2GRAY`. Alpha is
 * dropped, never blended: cameras write arbitrary values into it.
 *
 * @module
 */

import { COLOUR_AT, GREY_AT, PIECE_AT, pixelKernel } from "../raster/pixel_kernel.ts";
import type { ChannelCount, ChannelOrder } from "../raster/raster.ts";
import { type PixelFormat, rawBytes, type RawFormat } from "./raw_format.ts";
import { type Piece, type Pieces, piecesOf } from "./raw_pieces.ts";
import type { ReadInto } from "./raw_read.ts";

/** The channels that a frame of this format has without its alpha. */
export function rawChannels(pixelFormat: PixelFormat): ChannelCount {
  return pixelFormat === "GREY8" ? 1 : 3;
}

/**
 * The colours of a frame, piece by piece.
 *
 * @param format any but `GREY8`
 * @returns H×W×3, interleaved
 * @throws what `readInto` throws
 */
export function colourOf(format: RawFormat, readInto: ReadInto, order: ChannelOrder): Uint8Array {
  const out = new Uint8Array(3 * format.widthPx * format.heightPx);
  const pieces = piecesOf(format);
  const { memory } = pixelKernel();
  eachPiece(pieces, (piece) => {
    pieces.read(readInto, piece);
    pieces.colour(piece, order);
    const { x, y, wide, high } = piece;
    out.set(
      memory.subarray(COLOUR_AT, COLOUR_AT + 3 * wide * high),
      3 * (y * pieces.widthPx + x),
    );
  });
  return out;
}

/**
 * The grey of a frame, piece by piece: that of `greyOf` for each pixel.
 *
 * @param out where the grey goes, H×W, if it is wanted
 * @returns the sum of the grey of all pixels
 * @throws what `readInto` throws
 */
export function greyFrom(format: RawFormat, readInto: ReadInto, out?: Uint8Array): number {
  if (format.pixelFormat === "GREY8") return greyAsItIs(format, readInto, out);
  const pieces = piecesOf(format);
  const { memory } = pixelKernel();
  let sum = 0;
  eachPiece(pieces, (piece) => {
    pieces.read(readInto, piece);
    sum += pieces.grey(piece);
    const { x, y, wide, high } = piece;
    out?.set(memory.subarray(GREY_AT, GREY_AT + wide * high), y * pieces.widthPx + x);
  });
  return sum;
}

/** How far rounding moves the grey of a pixel, with something to spare for sums in floating point. */
const ROUNDING = 0.501;

/**
 * Whether the mean of {@linkcode greyFrom} is below `limit`, by sums of the colours, with bounds for
 * rounding and for the pixels that were not read yet. So the end of a frame that is clearly dark or
 * light is not read.
 *
 * @returns `undefined` when the sums don't decide, or for a format without such sums
 * @throws what `readInto` throws
 */
export function greyFromBelow(
  format: RawFormat,
  readInto: ReadInto,
  limit: number,
): boolean | undefined {
  if (format.pixelFormat === "GREY8") return undefined;
  const pieces = piecesOf(format);
  const { roughGrey } = pieces;
  if (!roughGrey) return undefined;
  // A frame without its end fails, even if its end is not needed.
  const { memory } = pixelKernel();
  readInto(memory.subarray(PIECE_AT, PIECE_AT + 1), rawBytes(format).least - 1);
  let sum = 0;
  let left = format.widthPx * format.heightPx;
  const limitOfSum = limit * left;
  let rounding = 0;
  let isBelow: boolean | undefined;
  eachPiece(pieces, (piece) => {
    pieces.read(readInto, piece);
    sum += roughGrey(piece);
    left -= piece.wide * piece.high;
    rounding += ROUNDING * piece.wide * piece.high;
    if (sum + rounding + 255 * left < limitOfSum) isBelow = true;
    else if (sum - rounding > limitOfSum) isBelow = false;
    return isBelow !== undefined;
  });
  return isBelow;
}

/** The sum of bytes. */
export function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum += bytes[i]!;
  return sum;
}

function greyAsItIs(format: RawFormat, readInto: ReadInto, out?: Uint8Array): number {
  const { widthPx, heightPx } = format;
  const { row } = rawBytes(format);
  const grey = out ?? new Uint8Array(widthPx * heightPx);
  if (row === widthPx) {
    readInto(grey, 0);
  } else {
    for (let y = 0; y < heightPx; y++) {
      readInto(grey.subarray(y * widthPx, (y + 1) * widthPx), y * row);
    }
  }
  return sumOf(grey);
}

/** @param use returns whether that is enough */
function eachPiece(
  { widthPx, heightPx, columns, rows }: Pieces,
  use: (piece: Piece) => boolean | void,
): void {
  for (let y = 0; y < heightPx; y += rows) {
    const high = Math.min(rows, heightPx - y);
    for (let x = 0; x < widthPx; x += columns) {
      if (use({ x, y, wide: Math.min(columns, widthPx - x), high })) return;
    }
  }
}
