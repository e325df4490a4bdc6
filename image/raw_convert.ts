/**
 * Pixels of machines to colour and to grey.
 *
 * The values are those of OpenCV's `cvtColor`, bit for bit: `COLOR_YUV2BGR_I420` (BT.601, studio
 * range), `COLOR_BGR5652BGR` and `COLOR_BGR5552BGR` (missing low bits are 0), `COLOR_BGR2GRAY`. Alpha is
 * dropped, never blended: cameras leave anything in it.
 *
 * @module
 */

import { COLOUR_AT, GREY_AT, pixelKernel } from "./pixel_kernel.ts";
import type { ChannelCount, ChannelOrder } from "./raster.ts";
import { type PixelFormat, rawBytes, type RawFormat } from "./raw_format.ts";
import { type Piece, type Pieces, piecesOf } from "./raw_pieces.ts";
import type { ReadInto } from "./raw_read.ts";

/** The channels that a frame of this format has without its alpha. */
export function rawChannels(pixelFormat: PixelFormat): ChannelCount {
  return pixelFormat === "GREY8" ? 1 : 3;
}

/**
 * The colours of a frame, a piece at a time.
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
 * The grey of a frame, a piece at a time: as `greyOf` has it, of each pixel.
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

/**
 * As {@linkcode greyFrom}, but no pixel's grey is rounded: the mean of the two differs by 0.5 at most.
 *
 * @returns the sum, or `undefined` for a format that has no such shorter way
 * @throws what `readInto` throws
 */
export function roughGreyFrom(format: RawFormat, readInto: ReadInto): number | undefined {
  if (format.pixelFormat === "GREY8") return undefined;
  const pieces = piecesOf(format);
  if (!pieces.roughGrey) return undefined;
  let sum = 0;
  eachPiece(pieces, (piece) => {
    pieces.read(readInto, piece);
    sum += pieces.roughGrey?.(piece) ?? NaN;
  });
  return sum;
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

function eachPiece(
  { widthPx, heightPx, columns, rows }: Pieces,
  use: (piece: Piece) => void,
): void {
  for (let y = 0; y < heightPx; y += rows) {
    for (let x = 0; x < widthPx; x += columns) {
      use({ x, y, wide: Math.min(columns, widthPx - x), high: Math.min(rows, heightPx - y) });
    }
  }
}
