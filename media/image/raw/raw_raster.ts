/**
 * A raw frame as a raster.
 *
 * @module
 */

import type { ChannelOrder, Raster } from "../raster/raster.ts";
import { colourOf, greyFrom } from "./raw_convert.ts";
import { rawBytes, type RawFormat } from "./raw_format.ts";
import { type RawFrame, withReader } from "./raw_read.ts";

/**
 * The colours of a frame, alpha dropped.
 *
 * @returns interleaved rows of three channels, or one for `GREY8`: the frame's own memory if they lie
 *   there so already and no other thread has it
 * @throws {FrameboxError} as {@linkcode withReader}
 */
export function rawRaster(frame: RawFrame, order: ChannelOrder): Raster {
  const { format, bytes } = frame;
  const { widthPx, heightPx, pixelFormat } = format;
  if (pixelFormat === "GREY8") return rawGreyRaster(frame);
  const shape = { widthPx, heightPx, channels: 3, layout: "interleaved", order } as const;
  if (pixelFormat !== `${order}24` || !isDense(format)) {
    const data = withReader(bytes, (readInto) => colourOf(format, readInto, order));
    return { ...shape, data };
  }
  const byteLength = 3 * widthPx * heightPx;
  if (bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer) {
    return { ...shape, data: bytes.subarray(0, byteLength) };
  }
  const data = new Uint8Array(byteLength);
  withReader(bytes, (readInto) => readInto(data, 0));
  return { ...shape, data };
}

/**
 * The grey of a frame.
 *
 * @returns rows of one channel, in new memory
 * @throws {FrameboxError} as {@linkcode withReader}
 */
export function rawGreyRaster({ format, bytes }: RawFrame): Raster {
  const { widthPx, heightPx } = format;
  const data = new Uint8Array(widthPx * heightPx);
  withReader(bytes, (readInto) => greyFrom(format, readInto, data));
  return { widthPx, heightPx, channels: 1, layout: "interleaved", order: "RGB", data };
}

function isDense(format: RawFormat): boolean {
  return rawBytes(format).row === 3 * format.widthPx;
}
