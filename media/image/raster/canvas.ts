/**
 * A picture that covers part of a canvas: frames of animations.
 *
 * @module
 */

import { type Rows, rows } from "./orient.ts";

/** The part in its place on a transparent canvas, which it must not leave. It has four channels. */
export function placeOn(
  part: Rows,
  x: number,
  y: number,
  widthPx: number,
  heightPx: number,
): Rows {
  const out = new Uint8Array(4 * widthPx * heightPx);
  const pitch = 4 * part.widthPx;
  for (let row = 0; row < part.heightPx; row++) {
    const from = row * pitch;
    out.set(part.data.subarray(from, from + pitch), 4 * ((y + row) * widthPx + x));
  }
  return rows(widthPx, heightPx, 4, out);
}
