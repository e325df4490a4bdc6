/**
 * Colours of curves and a matrix by WebAssembly with SIMD. colour.wat is its source.
 *
 * @module
 */

import wasmBinary from "./colour.wasm" with { type: "bytes" };
import { encodeSrgb } from "./srgb.ts";

/** Numbers in {@linkcode LightTables}: four for each value of each channel. */
export const LIGHT_NUMBERS: number = 3 * 256 * 4;
/** Steps of light that are told apart: in the darkest, five of them are one step of what is stored. */
export const LIGHT_STEPS = 16_384;
/** Of a step, as the tables count. */
export const LIGHT_FRACTION = 256;

/**
 * What each value of each channel adds to linear red, green, blue and nothing, in
 * 1/{@linkcode LIGHT_FRACTION} of the last of {@linkcode LIGHT_STEPS}.
 */
export type LightTables = Int32Array;

const ENCODED_AT = 4 * LIGHT_NUMBERS;
const PIECE_AT = ENCODED_AT + LIGHT_STEPS;
/** Whole pixels of three and of four bytes. */
const PIECE_BYTES = 147_456;

interface Kernel extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  light(at: number, pixelBytes: 3 | 4, pixels: number): void;
}

/** Of this thread, once it was needed. */
let loaded: Kernel | undefined;

/** Turns pixels of RGB or RGBA into sRGB, where they are. */
export function applyLight(tables: LightTables, data: Uint8Array, pixelBytes: 3 | 4): void {
  const kernel = loaded ??= load();
  const memory = new Uint8Array(kernel.memory.buffer);
  new Int32Array(memory.buffer, 0, LIGHT_NUMBERS).set(tables);
  for (let at = 0; at < data.length; at += PIECE_BYTES) {
    const piece = data.subarray(at, at + PIECE_BYTES);
    memory.set(piece, PIECE_AT);
    kernel.light(PIECE_AT, pixelBytes, piece.length / pixelBytes);
    piece.set(memory.subarray(PIECE_AT, PIECE_AT + piece.length));
  }
}

function load(): Kernel {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasmBinary));
  if (!isKernel(exports)) throw new TypeError("colour.wasm is not what colour.wat says.");
  const encoded = new Uint8Array(exports.memory.buffer, ENCODED_AT, LIGHT_STEPS);
  for (let i = 0; i < LIGHT_STEPS; i++) {
    encoded[i] = Math.round(255 * encodeSrgb(i / (LIGHT_STEPS - 1)));
  }
  return exports;
}

function isKernel(exports: WebAssembly.Exports): exports is Kernel {
  return exports.memory instanceof WebAssembly.Memory && typeof exports.light === "function";
}
