/**
 * Where brightness changes.
 *
 * @module
 */

import { COLOUR_AT, PIECE_AT, PIECE_BYTES, pixelKernel } from "./pixel_kernel.ts";

/** Columns of a piece at most; wide enough that few pixels are read twice. */
const COLUMNS = 8192;

/**
 * The Sobel operator: |Gx| + |Gy|, clipped at 255. The border repeats the outermost pixels.
 *
 * @param grey H×W
 * @returns H×W
 */
export function sobel(grey: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  const { kernel, memory } = pixelKernel();
  const out = new Uint8Array(widthPx * heightPx);
  const columns = Math.min(widthPx, COLUMNS);
  // A pixel more on each side.
  const stride = columns + 2;
  const rows = Math.floor(PIECE_BYTES / stride) - 2;
  for (let x = 0; x < widthPx; x += columns) {
    const wide = Math.min(columns, widthPx - x);
    for (let y = 0; y < heightPx; y += rows) {
      const high = Math.min(rows, heightPx - y);
      for (let row = -1; row <= high; row++) {
        const from = Math.min(Math.max(y + row, 0), heightPx - 1) * widthPx;
        const at = PIECE_AT + (row + 1) * stride;
        const [first, end] = [Math.max(x - 1, 0), Math.min(x + wide + 1, widthPx)];
        memory.set(grey.subarray(from + first, from + end), at + first - x + 1);
        if (x === 0) memory[at] = grey[from]!;
        if (x + wide === widthPx) memory[at + wide + 1] = grey[from + widthPx - 1]!;
      }
      kernel.sobel(PIECE_AT + stride + 1, stride, wide, high, COLOUR_AT);
      if (wide === widthPx) {
        out.set(memory.subarray(COLOUR_AT, COLOUR_AT + wide * high), y * widthPx);
      } else {
        for (let row = 0; row < high; row++) {
          const made = COLOUR_AT + row * wide;
          out.set(memory.subarray(made, made + wide), (y + row) * widthPx + x);
        }
      }
    }
  }
  return out;
}
