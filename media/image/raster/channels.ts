/**
 * Conversions between grey, colour and alpha channels.
 *
 * @module
 */

import { type Rows, rows } from "./orient.ts";
import type { ChannelCount } from "./raster.ts";
import { greyFrom } from "../raw/raw_convert.ts";
import { bytesReader } from "../raw/raw_read.ts";

/**
 * The picture with that many channels: the same raster if it has them, else a new one.
 *
 * Alpha that is dropped is laid over white, the colour of a page. Grey is
 * 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), in the fixed-point arithmetic of OpenCV 4.
 */
export function withChannels(source: Rows, channels: ChannelCount): Rows {
  if (source.channels === channels) return source;
  const { widthPx, heightPx, data } = source;
  const out = new Uint8Array(widthPx * heightPx * channels);
  if (source.channels === 1) spreadGrey(data, out, channels);
  else if (channels === 4) addAlpha(data, out);
  else if (source.channels === 3) makeGrey(source, out);
  else if (channels === 3) dropAlpha(data, out);
  else {
    const colour = new Uint8Array(3 * widthPx * heightPx);
    dropAlpha(data, colour);
    makeGrey(rows(widthPx, heightPx, 3, colour), out);
  }
  return rows(widthPx, heightPx, channels, out);
}

/** The grey of one colour, 0–255. */
export function greyOf(red: number, green: number, blue: number): number {
  return (red * 9798 + green * 19_235 + blue * 3735 + 16_384) >> 15;
}

function spreadGrey(grey: Uint8Array, out: Uint8Array, channels: ChannelCount): void {
  for (let i = 0, to = 0; i < grey.length; i++) {
    const value = grey[i]!;
    out[to++] = value;
    out[to++] = value;
    out[to++] = value;
    if (channels === 4) out[to++] = 255;
  }
}

function addAlpha(colour: Uint8Array, out: Uint8Array): void {
  for (let i = 0, to = 0; i < colour.length; i += 3, to += 4) {
    out[to] = colour[i]!;
    out[to + 1] = colour[i + 1]!;
    out[to + 2] = colour[i + 2]!;
    out[to + 3] = 255;
  }
}

function makeGrey({ widthPx, heightPx, data }: Rows, out: Uint8Array): void {
  const format = { pixelFormat: "RGB24", widthPx, heightPx, strideBytes: 0 } as const;
  greyFrom(format, bytesReader(data), out);
}

function dropAlpha(source: Uint8Array, out: Uint8Array): void {
  for (let i = 0, to = 0; i < source.length; i += 4, to += 3) {
    const alpha = source[i + 3]!;
    const white = 255 * (255 - alpha) + 127;
    out[to] = (source[i]! * alpha + white) / 255;
    out[to + 1] = (source[i + 1]! * alpha + white) / 255;
    out[to + 2] = (source[i + 2]! * alpha + white) / 255;
  }
}
