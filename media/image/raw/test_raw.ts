/**
 * Raw pixels to colours, one at a time, as a plain reference for tests.
 *
 * @module
 */

import { chromaPlane, rawBytes, type RawFormat } from "./raw_format.ts";

type Colour = readonly [red: number, green: number, blue: number];

/** H×W×3 RGB, interleaved. */
export function colourOneByOne(format: RawFormat, bytes: Uint8Array): Uint8Array {
  const { widthPx, heightPx } = format;
  const out = new Uint8Array(3 * widthPx * heightPx);
  for (let y = 0, to = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, to += 3) out.set(colourAt(format, bytes, x, y), to);
  }
  return out;
}

function colourAt(format: RawFormat, bytes: Uint8Array, x: number, y: number): Colour {
  const { row } = rawBytes(format);
  const byte = (at: number) => bytes[y * row + at]!;
  switch (format.pixelFormat) {
    case "GREY8":
      return [byte(x), byte(x), byte(x)];
    case "RGB24":
      return [byte(3 * x), byte(3 * x + 1), byte(3 * x + 2)];
    case "BGR24":
      return [byte(3 * x + 2), byte(3 * x + 1), byte(3 * x)];
    case "ARGB":
      return [byte(4 * x + 1), byte(4 * x + 2), byte(4 * x + 3)];
    case "RGBA":
      return [byte(4 * x), byte(4 * x + 1), byte(4 * x + 2)];
    case "ABGR":
      return [byte(4 * x + 3), byte(4 * x + 2), byte(4 * x + 1)];
    case "BGRA":
      return [byte(4 * x + 2), byte(4 * x + 1), byte(4 * x)];
    case "RGB565LE":
      return colour565(byte(2 * x) + 256 * byte(2 * x + 1));
    case "RGB565BE":
      return colour565(256 * byte(2 * x) + byte(2 * x + 1));
    case "RGB555LE":
      return colour555(byte(2 * x) + 256 * byte(2 * x + 1));
    case "RGB555BE":
      return colour555(256 * byte(2 * x) + byte(2 * x + 1));
    case "YUV420P":
      return colourYuv(format, bytes, x, y);
  }
}

function colour565(pixel: number): Colour {
  return [(pixel >> 11) << 3, ((pixel >> 5) & 63) << 2, (pixel & 31) << 3];
}

function colour555(pixel: number): Colour {
  return [((pixel >> 10) & 31) << 3, ((pixel >> 5) & 31) << 3, (pixel & 31) << 3];
}

function colourYuv(format: RawFormat, bytes: Uint8Array, x: number, y: number): Colour {
  const { row } = rawBytes(format);
  const chroma = chromaPlane(format);
  const uAt = row * format.heightPx + (y >> 1) * chroma.row + (x >> 1);
  const u = bytes[uAt]! - 128;
  const v = bytes[uAt + chroma.bytes]! - 128;
  const luma = Math.max(0, bytes[y * row + x]! - 16) * 1_220_542;
  const clip = (value: number) => Math.min(255, Math.max(0, Math.floor(value / 2 ** 20 + 0.5)));
  return [
    clip(luma + 1_673_527 * v),
    clip(luma - 852_492 * v - 409_993 * u),
    clip(luma + 2_116_026 * u),
  ];
}
