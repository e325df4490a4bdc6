/**
 * Pixels of machines to interleaved rows.
 *
 * The values are those of OpenCV's `cvtColor`, bit for bit: `COLOR_YUV2BGR_I420` (BT.601, studio
 * range, fixed-point arithmetic of 20 bits), `COLOR_BGR5652BGR` and `COLOR_BGR5552BGR` (missing low
 * bits are 0). Alpha is dropped, never blended: cameras leave anything in it.
 *
 * @module
 */

import type { ChannelCount, Raster } from "./raster.ts";
import {
  chromaPlane,
  PIXEL_BYTES,
  type PixelFormat,
  rawBytes,
  type RawFormat,
} from "./raw_format.ts";

/** The channels that a frame of this format has without its alpha. */
export function rawChannels(pixelFormat: PixelFormat): ChannelCount {
  return pixelFormat === "GREY8" ? 1 : 3;
}

/** Which of a pixel's bytes are its colours. */
export interface ColourPlaces {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** Where the colours are, in formats that have a byte for each. */
export function colourPlaces(pixelFormat: PixelFormat): ColourPlaces | undefined {
  switch (pixelFormat) {
    case "RGB24":
    case "RGBA":
      return { red: 0, green: 1, blue: 2 };
    case "BGR24":
    case "BGRA":
      return { red: 2, green: 1, blue: 0 };
    case "ARGB":
      return { red: 1, green: 2, blue: 3 };
    case "ABGR":
      return { red: 3, green: 2, blue: 1 };
    default:
      return undefined;
  }
}

/**
 * The frame as interleaved rows of {@linkcode rawChannels} channels. Rows of `GREY8`, `RGB24` and
 * `BGR24` without padding stay where they are; anything else becomes RGB in new memory.
 *
 * @param bytes as many as {@linkcode rawBytes} says at least
 */
export function decodeRaw(format: RawFormat, bytes: Uint8Array): Raster {
  const { pixelFormat, widthPx, heightPx } = format;
  const channels = rawChannels(pixelFormat);
  const order = pixelFormat === "BGR24" ? "BGR" : "RGB";
  const raster = { widthPx, heightPx, channels, layout: "interleaved", order } as const;
  if (PIXEL_BYTES[pixelFormat] === channels) {
    return { ...raster, data: withoutPadding(format, bytes) };
  }
  const data = new Uint8Array(widthPx * heightPx * channels);
  const places = colourPlaces(pixelFormat);
  if (places) fromFourBytes(format, places, bytes, data);
  else if (pixelFormat === "YUV420P") fromYuv(format, bytes, data);
  else fromTwoBytes(format, bytes, data);
  return { ...raster, data };
}

function withoutPadding(format: RawFormat, bytes: Uint8Array): Uint8Array {
  const { row } = rawBytes(format);
  const dense = format.widthPx * PIXEL_BYTES[format.pixelFormat];
  if (row === dense) return bytes.subarray(0, dense * format.heightPx);
  const out = new Uint8Array(dense * format.heightPx);
  for (let y = 0; y < format.heightPx; y++) {
    out.set(bytes.subarray(y * row, y * row + dense), y * dense);
  }
  return out;
}

function fromFourBytes(
  format: RawFormat,
  { red, green, blue }: ColourPlaces,
  bytes: Uint8Array,
  out: Uint8Array,
): void {
  const { row } = rawBytes(format);
  let to = 0;
  for (let y = 0; y < format.heightPx; y++) {
    const end = y * row + 4 * format.widthPx;
    for (let at = y * row; at < end; at += 4, to += 3) {
      out[to] = bytes[at + red]!;
      out[to + 1] = bytes[at + green]!;
      out[to + 2] = bytes[at + blue]!;
    }
  }
}

function fromTwoBytes(format: RawFormat, bytes: Uint8Array, out: Uint8Array): void {
  const { row } = rawBytes(format);
  const { pixelFormat, widthPx, heightPx } = format;
  const high = pixelFormat.endsWith("BE") ? 0 : 1;
  const six = pixelFormat.startsWith("RGB565");
  const redShift = six ? 8 : 7;
  const greenShift = six ? 3 : 2;
  const greenMask = six ? 0xfc : 0xf8;
  let to = 0;
  for (let y = 0; y < heightPx; y++) {
    const end = y * row + 2 * widthPx;
    for (let at = y * row; at < end; at += 2, to += 3) {
      const pixel = (bytes[at + high]! << 8) | bytes[at + 1 - high]!;
      out[to] = (pixel >> redShift) & 0xf8;
      out[to + 1] = (pixel >> greenShift) & greenMask;
      out[to + 2] = (pixel << 3) & 0xf8;
    }
  }
}

function fromYuv(format: RawFormat, bytes: Uint8Array, out: Uint8Array): void {
  const { widthPx, heightPx } = format;
  const { row } = rawBytes(format);
  const chroma = chromaPlane(format);
  const uStart = row * heightPx;
  const vStart = uStart + chroma.bytes;
  let to = 0;
  for (let y = 0; y < heightPx; y++) {
    const chromaRow = (y >> 1) * chroma.row;
    for (let x = 0; x < widthPx; x++, to += 3) {
      const at = chromaRow + (x >> 1);
      const u = bytes[uStart + at]! - 128;
      const v = bytes[vStart + at]! - 128;
      const luma = Math.max(0, bytes[y * row + x]! - 16) * 1_220_542 + 524_288;
      out[to] = clip((luma + 1_673_527 * v) >> 20);
      out[to + 1] = clip((luma - 852_492 * v - 409_993 * u) >> 20);
      out[to + 2] = clip((luma + 2_116_026 * u) >> 20);
    }
  }
}

function clip(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
