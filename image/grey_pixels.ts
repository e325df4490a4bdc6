/**
 * Grey of colour pixels by WebAssembly with SIMD, about ten times as fast as the same loop in
 * JavaScript. grey.wat is its source.
 *
 * @module
 */

import wasmBinary from "./grey.wasm" with { type: "bytes" };
import type { ReadInto } from "./raw_read.ts";

/** Interleaved rows of colour, wherever they are. */
export interface ColourRows {
  /** Columns. */
  readonly widthPx: number;
  /** Rows. */
  readonly heightPx: number;
  /** From a row to the next. */
  readonly strideBytes: number;
  /** Bytes of a pixel. */
  readonly pixelBytes: 3 | 4;
  /** Which of a pixel's bytes is red. */
  readonly red: number;
  /** Which of a pixel's bytes is green. */
  readonly green: number;
  /** Which of a pixel's bytes is blue. */
  readonly blue: number;
  /** Reads them; bytes are counted from the first pixel. */
  readonly readInto: ReadInto;
}

interface Kernel extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  grey(
    from: number,
    strideBytes: number,
    pixelBytes: number,
    blue: number,
    green: number,
    red: number,
    widthPx: number,
    heightPx: number,
    to: number,
  ): number;
}

/** The first bytes of the module's memory say where colours are; then come pixels, then their grey. */
const PIXELS_AT = 64;
/** So that a piece stays in the processor's second-level cache from reading to grey. */
const PIECE_BYTES = 192 * 1024;
/** The module reads a few bytes behind the last pixel. */
const GREY_AT = PIXELS_AT + PIECE_BYTES + 64;

/** Of this thread, once it was needed. */
let loaded: { readonly kernel: Kernel; readonly memory: Uint8Array } | undefined;

/**
 * Turns pixels to grey as {@linkcode greyOf} does, a piece at a time.
 *
 * @param out where the grey goes, H×W, if it is wanted
 * @returns the sum of the grey of all pixels
 * @throws what `readInto` throws
 */
export function greyPixels(rows: ColourRows, out?: Uint8Array): number {
  const { kernel, memory } = loaded ??= load();
  const { pixelBytes, red, green, blue } = rows;
  memory.set(swizzles(rows));
  // Rows without padding are one long row.
  const isOne = rows.strideBytes === rows.widthPx * pixelBytes;
  const width = isOne ? rows.widthPx * rows.heightPx : rows.widthPx;
  const height = isOne ? 1 : rows.heightPx;
  const stride = isOne ? width * pixelBytes : rows.strideBytes;
  const columns = Math.min(width, Math.floor(PIECE_BYTES / pixelBytes));
  const together = columns === width ? Math.max(1, Math.floor(PIECE_BYTES / stride)) : 1;
  let sum = 0;
  for (let y = 0; y < height; y += together) {
    const high = Math.min(together, height - y);
    for (let x = 0; x < width; x += columns) {
      const wide = Math.min(columns, width - x);
      const byteLength = (high - 1) * stride + wide * pixelBytes;
      const piece = memory.subarray(PIXELS_AT, PIXELS_AT + byteLength);
      rows.readInto(piece, y * stride + x * pixelBytes);
      const shape = [stride, pixelBytes, blue, green, red, wide, high] as const;
      sum += kernel.grey(PIXELS_AT, ...shape, GREY_AT);
      out?.set(memory.subarray(GREY_AT, GREY_AT + wide * high), y * width + x);
    }
  }
  return sum;
}

/** Where the colours of four pixels are, as grey.wat wants it: 255 is no place and gives 0. */
function swizzles({ pixelBytes, red, green, blue }: ColourRows): number[] {
  const pixels = [0, 1, 2, 3].map((pixel) => pixel * pixelBytes);
  return [
    ...pixels.flatMap((at) => [at + blue, 255, at + green, 255]),
    ...pixels.flatMap((at) => [at + red, 255, 255, 255]),
  ];
}

function load(): { kernel: Kernel; memory: Uint8Array } {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasmBinary));
  if (!isKernel(exports)) throw new TypeError("grey.wasm is not what grey.wat says.");
  return { kernel: exports, memory: new Uint8Array(exports.memory.buffer) };
}

function isKernel(exports: WebAssembly.Exports): exports is Kernel {
  return exports.memory instanceof WebAssembly.Memory && typeof exports.grey === "function";
}
