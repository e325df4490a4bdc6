/**
 * What a PNG declares before its pixels.
 *
 * Source: W3C PNG (third edition), sections 5, 11.2, 11.3.1, 11.3.6 (animation) and 11.3.4.6 (eXIf).
 * Which eXIf counts is what browsers agree on: the first before the pixels, if its checksum is right.
 *
 * @module
 */

import { crc32 } from "node:zlib";
import { type Orientation, readOrientation } from "../exif.ts";
import { damaged } from "../picture_error.ts";

/** The first eight bytes of every PNG. */
export const PNG_SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A chunk's name and what is in it. */
export interface PngChunk {
  readonly name: string;
  readonly data: Uint8Array;
}

/** Where a frame of an animation lies on the canvas. */
export interface PngFrame {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where its first fdAT begins. */
  readonly offset: number;
}

/** IHDR, what stands before the first IDAT, and what is shown of an animation. */
export interface PngHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitDepth: 1 | 2 | 4 | 8 | 16;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  readonly colourType: 0 | 2 | 3 | 4 | 6;
  readonly interlaced: boolean;
  /** RGB triples of a palette picture. */
  readonly palette: Uint8Array | undefined;
  /** The content of tRNS: alpha of palette entries, or the colour that is transparent. */
  readonly transparency: Uint8Array | undefined;
  /** What its pixels become. */
  readonly channels: 1 | 3 | 4;
  /** How the stored pixels are to be turned. */
  readonly orientation: Orientation;
  /** Of an animation; 1 of a still picture. */
  readonly pictures: number;
  /** The first frame of an animation that leaves its still picture out; else IDAT is what is shown. */
  readonly firstFrame: PngFrame | undefined;
  /** Where its first IDAT begins. */
  readonly pixelsOffset: number;
}

const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * Reads the chunks before the first IDAT. Those it doesn't need are passed over.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut, damaged or declares what can't be
 */
export function readPngHeader(bytes: Uint8Array): PngHeader {
  const first = readChunk(bytes, PNG_SIGNATURE.length);
  if (first.name !== "IHDR" || first.data.length !== 13) throw damaged("PNG", "IHDR is missing");
  const ihdr = new DataView(first.data.buffer, first.data.byteOffset, 13);
  const colourType = ihdr.getUint8(9);
  const bitDepth = ihdr.getUint8(8);
  if (!isColourType(colourType) || !isDepth(bitDepth) || !DEPTHS[colourType]?.includes(bitDepth)) {
    throw damaged("PNG", `there is no colour type ${colourType} with ${bitDepth} bits`);
  }
  const interlace = ihdr.getUint8(12);
  if (ihdr.getUint8(10) !== 0 || ihdr.getUint8(11) !== 0 || interlace > 1) {
    throw damaged("PNG", "its header names methods that there are not");
  }
  let palette: Uint8Array | undefined;
  let transparency: Uint8Array | undefined;
  let orientation: Orientation | undefined;
  let frames = 0;
  let isFrame = false;
  let at = PNG_SIGNATURE.length + 12 + 13;
  for (;;) {
    const chunk = readChunkOrRest(bytes, at);
    if (chunk.name === "IDAT") break;
    if (chunk.isCut) throw damaged("PNG", "it is cut");
    if (chunk.name === "IEND") throw damaged("PNG", "it has no pixels");
    if (chunk.name === "PLTE") palette = chunk.data;
    if (chunk.name === "tRNS") transparency = chunk.data;
    if (chunk.name === "eXIf" && isIntact(bytes, at)) orientation ??= readOrientation(chunk.data);
    if (chunk.name === "acTL" && chunk.data.length === 8) frames = readCount(chunk.data);
    if (chunk.name === "fcTL") isFrame = true;
    at += 12 + chunk.data.length;
  }
  if (colourType === 3 && (!palette || palette.length % 3 !== 0 || palette.length > 768)) {
    throw damaged("PNG", "its palette is missing or has a wrong length");
  }
  const widthPx = ihdr.getUint32(0);
  const heightPx = ihdr.getUint32(4);
  const firstFrame = frames > 0 && !isFrame
    ? readFirstFrame(bytes, at, { widthPx, heightPx })
    : undefined;
  const isWhole = !firstFrame ||
    (firstFrame.widthPx === widthPx && firstFrame.heightPx === heightPx);
  return {
    widthPx,
    heightPx,
    bitDepth,
    colourType,
    interlaced: interlace === 1,
    palette,
    transparency,
    channels: colourType >= 4 || transparency || !isWhole ? 4 : colourType === 0 ? 1 : 3,
    pixelsOffset: at,
    orientation: orientation ?? 1,
    pictures: Math.max(1, frames),
    firstFrame,
  };
}

/** The frame behind a still picture that is no part of the animation; none when it lacks or can't be. */
function readFirstFrame(
  bytes: Uint8Array,
  pixelsOffset: number,
  canvas: Pick<PngHeader, "widthPx" | "heightPx">,
): PngFrame | undefined {
  let place: Omit<PngFrame, "offset"> | undefined;
  let at = pixelsOffset;
  while (at + 12 <= bytes.byteLength) {
    const chunk = readChunk(bytes, at);
    if (chunk.name === "IEND") return undefined;
    if (chunk.name === "fcTL" && chunk.data.length === 26) {
      const view = new DataView(chunk.data.buffer, chunk.data.byteOffset, 26);
      const [widthPx, heightPx] = [view.getUint32(4), view.getUint32(8)];
      const [x, y] = [view.getUint32(12), view.getUint32(16)];
      const fits = widthPx > 0 && heightPx > 0 && x + widthPx <= canvas.widthPx &&
        y + heightPx <= canvas.heightPx;
      if (!fits) throw damaged("PNG", "its first frame lies beyond its canvas");
      place = { x, y, widthPx, heightPx };
    }
    if (chunk.name === "fdAT" && place) return { ...place, offset: at };
    at += 12 + chunk.data.length;
  }
  return undefined;
}

function readCount(data: Uint8Array): number {
  return new DataView(data.buffer, data.byteOffset, 4).getUint32(0);
}

/** Whether the checksum of the chunk at `offset` is right. */
function isIntact(bytes: Uint8Array, offset: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = offset + 8 + view.getUint32(offset);
  return crc32(bytes.subarray(offset + 4, end)) === view.getUint32(end);
}

/**
 * The chunk that begins at `offset`. The checksums of those that matter are checked.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or its checksum is wrong
 */
export function readChunk(bytes: Uint8Array, offset: number): PngChunk {
  if (offset + 12 > bytes.byteLength) throw damaged("PNG", "it is cut");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(offset);
  const end = offset + 8 + length;
  if (end + 4 > bytes.byteLength) throw damaged("PNG", "it is cut");
  const name = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
  const matters = name === "tRNS" || (bytes[offset + 4]! & 0x20) === 0;
  if (matters && crc32(bytes.subarray(offset + 4, end)) !== view.getUint32(end)) {
    throw damaged("PNG", `the checksum of its part ${printable(name)} is wrong`);
  }
  return { name, data: bytes.subarray(offset + 8, end) };
}

/**
 * The same for a file that may have lost its end, as browsers read it: of a chunk that is cut, what is there.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the checksum of a whole chunk that matters is wrong
 */
export function readChunkOrRest(
  bytes: Uint8Array,
  offset: number,
): PngChunk & { readonly isCut: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasStart = offset + 8 <= bytes.byteLength;
  const end = hasStart ? offset + 8 + view.getUint32(offset) : bytes.byteLength;
  if (hasStart && end + 4 <= bytes.byteLength) return { ...readChunk(bytes, offset), isCut: false };
  const name = hasStart ? String.fromCharCode(...bytes.subarray(offset + 4, offset + 8)) : "";
  return { name, data: bytes.subarray(offset + 8, end), isCut: true };
}

function printable(name: string): string {
  return /^[A-Za-z]{4}$/.test(name) ? name : "without a name";
}

function isColourType(value: number): value is PngHeader["colourType"] {
  return value in DEPTHS;
}

function isDepth(value: number): value is PngHeader["bitDepth"] {
  return value === 1 || value === 2 || value === 4 || value === 8 || value === 16;
}
