/**
 * Bytes in studio range, as video has its Y, to full range and back.
 *
 * @module
 */

import { COLOUR_AT, PIECE_AT, PIECE_BYTES, pixelKernel } from "./pixel_kernel.ts";
import { bytesReader, type ReadInto } from "./raw_read.ts";

/** Black in studio range (BT.601 section 2.5.3); white is as many steps above it as {@linkcode STEPS}. */
const BLACK = 16;
const STEPS = 219;

/** One, as `levels` in pixels.wat wants its factor. */
const ONE = 2 ** 14;

/**
 * Y to grey: 16 becomes 0 and 235 becomes 255; what lies beyond is clipped.
 *
 * @param count how many bytes, from the reader's first on
 * @param out where the grey goes, if it is wanted
 * @returns the sum of the grey
 */
export function lumaToGrey(readInto: ReadInto, count: number, out?: Uint8Array): number {
  return move(readInto, count, out, [BLACK, Math.round(ONE * 255 / STEPS), 0]);
}

/** Grey to Y: 0 becomes 16 and 255 becomes 235. */
export function greyToLuma(grey: Uint8Array, out: Uint8Array): void {
  move(bytesReader(grey), grey.byteLength, out, [0, Math.round(ONE * STEPS / 255), BLACK]);
}

/** @param how what becomes the least level, the factor of what is above it, and the least level */
function move(
  readInto: ReadInto,
  count: number,
  out: Uint8Array | undefined,
  how: readonly [dark: number, factor: number, least: number],
): number {
  const { kernel, memory } = pixelKernel();
  let sum = 0;
  for (let at = 0; at < count; at += PIECE_BYTES) {
    const length = Math.min(PIECE_BYTES, count - at);
    readInto(memory.subarray(PIECE_AT, PIECE_AT + length), at);
    // The kernel goes on to a whole vector: what lies behind the last byte must not count.
    memory.fill(0, PIECE_AT + length, PIECE_AT + length + 16);
    sum += kernel.levels(PIECE_AT, length, ...how, COLOUR_AT);
    out?.set(memory.subarray(COLOUR_AT, COLOUR_AT + length), at);
  }
  return sum;
}
