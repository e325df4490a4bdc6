/**
 * Interleaved rows to PNG.
 *
 * Source: W3C PNG (third edition), sections 5, 9 and 11.
 *
 * @module
 */

import { crc32, deflateSync } from "node:zlib";
import type { Rows } from "../raster/orient.ts";
import { PNG_SIGNATURE } from "./png_header.ts";

const COLOUR_TYPE = { 1: 0, 3: 2, 4: 6 } as const;
const FILTER_UP = 2;

/** zlib's quickest: twice as quick as 6 for a tenth more bytes. */
const LEVEL = 1;

/** Encodes a picture as 8-bit grey, RGB or RGBA, without interlace. */
export function encodePng(picture: Rows): Uint8Array {
  const { widthPx, heightPx, channels } = picture;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, widthPx);
  view.setUint32(4, heightPx);
  view.setUint8(8, 8);
  view.setUint8(9, COLOUR_TYPE[channels]);
  const pixels = deflateSync(filtered(picture), { level: LEVEL });
  const out = new Uint8Array(PNG_SIGNATURE.length + 3 * 12 + header.length + pixels.byteLength);
  out.set(PNG_SIGNATURE);
  let at = PNG_SIGNATURE.length;
  at = writeChunk(out, at, "IHDR", header);
  at = writeChunk(out, at, "IDAT", pixels);
  writeChunk(out, at, "IEND", new Uint8Array(0));
  return out;
}

/** Every row as its difference from the row above, which suits photographs and drawings alike. */
function filtered(picture: Rows): Uint8Array {
  const { heightPx, data } = picture;
  const pitch = data.byteLength / heightPx;
  const out = new Uint8Array(data.byteLength + heightPx);
  let to = 0;
  for (let at = 0; at < data.byteLength;) {
    out[to++] = FILTER_UP;
    if (at === 0) {
      out.set(data.subarray(0, pitch), to);
      at = pitch;
      to += pitch;
      continue;
    }
    for (const end = at + pitch; at < end; at++) out[to++] = data[at]! - data[at - pitch]!;
  }
  return out;
}

function writeChunk(out: Uint8Array, at: number, name: string, data: Uint8Array): number {
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  view.setUint32(at, data.byteLength);
  for (let i = 0; i < 4; i++) out[at + 4 + i] = name.charCodeAt(i);
  out.set(data, at + 8);
  const end = at + 8 + data.byteLength;
  view.setUint32(end, crc32(out.subarray(at + 4, end)));
  return end + 4;
}
