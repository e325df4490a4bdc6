/**
 * What a WebP declares before its pixels.
 *
 * Its EXIF orientation is not looked at: neither Chromium nor Firefox turns a WebP by it.
 *
 * Source: RFC 9649 (container and lossless), RFC 6386 section 9.1 (lossy).
 *
 * @module
 */

import { damaged } from "../picture_error.ts";

/** Size of a WebP and whether it may have alpha. */
export interface WebpHeader {
  /** Of the canvas, if it is an animation. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 3 | 4;
  /** Of an animation; 1 of a still picture. */
  readonly pictures: number;
  /** Of an animation. */
  readonly firstFrame: WebpFrame | undefined;
}

/** A frame of an animation. */
export interface WebpFrame {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Its chunks: `ALPH` and `VP8 `, or `VP8L`. */
  readonly chunks: Uint8Array;
}

const ANIMATION = 0x02;
const ALPHA = 0x10;
const FRAME_HEADER = 16;
/** A shorter file has no size that could be read. */
export const SHORTEST_WEBP = 30;

/**
 * Reads the chunks of a WebP; no pixels.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or damaged
 */
export function readWebpHeader(bytes: Uint8Array): WebpHeader {
  if (bytes.byteLength < SHORTEST_WEBP) throw damaged("WebP", "it is cut");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(4, true) + 8 > bytes.byteLength) throw damaged("WebP", "it is cut");
  const still = { pictures: 1, firstFrame: undefined };
  switch (nameAt(bytes, 12)) {
    case "VP8 ":
      if (view.getUint8(23) !== 0x9d || view.getUint16(24, true) !== 0x2a01) {
        throw damaged("WebP", "its frame header is wrong");
      }
      return {
        widthPx: view.getUint16(26, true) & 0x3fff,
        heightPx: view.getUint16(28, true) & 0x3fff,
        channels: 3,
        ...still,
      };
    case "VP8L": {
      if (view.getUint8(20) !== 0x2f) throw damaged("WebP", "its frame header is wrong");
      const bits = view.getUint32(21, true);
      return {
        widthPx: (bits & 0x3fff) + 1,
        heightPx: (bits >>> 14 & 0x3fff) + 1,
        channels: (bits >>> 28 & 1) === 1 ? 4 : 3,
        ...still,
      };
    }
    case "VP8X": {
      const flags = view.getUint8(20);
      const size = { widthPx: uint24(view, 24) + 1, heightPx: uint24(view, 27) + 1 };
      if ((flags & ANIMATION) !== 0) return { ...size, ...readAnimation(view, size) };
      return { ...size, channels: (flags & ALPHA) !== 0 ? 4 : 3, ...still };
    }
    default:
      throw damaged("WebP", "its first part is of no known kind");
  }
}

/** The first frame, how many there are, and whether something of the canvas may stay clear. */
function readAnimation(
  view: DataView,
  canvas: Pick<WebpHeader, "widthPx" | "heightPx">,
): Omit<WebpHeader, "widthPx" | "heightPx"> {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const end = view.getUint32(4, true) + 8;
  let firstFrame: WebpFrame | undefined;
  let pictures = 0;
  for (let at = 12; at + 8 <= end;) {
    const length = view.getUint32(at + 4, true);
    if (nameAt(bytes, at) === "ANMF") {
      pictures++;
      firstFrame ??= readFrame(view, at + 8, Math.min(length, end - at - 8));
    }
    at += 8 + length + length % 2;
  }
  if (!firstFrame) throw damaged("WebP", "it is an animation without pictures");
  const { x, y, widthPx, heightPx } = firstFrame;
  if (x + widthPx > canvas.widthPx || y + heightPx > canvas.heightPx) {
    throw damaged("WebP", "its first picture lies beyond its canvas");
  }
  const fills = widthPx === canvas.widthPx && heightPx === canvas.heightPx;
  const isOpaque = nameAt(firstFrame.chunks, 0) === "VP8 " ||
    (nameAt(firstFrame.chunks, 0) === "VP8L" && ((firstFrame.chunks[12] ?? 0) & 0x10) === 0);
  return { pictures, firstFrame, channels: fills && isOpaque ? 3 : 4 };
}

function readFrame(view: DataView, at: number, length: number): WebpFrame {
  if (length < FRAME_HEADER + 8) throw damaged("WebP", "its first picture is cut");
  return {
    x: 2 * uint24(view, at),
    y: 2 * uint24(view, at + 3),
    widthPx: uint24(view, at + 6) + 1,
    heightPx: uint24(view, at + 9) + 1,
    chunks: new Uint8Array(
      view.buffer,
      view.byteOffset + at + FRAME_HEADER,
      length - FRAME_HEADER,
    ),
  };
}

/** The frame as a still picture of its own, which decoders of stills read. */
export function stillOf(frame: WebpFrame): Uint8Array {
  const { widthPx, heightPx, chunks } = frame;
  const isPlain = nameAt(chunks, 0) !== "ALPH";
  const head = isPlain ? 12 : 30;
  const out = new Uint8Array(head + chunks.byteLength);
  const view = new DataView(out.buffer);
  write(out, 0, "RIFF");
  view.setUint32(4, out.byteLength - 8, true);
  write(out, 8, "WEBP");
  if (!isPlain) {
    write(out, 12, "VP8X");
    view.setUint32(16, 10, true);
    view.setUint8(20, ALPHA);
    // The height's first byte overwrites the width's fourth, which is 0.
    view.setUint32(24, widthPx - 1, true);
    view.setUint16(27, (heightPx - 1) & 0xffff, true);
    view.setUint8(29, (heightPx - 1) >> 16);
  }
  out.set(chunks, head);
  return out;
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | view.getUint8(at + 2) << 16;
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function write(out: Uint8Array, at: number, name: string): void {
  for (let i = 0; i < name.length; i++) out[at + i] = name.charCodeAt(i);
}
