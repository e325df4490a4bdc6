/**
 * BMP to interleaved rows.
 *
 * @module
 */

import { type BmpHeader, type BmpMasks, readBmpHeader } from "./bmp_header.ts";
import { drawRuns } from "./bmp_runs.ts";
import { type Rows, rows } from "../raster/orient.ts";
import { damaged } from "../picture_error.ts";

/**
 * Decodes a BMP: palettes of 1, 2, 4 and 8 bits, 16 and 32 bits with any channel masks, 24 bits; from
 * the bottom or the top; plain or run-length coded. Four channels when it has an alpha mask, else
 * three. Pixels that runs leave out, and indices beyond the palette, are black.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or damaged
 */
export function decodeBmp(bytes: Uint8Array): Rows {
  const header = readBmpHeader(bytes);
  const { widthPx, heightPx, bitsPerPixel, channels, pixelsOffset } = header;
  if (header.runLength) return decodeRuns(bytes, header);
  // Each row fills up to a multiple of four bytes; behind the last pixel that may be missing.
  const rowBits = widthPx * bitsPerPixel;
  const pitch = Math.ceil(rowBits / 32) * 4;
  const end = pixelsOffset + pitch * (heightPx - 1) + Math.ceil(rowBits / 8);
  if (end > bytes.byteLength) throw damaged("BMP", "it is cut");
  const out = new Uint8Array(widthPx * heightPx * channels);
  const readRow = rowReader(bytes, header);
  for (let y = 0; y < heightPx; y++) {
    const row = header.topDown ? y : heightPx - 1 - y;
    readRow(pixelsOffset + row * pitch, out, y * widthPx * channels);
  }
  return rows(widthPx, heightPx, channels, out);
}

function decodeRuns(bytes: Uint8Array, header: BmpHeader): Rows {
  const { widthPx, heightPx, topDown, bitsPerPixel, pixelsOffset } = header;
  const { paletteOffset, paletteLength, paletteEntryBytes } = header;
  const bits = bitsPerPixel === 4 || bitsPerPixel === 8 ? bitsPerPixel : 24;
  const out = new Uint8Array(3 * widthPx * heightPx);
  drawRuns(bytes, pixelsOffset, {
    widthPx,
    heightPx,
    bits,
    draw: (x, y, value) => {
      const to = 3 * ((topDown ? y : heightPx - 1 - y) * widthPx + x);
      if (bits === 24) {
        out[to] = value >> 16;
        out[to + 1] = value >> 8;
        out[to + 2] = value;
      } else if (value < paletteLength) {
        const entry = paletteOffset + value * paletteEntryBytes;
        out[to] = bytes[entry + 2]!;
        out[to + 1] = bytes[entry + 1]!;
        out[to + 2] = bytes[entry]!;
      }
    },
  });
  return rows(widthPx, heightPx, 3, out);
}

type ReadRow = (from: number, out: Uint8Array, to: number) => void;

function rowReader(bytes: Uint8Array, header: BmpHeader): ReadRow {
  if (header.bitsPerPixel <= 8) return paletteReader(bytes, header);
  if (header.masks) return maskReader(bytes, header, header.masks);
  return (from, out, to) => {
    for (let x = 0; x < header.widthPx; x++, from += 3, to += 3) {
      out[to] = bytes[from + 2]!;
      out[to + 1] = bytes[from + 1]!;
      out[to + 2] = bytes[from]!;
    }
  };
}

function paletteReader(bytes: Uint8Array, header: BmpHeader): ReadRow {
  const { widthPx, bitsPerPixel, paletteOffset, paletteLength, paletteEntryBytes } = header;
  const pixelMask = (1 << bitsPerPixel) - 1;
  return (from, out, to) => {
    for (let x = 0; x < widthPx; x++, to += 3) {
      const bit = x * bitsPerPixel;
      const index = bytes[from + (bit >> 3)]! >> (8 - bitsPerPixel - (bit & 7)) & pixelMask;
      // An index beyond the palette is black.
      if (index >= paletteLength) continue;
      const entry = paletteOffset + index * paletteEntryBytes;
      out[to] = bytes[entry + 2]!;
      out[to + 1] = bytes[entry + 1]!;
      out[to + 2] = bytes[entry]!;
    }
  };
}

function maskReader(bytes: Uint8Array, header: BmpHeader, masks: BmpMasks): ReadRow {
  const { widthPx, bitsPerPixel, channels } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const red = channelReader(masks.red);
  const green = channelReader(masks.green);
  const blue = channelReader(masks.blue);
  const alpha = channelReader(masks.alpha);
  const wide = bitsPerPixel === 32;
  return (from, out, to) => {
    for (let x = 0; x < widthPx; x++, from += wide ? 4 : 2, to += channels) {
      const pixel = wide ? view.getUint32(from, true) : view.getUint16(from, true);
      out[to] = red(pixel);
      out[to + 1] = green(pixel);
      out[to + 2] = blue(pixel);
      if (channels === 4) out[to + 3] = alpha(pixel);
    }
  };
}

/** Takes a mask's bits out of a pixel and stretches them to 0–255. */
function channelReader(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const max = mask >>> shift;
  return (pixel) => Math.round(((pixel & mask) >>> shift) * 255 / max);
}
