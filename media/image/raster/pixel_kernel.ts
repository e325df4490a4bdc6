/**
 * Conversion of pixels by WebAssembly with SIMD, five to thirty times as fast as the same loops in
 * JavaScript. pixels.wat is its source.
 *
 * @module
 */

import wasmBinary from "./pixels.wasm" with { type: "bytes" };

/** The most bytes of a piece of pixels, for the processor's second-level cache. */
export const PIECE_BYTES = 192 * 1024;
/** The most pixels of a piece. */
export const PIECE_PIXELS = PIECE_BYTES / 3;

/** Sixteen bytes of places of blue and green, sixteen of those of red. */
export const GREY_PLACES_AT = 0;
/** Sixteen bytes of places. */
export const PICK_PLACES_AT = 32;
/** Address of a raw piece. All functions may read some bytes beyond its end. */
export const PIECE_AT = 64;
/** Where a piece of three bytes a pixel is made. */
export const COLOUR_AT: number = PIECE_AT + PIECE_BYTES + 64;
/** Bytes of one call of `sums`, which writes sums of 32 bits. */
export const SUMS = 48;
/** Where they are made: what is there is added to. */
export const SUMS_AT: number = COLOUR_AT;
/** Where a piece of grey is made. */
export const GREY_AT: number = COLOUR_AT + PIECE_BYTES + 64;

/** Where rows of pixels are, and the bytes from one to the next. */
type Rows = [from: number, strideBytes: number];
/** Columns, rows and where the result goes. */
type Into = [widthPx: number, heightPx: number, to: number];

/** What pixels.wat exports; its comments describe each export. */
export interface PixelKernel extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  pick(...of: [...Rows, pixelBytes: number, ...Into]): void;
  split(
    ...of: [
      ...[...Rows, redShift: number, greenShift: number, greenMask: number],
      ...[isBgr: number, ...Into],
    ]
  ): void;
  yuv(
    ...of: [
      ...[...Rows, u: number, v: number, chromaStrideBytes: number],
      ...[redV: number, greenV: number, greenU: number, blueU: number, isBgr: number, ...Into],
    ]
  ): void;
  yuvGrey(
    ...of: [
      ...[...Rows, u: number, v: number, chromaStrideBytes: number],
      ...[redV: number, greenV: number, greenU: number, blueU: number, ...Into],
    ]
  ): number;
  levels(from: number, count: number, factor: number, least: number, to: number): void;
  negate(at: number, count: number, from: number): void;
  sobel(...of: [...Rows, ...Into]): void;
  grey(
    ...of: [...Rows, pixelBytes: number, blue: number, green: number, red: number, ...Into]
  ): number;
  sums(from: number, times: number, to: number): void;
}

/** The kernel and its memory. */
export interface LoadedKernel {
  readonly kernel: PixelKernel;
  readonly memory: Uint8Array;
}

/** Of this thread, once it was needed. */
let loaded: LoadedKernel | undefined;

/** This thread's kernel. Its calls are synchronous, so it can be shared. */
export function pixelKernel(): LoadedKernel {
  return loaded ??= load();
}

function load(): LoadedKernel {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasmBinary));
  if (!isKernel(exports)) throw new TypeError("pixels.wasm is not what pixels.wat says.");
  return { kernel: exports, memory: new Uint8Array(exports.memory.buffer) };
}

function isKernel(exports: WebAssembly.Exports): exports is PixelKernel {
  const functions = [
    "pick",
    "split",
    "yuv",
    "yuvGrey",
    "levels",
    "negate",
    "sobel",
    "grey",
    "sums",
  ];
  return exports.memory instanceof WebAssembly.Memory &&
    functions.every((name) => typeof exports[name] === "function");
}
