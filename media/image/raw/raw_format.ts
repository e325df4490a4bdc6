/**
 * Raw pixels: formats, sizes, how many bytes a frame has.
 *
 * The names are those of the MediaGraphExtension contract (`VideoFrameSampleFormat.PixelFormat`); they
 * name bytes in the order in which they lie in memory. `GREY8` is one byte a pixel.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";
import { checkPixels, DEFAULT_IMAGE_LIMITS, type ImageLimits } from "../limits.ts";
import type { YuvMatrix } from "./yuv_matrix.ts";

/** All formats that are read. */
export const PIXEL_FORMATS = [
  "YUV420P",
  "RGB565BE",
  "RGB565LE",
  "RGB555BE",
  "RGB555LE",
  "RGB24",
  "BGR24",
  "ARGB",
  "RGBA",
  "ABGR",
  "BGRA",
  "GREY8",
] as const;

/** One of {@linkcode PIXEL_FORMATS}. */
export type PixelFormat = typeof PIXEL_FORMATS[number];

/** What the bytes of a frame are. */
export interface RawFormat {
  /** What a pixel is. */
  readonly pixelFormat: PixelFormat;
  /** Columns. */
  readonly widthPx: number;
  /** Rows. */
  readonly heightPx: number;
  /**
   * From the start of a row to the start of the next; 0: a row has no padding. Of `YUV420P` that of
   * the Y plane: the rows of U and V have half of it, rounded up.
   */
  readonly strideBytes: number;
  /**
   * How colours are coded in a video's `YUV420P`, in studio range. Without it the frame is a stream client's, and
   * its values are OpenCV's.
   */
  readonly matrix?: YuvMatrix;
}

/** Bytes of a frame. */
export interface RawSize {
  /** From a row to the next; of `YUV420P` in the Y plane. */
  readonly row: number;
  /** Needed at least: the last row needs no padding. */
  readonly least: number;
  /** Taken at most: the last row has its padding, and there is one row to spare. */
  readonly max: number;
}

/** Bytes of a pixel; of `YUV420P` in the Y plane. */
export const PIXEL_BYTES: Readonly<Record<PixelFormat, number>> = {
  YUV420P: 1,
  RGB565BE: 2,
  RGB565LE: 2,
  RGB555BE: 2,
  RGB555LE: 2,
  RGB24: 3,
  BGR24: 3,
  ARGB: 4,
  RGBA: 4,
  ABGR: 4,
  BGRA: 4,
  GREY8: 1,
};

/** How many bytes a frame of this format has. */
export function rawBytes(format: RawFormat): RawSize {
  const { pixelFormat, widthPx, heightPx } = format;
  const dense = widthPx * PIXEL_BYTES[pixelFormat];
  const row = format.strideBytes || dense;
  if (pixelFormat !== "YUV420P") {
    const least = row * (heightPx - 1) + dense;
    return { row, least, max: row * (heightPx + 1) };
  }
  const chroma = chromaPlane(format);
  const planes = row * heightPx + 2 * chroma.bytes;
  return { row, least: planes - chroma.row + chroma.widthPx, max: planes + row };
}

/** The U or V plane of a `YUV420P` frame: one sample for two by two pixels. */
export function chromaPlane(
  { widthPx, heightPx, strideBytes }: RawFormat,
): { readonly row: number; readonly widthPx: number; readonly bytes: number } {
  const row = Math.ceil((strideBytes || widthPx) / 2);
  return { row, widthPx: Math.ceil(widthPx / 2), bytes: row * Math.ceil(heightPx / 2) };
}

/**
 * Checks a format before anything is read.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when a side has no pixels or the stride is shorter than a
 *   row; `RESOURCE_EXHAUSTED` when the frame is over a limit
 */
export function checkRawFormat(
  format: RawFormat,
  limits: ImageLimits = DEFAULT_IMAGE_LIMITS,
): void {
  const { pixelFormat, widthPx, heightPx, strideBytes } = format;
  if (!(isSize(widthPx) && isSize(heightPx) && widthPx > 0 && heightPx > 0)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `A frame of ${widthPx}×${heightPx} pixels can't be; it needs at least one pixel each way.`,
    );
  }
  checkPixels(widthPx, heightPx, limits);
  const dense = widthPx * PIXEL_BYTES[pixelFormat];
  if (!isSize(strideBytes) || (strideBytes > 0 && strideBytes < dense)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `A row of ${widthPx} pixels ${pixelFormat} has ${dense} bytes; a stride of ${strideBytes} is ` +
        `shorter. Send ${dense} or more, or 0 for rows without padding.`,
    );
  }
  // Padding counts too: with a stride of gigabytes a frame of few pixels would be one.
  const { least } = rawBytes(format);
  if (least > 4 * limits.maxPixels) {
    throw new FrameboxError(
      "RESOURCE_EXHAUSTED",
      `A frame of ${heightPx} rows of ${strideBytes} bytes is too large; the limit is ` +
        `${4 * limits.maxPixels} bytes (4 for each pixel of setting MAX_MEGAPIXELS).`,
    );
  }
}

/**
 * Checks that a frame has as many bytes as its format needs.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it has fewer, or over a row more
 */
export function checkRawLength(format: RawFormat, byteLength: number): void {
  const { least, max, row } = rawBytes(format);
  if (byteLength >= least && byteLength <= max) return;
  const { pixelFormat, widthPx, heightPx } = format;
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    `The frame has ${byteLength} bytes; ${widthPx}×${heightPx} pixels ${pixelFormat} with ${row} ` +
      `bytes a row need ${least}.`,
  );
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
