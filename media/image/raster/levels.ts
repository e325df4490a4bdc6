/**
 * Grey in full range to Y in studio range, as video has it.
 *
 * @module
 */

import { COLOUR_AT, PIECE_AT, PIECE_BYTES, pixelKernel } from "./pixel_kernel.ts";

/** Black in studio range (BT.601 section 2.5.3); white is as many steps above it as {@linkcode STEPS}. */
const BLACK = 16;
const STEPS = 219;

/** With 14 bits behind the point, as `levels` in pixels.wat wants it. */
const FACTOR = Math.round(2 ** 14 * STEPS / 255);

/**
 * Grey to Y: 0 becomes 16 and 255 becomes 235.
 *
 * @param out at least as long
 */
export function greyToLuma(grey: Uint8Array, out: Uint8Array): void {
  const { kernel, memory } = pixelKernel();
  for (let at = 0; at < grey.length; at += PIECE_BYTES) {
    const piece = grey.subarray(at, at + PIECE_BYTES);
    memory.set(piece, PIECE_AT);
    kernel.levels(PIECE_AT, piece.length, FACTOR, BLACK, COLOUR_AT);
    out.set(memory.subarray(COLOUR_AT, COLOUR_AT + piece.length), at);
  }
}
