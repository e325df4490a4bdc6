/**
 * PNG to interleaved rows.
 *
 * Source: W3C PNG (third edition), sections 7, 8, 10 and 11.3.1.1.
 *
 * @module
 */

import { inflateSync } from "node:zlib";
import { placeOn } from "../raster/canvas.ts";
import { type Rows, rows } from "../raster/orient.ts";
import { joinBytes } from "../join_bytes.ts";
import { damaged } from "../picture_error.ts";
import { withChannels } from "../raster/channels.ts";
import { type PngFrame, type PngHeader, readChunkOrRest, readPngHeader } from "./png_header.ts";
import { unfilter } from "./png_unfilter.ts";

/** One pass over the picture: where its pixels lie, and how far apart. */
interface Pass {
  readonly x0: number;
  readonly y0: number;
  readonly dx: number;
  readonly dy: number;
}

const WHOLE: readonly Pass[] = [{ x0: 0, y0: 0, dx: 1, dy: 1 }];

const ADAM7: readonly Pass[] = [
  { x0: 0, y0: 0, dx: 8, dy: 8 },
  { x0: 4, y0: 0, dx: 8, dy: 8 },
  { x0: 0, y0: 4, dx: 4, dy: 8 },
  { x0: 2, y0: 0, dx: 4, dy: 4 },
  { x0: 0, y0: 2, dx: 2, dy: 4 },
  { x0: 1, y0: 0, dx: 2, dy: 2 },
  { x0: 0, y0: 1, dx: 1, dy: 2 },
];

/** Size of zlib's output pieces; with its default of 16 KB inflating takes half as long again. */
const CHUNK_BYTES = 1024 * 1024;

const SAMPLES = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

/**
 * Decodes a PNG of any kind, as stored: one channel for grey, three for colour, four where there is
 * alpha or a transparent colour. 16 bits become 8 by their high byte. Of an animation it is the first
 * frame, on its canvas.
 *
 * No more is inflated than the header's size needs.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or damaged
 */
export function decodePng(bytes: Uint8Array): Rows {
  const header = readPngHeader(bytes);
  const { firstFrame } = header;
  if (!firstFrame) return decodePixels(bytes, header, header);
  const channels = header.colourType >= 4 || header.transparency
    ? 4
    : header.colourType === 0
    ? 1
    : 3;
  const frame = decodePixels(bytes, { ...header, channels }, firstFrame, firstFrame.offset);
  return frame.widthPx === header.widthPx && frame.heightPx === header.heightPx
    ? frame
    : onCanvas(frame, firstFrame, header);
}

/** @param fdat where the first fdAT stands, if the pixels are not in IDAT */
function decodePixels(
  bytes: Uint8Array,
  header: PngHeader,
  { widthPx, heightPx }: Pick<Rows, "widthPx" | "heightPx">,
  fdat?: number,
): Rows {
  const { channels } = header;
  const pixelBits = SAMPLES[header.colourType] * header.bitDepth;
  const passes = (header.interlaced ? ADAM7 : WHOLE).map((pass) => {
    const width = Math.ceil((widthPx - pass.x0) / pass.dx);
    const height = width > 0 ? Math.max(0, Math.ceil((heightPx - pass.y0) / pass.dy)) : 0;
    const pitch = Math.ceil(width * pixelBits / 8);
    return { ...pass, width, height, pitch };
  });
  const needed = passes.reduce((sum, { height, pitch }) => sum + height * (pitch + 1), 0);
  const packed = fdat === undefined
    ? stillParts(bytes, header.pixelsOffset)
    : frameParts(bytes, fdat);
  const data = inflate(packed, needed);
  const out = new Uint8Array(widthPx * heightPx * channels);
  const unpack = unpacker(header);
  let at = 0;
  for (const { x0, y0, dx, dy, width, height, pitch } of passes) {
    unfilter(data, at, pitch, height, Math.max(1, pixelBits >> 3));
    for (let y = 0; y < height; y++, at += pitch + 1) {
      const to = ((y0 + y * dy) * widthPx + x0) * channels;
      unpack(data.subarray(at + 1, at + 1 + pitch), width, out, to, dx * channels);
    }
  }
  return rows(widthPx, heightPx, channels, out);
}

/** The pixels as they are packed. */
interface PackedPixels {
  readonly parts: readonly Uint8Array[];
  /** Whether the file ended before its end mark; all pixels may be there nonetheless. */
  readonly isCut: boolean;
}

/** The content of all IDAT chunks. */
function stillParts(bytes: Uint8Array, firstIdat: number): PackedPixels {
  const parts: Uint8Array[] = [];
  let at = firstIdat;
  for (;;) {
    const chunk = readChunkOrRest(bytes, at);
    if (chunk.name === "IDAT") parts.push(chunk.data);
    if (chunk.name === "IEND" || chunk.isCut) return { parts, isCut: chunk.isCut };
    at += 12 + chunk.data.length;
  }
}

/** The content of a frame's fdAT chunks, without their sequence numbers. */
function frameParts(bytes: Uint8Array, firstFdat: number): PackedPixels {
  const parts: Uint8Array[] = [];
  let at = firstFdat;
  for (;;) {
    const chunk = readChunkOrRest(bytes, at);
    if (chunk.name === "fdAT") parts.push(chunk.data.subarray(4));
    const isEnd = chunk.name === "IEND" || chunk.name === "fcTL";
    if (isEnd || chunk.isCut) return { parts, isCut: chunk.isCut };
    at += 12 + chunk.data.length;
  }
}

/** Inflates to `needed` bytes, not more and not less. */
function inflate({ parts, isCut }: PackedPixels, needed: number): Uint8Array {
  let data: Uint8Array;
  try {
    data = inflateSync(joinBytes(parts), { maxOutputLength: needed + 1, chunkSize: CHUNK_BYTES });
  } catch (caught) {
    throw damaged("PNG", isCut ? "it is cut" : "its pixels are cut or damaged", caught);
  }
  if (data.byteLength !== needed) {
    throw damaged("PNG", "it has not as many pixels as its header says");
  }
  return data;
}

/** A frame in its place on a clear canvas. */
function onCanvas(frame: Rows, { x, y }: PngFrame, canvas: PngHeader): Rows {
  return placeOn(withChannels(frame, 4), x, y, canvas.widthPx, canvas.heightPx);
}

/** Writes one row's `width` pixels to `out` from `to`, `step` bytes apart. */
type Unpack = (row: Uint8Array, width: number, out: Uint8Array, to: number, step: number) => void;

function unpacker(header: PngHeader): Unpack {
  const { colourType, bitDepth, transparency } = header;
  if (colourType === 3) return paletteUnpacker(header);
  if (bitDepth < 8) return narrowGreyUnpacker(bitDepth, transparency);
  const sampleBytes = bitDepth >> 3;
  const samples = SAMPLES[colourType];
  if (samples === 1 && !transparency && sampleBytes === 1) return copyUnpacker(1);
  if (samples === 3 && !transparency && sampleBytes === 1) return copyUnpacker(3);
  if (samples === 4 && sampleBytes === 1) return copyUnpacker(4);
  const pixelBytes = samples * sampleBytes;
  const grey = samples <= 2;
  // A 16-bit sample's two bytes both have to match the transparent colour.
  const clear = transparency && samples !== 2 && samples !== 4
    ? clearColour(transparency, samples, sampleBytes)
    : undefined;
  return (row, width, out, to, step) => {
    for (let x = 0, at = 0; x < width; x++, at += pixelBytes, to += step) {
      out[to] = row[at]!;
      if (header.channels === 1) continue;
      out[to + 1] = row[grey ? at : at + sampleBytes]!;
      out[to + 2] = row[grey ? at : at + 2 * sampleBytes]!;
      if (header.channels === 3) continue;
      if (clear) out[to + 3] = clear.every((byte, i) => row[at + i] === byte) ? 0 : 255;
      else if (samples === 2) out[to + 3] = row[at + sampleBytes]!;
      else out[to + 3] = row[at + 3 * sampleBytes]!;
    }
  };
}

function copyUnpacker(channels: 1 | 3 | 4): Unpack {
  return (row, width, out, to, step) => {
    if (step === channels) {
      out.set(row, to);
      return;
    }
    for (let x = 0, at = 0; x < width; x++, at += channels, to += step) {
      for (let c = 0; c < channels; c++) out[to + c] = row[at + c]!;
    }
  };
}

/** The transparent colour of tRNS as its bytes stand in a row: 16 bits a sample there, 8 or 16 here. */
function clearColour(transparency: Uint8Array, samples: number, sampleBytes: number): number[] {
  if (transparency.length < 2 * samples) throw damaged("PNG", "its transparent colour is cut");
  const bytes: number[] = [];
  for (let c = 0; c < samples; c++) {
    if (sampleBytes === 2) bytes.push(transparency[2 * c]!);
    bytes.push(transparency[2 * c + 1]!);
  }
  return bytes;
}

function sampleAt(row: Uint8Array, x: number, bitDepth: number): number {
  const bit = x * bitDepth;
  return row[bit >> 3]! >> (8 - bitDepth - (bit & 7)) & ((1 << bitDepth) - 1);
}

function narrowGreyUnpacker(bitDepth: number, transparency: Uint8Array | undefined): Unpack {
  const stretch = 255 / ((1 << bitDepth) - 1);
  const clear = transparency?.[1];
  return (row, width, out, to, step) => {
    for (let x = 0; x < width; x++, to += step) {
      const sample = sampleAt(row, x, bitDepth);
      const grey = sample * stretch;
      out[to] = grey;
      if (!transparency) continue;
      out[to + 1] = grey;
      out[to + 2] = grey;
      out[to + 3] = sample === clear ? 0 : 255;
    }
  };
}

function paletteUnpacker(header: PngHeader): Unpack {
  const { bitDepth, transparency, palette = new Uint8Array(0) } = header;
  return (row, width, out, to, step) => {
    for (let x = 0; x < width; x++, to += step) {
      const index = bitDepth === 8 ? row[x]! : sampleAt(row, x, bitDepth);
      // An index beyond the palette is opaque black.
      out[to] = palette[3 * index] ?? 0;
      out[to + 1] = palette[3 * index + 1] ?? 0;
      out[to + 2] = palette[3 * index + 2] ?? 0;
      if (transparency) out[to + 3] = transparency[index] ?? 255;
    }
  };
}
