/**
 * The run-length coding of BMP: RLE4, RLE8, and RLE24 of OS/2.
 *
 * Source: Microsoft's "Bitmap Compression" (wingdi.h); OS/2's BITMAPINFOHEADER2 for RLE24.
 *
 * @module
 */

import { damaged } from "../picture_error.ts";

/** Where runs go. */
export interface RunTarget {
  readonly widthPx: number;
  /** Rows in the order of the file. */
  readonly heightPx: number;
  /** Of one pixel in the file. */
  readonly bits: 4 | 8 | 24;
  /** Draws one pixel; `value` is an index, or B, G and R from the low byte on. */
  draw(x: number, y: number, value: number): void;
}

const END_OF_LINE = 0;
const END_OF_PICTURE = 1;
const DELTA = 2;

/**
 * Draws all runs. What would stand beyond the end of a row or below the last is not drawn, and what
 * the runs leave out is not drawn either, as Chromium has it. They may end without a mark where all
 * rows are there.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when they are cut
 */
export function drawRuns(bytes: Uint8Array, offset: number, target: RunTarget): void {
  const { widthPx, heightPx, bits } = target;
  let at = offset;
  let x = 0;
  let y = 0;
  const isWhole = () => y >= heightPx || (y === heightPx - 1 && x >= widthPx);
  const need = (count: number) => {
    if (at + count > bytes.byteLength) throw damaged("BMP", "it is cut");
  };
  while (y < heightPx) {
    if (at + 2 > bytes.byteLength && isWhole()) return;
    need(2);
    const count = bytes[at++]!;
    const code = bytes[at++]!;
    if (count > 0) {
      if (bits === 24) need(2);
      const value = bits === 24 ? code | bytes[at]! << 8 | bytes[at + 1]! << 16 : code;
      if (bits === 24) at += 2;
      for (let i = 0; i < count && x < widthPx; i++, x++) {
        target.draw(x, y, bits === 4 ? nibble(value, i) : value);
      }
    } else if (code === END_OF_LINE) {
      x = 0;
      y++;
    } else if (code === END_OF_PICTURE) {
      return;
    } else if (code === DELTA) {
      need(2);
      x += bytes[at++]!;
      y += bytes[at++]!;
    } else {
      const length = Math.ceil(code * bits / 8);
      need(length);
      for (let i = 0; i < code && x < widthPx; i++, x++) {
        target.draw(x, y, literal(bytes, at, i, bits));
      }
      // Each fills up to a whole number of 16-bit words; the last byte of a file may be missing.
      at += length + length % 2;
    }
  }
}

function literal(bytes: Uint8Array, at: number, i: number, bits: RunTarget["bits"]): number {
  if (bits === 8) return bytes[at + i]!;
  if (bits === 4) return nibble(bytes[at + (i >> 1)]!, i);
  return bytes[at + 3 * i]! | bytes[at + 3 * i + 1]! << 8 | bytes[at + 3 * i + 2]! << 16;
}

/** The high four bits for even places, the low ones for odd. */
function nibble(byte: number, i: number): number {
  return i % 2 === 0 ? byte >> 4 : byte & 15;
}
