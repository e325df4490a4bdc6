/**
 * The grey of a raw frame.
 *
 * @module
 */

import { greyPixels } from "./grey_pixels.ts";
import { colourPlaces, decodeRaw, rawChannels } from "./raw_decode.ts";
import { PIXEL_BYTES, rawBytes } from "./raw_format.ts";
import { bytesReader, type RawFrame, readRaw, withReader } from "./raw_read.ts";

/**
 * Turns a frame to grey, piece by piece where its pixels lie: formats of 24 and 32 bits become nothing
 * else on the way.
 *
 * @param out where the grey goes, H×W, if it is wanted
 * @returns the sum of the grey of all pixels
 * @throws {FrameboxError} as {@linkcode withReader}
 */
export function rawGrey(frame: RawFrame, out?: Uint8Array): number {
  const { format, bytes } = frame;
  const { widthPx, heightPx, pixelFormat } = format;
  const places = colourPlaces(pixelFormat);
  if (places) {
    const pixelBytes: 3 | 4 = PIXEL_BYTES[pixelFormat] === 3 ? 3 : 4;
    const rows = { widthPx, heightPx, strideBytes: rawBytes(format).row, pixelBytes, ...places };
    return withReader(bytes, (readInto) => greyPixels({ ...rows, readInto }, out));
  }
  const { data } = decodeRaw(format, readRaw(frame));
  if (rawChannels(pixelFormat) === 1) {
    out?.set(data);
    return sumOf(data);
  }
  return greyPixels({
    ...{ widthPx, heightPx, strideBytes: 3 * widthPx, pixelBytes: 3 },
    ...{ red: 0, green: 1, blue: 2, readInto: bytesReader(data) },
  }, out);
}

/** The sum of bytes. */
export function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum += bytes[i]!;
  return sum;
}
