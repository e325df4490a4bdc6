/**
 * Colours of many pixels by WebAssembly with SIMD. colour.wat is its source.
 *
 * @module
 */

import wasmBinary from "./colour.wasm" with { type: "bytes" };
import { encodeSrgb } from "./srgb.ts";

/** Numbers in {@linkcode LightTables}: four for each value of each channel. */
export const LIGHT_NUMBERS: number = 3 * 256 * 4;
/** Steps of light: in the darkest, five of them are one step of the stored values. */
export const LIGHT_STEPS = 16_384;
/** Of a step, as the tables count. */
export const LIGHT_FRACTION = 256;

/**
 * What each value of each channel adds to linear red, green, blue and nothing, in
 * 1/{@linkcode LIGHT_FRACTION} of the last of {@linkcode LIGHT_STEPS}.
 */
export type LightTables = Int32Array;

/** sRGB for points along three or four channels. */
export interface Grid {
  readonly channels: 3 | 4;
  /** For the 256 values of each channel: where the point below lies in `points`, in bytes. */
  readonly places: Int32Array;
  /** And how far above it the value is, as a part of the way to the next. */
  readonly fractions: Float32Array;
  /** From a point to the next along each channel, in bytes of `points`. */
  readonly steps: readonly number[];
  /** Red, green and blue of 0–255 of each point, and nothing. */
  readonly points: Float32Array;
}

/** Numbers of one point. */
export const POINT_NUMBERS = 4;

const ENCODED_AT = 4 * LIGHT_NUMBERS;
const PIECE_AT = ENCODED_AT + LIGHT_STEPS;
/** Whole pixels of three and of four bytes. */
const PIECE_BYTES = 147_456;
const PAGE_BYTES = 65_536;
const POINTS_AT = 3 * PAGE_BYTES;

interface Kernel extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  light(at: number, pixelBytes: 3 | 4, pixels: number): void;
  table(at: number, pixelBytes: 3 | 4, pixels: number, points: number, ...steps: number[]): void;
  inks(at: number, pixels: number, to: number, points: number, ...steps: number[]): void;
}

/** Of this thread, once it was needed. */
let loaded: Kernel | undefined;
/** The table whose points are in its memory. */
let loadedGrid: Grid | undefined;

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

/** The same by a table of three channels. */
export function applyGrid(grid: Grid, data: Uint8Array, pixelBytes: 3 | 4): void {
  const { kernel, memory } = loadGrid(grid);
  for (let at = 0; at < data.length; at += PIECE_BYTES) {
    const piece = data.subarray(at, at + PIECE_BYTES);
    memory.set(piece, PIECE_AT);
    kernel.table(PIECE_AT, pixelBytes, piece.length / pixelBytes, POINTS_AT, ...grid.steps);
    piece.set(memory.subarray(PIECE_AT, PIECE_AT + piece.length));
  }
}

/** The sRGB of pixels of four inks, where 255 is none of an ink, by a table of four channels. */
export function applyInkGrid(grid: Grid, inks: Uint8Array): Uint8Array {
  const { kernel, memory } = loadGrid(grid);
  const rgb = new Uint8Array(inks.length / 4 * 3);
  for (let at = 0, to = 0; at < inks.length; at += PIECE_BYTES) {
    const piece = inks.subarray(at, at + PIECE_BYTES);
    const pixels = piece.length / 4;
    memory.set(piece, PIECE_AT);
    kernel.inks(PIECE_AT, pixels, PIECE_AT, POINTS_AT, ...grid.steps);
    rgb.set(memory.subarray(PIECE_AT, PIECE_AT + 3 * pixels), to);
    to += 3 * pixels;
  }
  return rgb;
}

function loadGrid(grid: Grid): { readonly kernel: Kernel; readonly memory: Uint8Array } {
  const kernel = loaded ??= load();
  const needed = POINTS_AT + grid.points.byteLength;
  const missing = needed - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
  const memory = new Uint8Array(kernel.memory.buffer);
  if (loadedGrid !== grid) new Float32Array(memory.buffer, POINTS_AT).set(grid.points);
  loadedGrid = grid;
  const view = new DataView(memory.buffer);
  grid.places.forEach((place, i) => view.setInt32(8 * i, place, true));
  grid.fractions.forEach((fraction, i) => view.setFloat32(8 * i + 4, fraction, true));
  return { kernel, memory };
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
  return exports.memory instanceof WebAssembly.Memory &&
    ["light", "table", "inks"].every((name) => typeof exports[name] === "function");
}
