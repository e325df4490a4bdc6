/**
 * Interleaved rows to column-major planes and back by WebAssembly with SIMD, four times as fast as loops in
 * JavaScript. transpose.wat is its source.
 *
 * @module
 */

import type { ChannelCount } from "./raster.ts";
import wasmBinary from "./transpose.wasm" with { type: "bytes" };

/** Rows of a block, and bytes of each row. */
const BLOCK = 16;
/** Tables of {@linkcode BLOCK} places, 32 bits each: one for rows, from byte 0 on, then one for each channel. */
const TABLES = 5;
/** The rows of a picture; behind them some of its columns as planes. */
const ROWS_AT: number = TABLES * BLOCK * 4;
/** What is moved at once stays in the second-level cache: this many columns, or fewer of a high picture. */
const BAND_COLUMNS = 64;
const BAND_BYTES = 256 * 1024;
/** Memory never shrinks; beyond this, a picture of some 11 megapixels of colour, it is given back. */
const MAX_KEPT_BYTES = 32 * 1024 * 1024;
/** WebAssembly's memory ends somewhere; a larger picture is left to others. */
const MAX_ROWS_BYTES = 1024 * 1024 * 1024;
const PAGE_BYTES = 65_536;

interface Kernel extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  move(
    toPlanes: 0 | 1,
    rows: number,
    strideBytes: number,
    bytes: number,
    ...of: [channels: number, heightPx: number, planes: number]
  ): void;
}

/** A picture in both layouts, of which one is to be made of the other. */
export interface PlanarMove {
  /** Interleaved. */
  readonly rows: Uint8Array;
  /** Column-major planes. */
  readonly planes: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: ChannelCount;
  /** The first and the third channel change places. */
  readonly swap: boolean;
}

/** Of this thread, once it was needed. */
let loaded: Kernel | undefined;

/**
 * Makes `planes` of `rows`.
 *
 * @returns false, and nothing is done, where a side is shorter than a block or the picture is too large
 */
export function rowsToPlanes(picture: PlanarMove): boolean {
  const { rows, planes, channels } = picture;
  return withMemory(picture, (memory, move) => {
    memory.set(rows, ROWS_AT);
    for (const band of bandsOf(picture)) {
      move(1, band);
      for (let c = 0; c < channels; c++) {
        const { from, to, length } = planeOf(picture, band, c);
        planes.set(memory.subarray(to, to + length), from);
      }
    }
  });
}

/** Makes `rows` of `planes`; otherwise as {@linkcode rowsToPlanes}. */
export function planesToRows(picture: PlanarMove): boolean {
  const { rows, planes, channels } = picture;
  return withMemory(picture, (memory, move) => {
    for (const band of bandsOf(picture)) {
      for (let c = 0; c < channels; c++) {
        const { from, to, length } = planeOf(picture, band, c);
        memory.set(planes.subarray(from, from + length), to);
      }
      move(0, band);
    }
    rows.set(memory.subarray(ROWS_AT, ROWS_AT + rows.byteLength));
  });
}

/** Some columns of a picture. */
interface Band {
  readonly x: number;
  readonly wide: number;
}

function withMemory(
  picture: PlanarMove,
  use: (memory: Uint8Array, move: (toPlanes: 0 | 1, band: Band) => void) => void,
): boolean {
  const { rows, widthPx, heightPx, channels } = picture;
  if (heightPx < BLOCK || widthPx < leastColumns(picture)) return false;
  if (rows.byteLength > MAX_ROWS_BYTES) return false;
  const { memory, move } = loaded ??= load();
  const missing = planesAt(picture) + bandBytes(picture) - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  const bytes = new Uint8Array(memory.buffer);
  use(bytes, (toPlanes, band) => {
    placeTables(bytes, picture, band);
    const at = ROWS_AT + band.x * channels;
    const rowBytes = widthPx * channels;
    move(toPlanes, at, rowBytes, band.wide * channels, channels, heightPx, planesAt(picture));
  });
  if (bytes.byteLength > MAX_KEPT_BYTES) loaded = undefined;
  return true;
}

/** Where a band's planes are. */
function planesAt({ rows }: PlanarMove): number {
  return ROWS_AT + Math.ceil(rows.byteLength / BLOCK) * BLOCK;
}

/** Where a channel of a band lies in the picture's planes, and where in the kernel's memory. */
function planeOf(picture: PlanarMove, { x, wide }: Band, channel: number) {
  const { widthPx, heightPx } = picture;
  const length = wide * heightPx;
  const from = (channel * widthPx + x) * heightPx;
  return { from, to: planesAt(picture) + channel * length, length };
}

/** Of a block. */
function leastColumns({ channels }: PlanarMove): number {
  return Math.ceil(BLOCK / channels);
}

/** Columns of a band; the last one has some more where too few would be left. */
function bandColumns(picture: PlanarMove): number {
  const fitting = Math.floor(BAND_BYTES / (picture.heightPx * picture.channels));
  return Math.max(leastColumns(picture), Math.min(BAND_COLUMNS, fitting));
}

/** Of the largest band. */
function bandBytes(picture: PlanarMove): number {
  return (bandColumns(picture) + leastColumns(picture)) * picture.heightPx * picture.channels;
}

function* bandsOf(picture: PlanarMove): Generator<Band> {
  const { widthPx } = picture;
  const columns = bandColumns(picture);
  for (let x = 0; x < widthPx;) {
    const left = widthPx - x;
    const wide = left < columns + leastColumns(picture) ? left : columns;
    yield { x, wide };
    x += wide;
  }
}

/** Where a block's rows lie, and its columns in the planes of a band. */
function placeTables({ buffer }: Uint8Array, picture: PlanarMove, { wide }: Band): void {
  const { widthPx, heightPx, channels, swap } = picture;
  const places = new Int32Array(buffer, 0, TABLES * BLOCK);
  for (let k = 0; k < BLOCK; k++) {
    places[k] = k * widthPx * channels;
    for (let first = 0; first < channels; first++) {
      const column = Math.floor((first + k) / channels);
      const channel = (first + k) % channels;
      const plane = swap && channel < 3 ? 2 - channel : channel;
      places[(first + 1) * BLOCK + k] = (plane * wide + column) * heightPx;
    }
  }
}

function load(): Kernel {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasmBinary));
  if (!isKernel(exports)) throw new TypeError("transpose.wasm is not what transpose.wat says.");
  return exports;
}

function isKernel(exports: WebAssembly.Exports): exports is Kernel {
  return exports.memory instanceof WebAssembly.Memory && typeof exports.move === "function";
}
