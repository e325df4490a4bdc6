/**
 * How frames of each pixel format are taken apart into pieces that fit {@linkcode pixelKernel}'s memory.
 *
 * @module
 */

import {
  COLOUR_AT,
  GREY_AT,
  GREY_PLACES_AT,
  PICK_PLACES_AT,
  PIECE_AT,
  PIECE_BYTES,
  PIECE_PIXELS,
  pixelKernel,
  SUMS,
  SUMS_AT,
} from "../raster/pixel_kernel.ts";
import type { ChannelOrder } from "../raster/raster.ts";
import {
  chromaPlane,
  PIXEL_BYTES,
  type PixelFormat,
  rawBytes,
  type RawFormat,
} from "./raw_format.ts";
import type { ReadInto } from "./raw_read.ts";
import { OPENCV_FACTORS, YUV_FACTORS } from "./yuv_matrix.ts";

/** A part of a frame: some columns of one row, or some whole rows. */
export interface Piece {
  /** Its first column. */
  readonly x: number;
  /** Its first row. */
  readonly y: number;
  /** Its columns. */
  readonly wide: number;
  /** Its rows. */
  readonly high: number;
}

/** A frame in pieces. */
export interface Pieces {
  /** Columns of the frame; of one without padding perhaps all its pixels, as one row. */
  readonly widthPx: number;
  /** Rows of the frame. */
  readonly heightPx: number;
  /** Columns of a piece, at most. */
  readonly columns: number;
  /** Rows of a piece, at most. */
  readonly rows: number;
  /** Reads a piece into the kernel's memory. */
  read(readInto: ReadInto, piece: Piece): void;
  /** Makes three bytes a pixel of the piece that was read, at `COLOUR_AT`. */
  colour(piece: Piece, order: ChannelOrder): void;
  /** Makes grey of the piece that was read, at `GREY_AT`, and gives its sum. */
  grey(piece: Piece): number;
  /** The sum of the grey of the piece that was read, not rounded for each pixel; several times as fast. */
  roughGrey?(piece: Piece): number;
}

/** Where the colours are among a pixel's bytes. */
interface Places {
  readonly pixelBytes: 3 | 4;
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

const RGB: Places = { pixelBytes: 3, red: 0, green: 1, blue: 2 };

const PLACES: Partial<Record<PixelFormat, Places>> = {
  RGB24: RGB,
  BGR24: { pixelBytes: 3, red: 2, green: 1, blue: 0 },
  ARGB: { pixelBytes: 4, red: 1, green: 2, blue: 3 },
  RGBA: { pixelBytes: 4, red: 0, green: 1, blue: 2 },
  ABGR: { pixelBytes: 4, red: 3, green: 2, blue: 1 },
  BGRA: { pixelBytes: 4, red: 2, green: 1, blue: 0 },
};

/** The pieces of a frame in colour: of any format but `GREY8`. */
export function piecesOf(format: RawFormat): Pieces {
  const places = PLACES[format.pixelFormat];
  if (places) return ofBytes(format, places);
  return format.pixelFormat === "YUV420P" ? ofYuv(format) : ofWords(format);
}

/** 24 and 32 bits. */
function ofBytes(format: RawFormat, places: Places): Pieces {
  const { pixelBytes, red, green, blue } = places;
  const shape = shapeOf(format);
  const { strideBytes: stride } = shape;
  return {
    ...shape,
    colour({ wide, high }, order) {
      const { kernel, memory } = pixelKernel();
      const [first, last] = order === "RGB" ? [red, blue] : [blue, red];
      memory.set(
        fourPixels(pixelBytes, (at) => [at + first, at + green, at + last]),
        PICK_PLACES_AT,
      );
      kernel.pick(PIECE_AT, stride, pixelBytes, wide, high, COLOUR_AT);
    },
    grey: ({ wide, high }) => greyAt(PIECE_AT, stride, places, wide, high),
    roughGrey: ({ wide, high }) => roughGreyAt(PIECE_AT, stride, places, wide, high),
  };
}

/** 16 bits. */
function ofWords(format: RawFormat): Pieces {
  const shape = shapeOf(format);
  const isSix = format.pixelFormat.startsWith("RGB565");
  const shifts: readonly [number, number, number] = isSix ? [8, 3, 0xfc] : [7, 2, 0xf8];
  const swap = format.pixelFormat.endsWith("BE") ? 1 : 0;
  const places = Array.from({ length: 16 }, (_, i) => i ^ swap);
  const pieces: Omit<Pieces, "grey"> = {
    ...shape,
    colour({ wide, high }, order) {
      const { kernel, memory } = pixelKernel();
      memory.set(places, PICK_PLACES_AT);
      const isBgr = order === "BGR" ? 1 : 0;
      kernel.split(PIECE_AT, shape.strideBytes, ...shifts, isBgr, wide, high, COLOUR_AT);
    },
  };
  return { ...pieces, grey: (piece) => greyOfColour(pieces, piece) };
}

/** Bytes of a piece's Y at most; a quarter of that are its U and its V. */
const LUMA_BYTES = PIECE_BYTES * 2 / 3;
const U_AT = PIECE_AT + LUMA_BYTES;
const V_AT = U_AT + LUMA_BYTES / 4;

/** A plane of Y at full size, then U and V at half of it. */
function ofYuv(format: RawFormat): Pieces {
  const { widthPx, heightPx } = format;
  const { row: stride } = rawBytes(format);
  const chroma = chromaPlane(format);
  const factors = format.matrix ? YUV_FACTORS[format.matrix] : OPENCV_FACTORS;
  const uFrom = stride * heightPx;
  const fitting = Math.floor(Math.min(PIECE_PIXELS / widthPx, LUMA_BYTES / (stride + 1)));
  // Rows in pairs, for each pair has a row of U and V; or one that may be too long itself.
  const rows = fitting < 2 ? 1 : fitting - fitting % 2;
  const pieces: Omit<Pieces, "grey"> = {
    ...{ widthPx, heightPx, rows, columns: Math.min(widthPx, PIECE_PIXELS) },
    read(readInto, { x, y, wide, high }) {
      const { memory } = pixelKernel();
      const part = (at: number, byteLength: number) => memory.subarray(at, at + byteLength);
      readInto(part(PIECE_AT, (high - 1) * stride + wide), y * stride + x);
      const chromaBytes = (Math.ceil(high / 2) - 1) * chroma.row + Math.ceil(wide / 2);
      const from = uFrom + (y >> 1) * chroma.row + (x >> 1);
      readInto(part(U_AT, chromaBytes), from);
      readInto(part(V_AT, chromaBytes), from + chroma.bytes);
    },
    colour({ wide, high }, order) {
      const isBgr = order === "BGR" ? 1 : 0;
      const planes = [stride, U_AT, V_AT, chroma.row, ...factors] as const;
      pixelKernel().kernel.yuv(PIECE_AT, ...planes, isBgr, wide, high, COLOUR_AT);
    },
  };
  if (!format.matrix) return { ...pieces, grey: (piece) => greyOfColour(pieces, piece) };
  const rough = factors.map((factor) => Math.round(factor / 2 ** 7));
  const [redV = 0, greenV = 0, greenU = 0, blueU = 0] = rough;
  return {
    ...pieces,
    grey({ wide, high }) {
      const planes = [stride, U_AT, V_AT, chroma.row, redV, greenV, greenU, blueU] as const;
      return pixelKernel().kernel.yuvGrey(PIECE_AT, ...planes, wide, high, GREY_AT);
    },
  };
}

/** Size, stride and pieces of a frame of one plane, and how a piece is read. */
function shapeOf(
  format: RawFormat,
): Pick<Pieces, "widthPx" | "heightPx" | "columns" | "rows" | "read"> & { strideBytes: number } {
  const pixelBytes = PIXEL_BYTES[format.pixelFormat];
  const { row } = rawBytes(format);
  // Rows without padding are one long row.
  const isOne = row === format.widthPx * pixelBytes;
  const widthPx = isOne ? format.widthPx * format.heightPx : format.widthPx;
  const heightPx = isOne ? 1 : format.heightPx;
  const strideBytes = isOne ? widthPx * pixelBytes : row;
  const columns = Math.min(widthPx, PIECE_PIXELS, Math.floor(PIECE_BYTES / pixelBytes));
  const fitting = Math.floor(Math.min(PIECE_BYTES / strideBytes, PIECE_PIXELS / widthPx));
  return {
    ...{ widthPx, heightPx, strideBytes, columns, rows: Math.max(1, fitting) },
    read(readInto, { x, y, wide, high }) {
      const byteLength = (high - 1) * strideBytes + wide * pixelBytes;
      const piece = pixelKernel().memory.subarray(PIECE_AT, PIECE_AT + byteLength);
      readInto(piece, y * strideBytes + x * pixelBytes);
    },
  };
}

function greyOfColour(pieces: Pick<Pieces, "colour">, piece: Piece): number {
  pieces.colour(piece, "RGB");
  return greyAt(COLOUR_AT, 3 * piece.wide, RGB, piece.wide, piece.high);
}

function greyAt(
  from: number,
  strideBytes: number,
  { pixelBytes, red, green, blue }: Places,
  wide: number,
  high: number,
): number {
  const { kernel, memory } = pixelKernel();
  const pairs = fourPixels(pixelBytes, (at) => [at + blue, NOWHERE, at + green, NOWHERE]);
  const reds = fourPixels(pixelBytes, (at) => [at + red, NOWHERE, NOWHERE, NOWHERE]);
  memory.set([...pairs, ...reds], GREY_PLACES_AT);
  return kernel.grey(from, strideBytes, pixelBytes, blue, green, red, wide, high, GREY_AT);
}

function roughGreyAt(
  from: number,
  strideBytes: number,
  { pixelBytes, red, green, blue }: Places,
  wide: number,
  high: number,
): number {
  const { kernel, memory } = pixelKernel();
  const sums = new Uint32Array(memory.buffer, SUMS_AT, SUMS).fill(0);
  const rowBytes = wide * pixelBytes;
  const times = Math.floor(rowBytes / SUMS);
  for (let row = 0, at = from; row < high; row++, at += strideBytes) {
    kernel.sums(at, times, SUMS_AT);
    for (let i = times * SUMS; i < rowBytes; i++) sums[i % SUMS]! += memory[at + i]!;
  }
  const colours = [0, 0, 0, 0];
  for (let i = 0; i < SUMS; i++) colours[i % pixelBytes]! += sums[i]!;
  // The weights of greyOf in channels.ts.
  return (9798 * colours[red]! + 19_235 * colours[green]! + 3735 * colours[blue]!) / 32_768;
}

/** No place: `i8x16.swizzle` gives 0. */
const NOWHERE = 255;

/** Places of four pixels, as `i8x16.swizzle` wants them. */
function fourPixels(pixelBytes: number, places: (at: number) => number[]): number[] {
  return [0, 1, 2, 3].flatMap((pixel) => places(pixel * pixelBytes));
}
