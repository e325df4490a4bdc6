/**
 * What a picture file is, from its first bytes: kind, size, which way up.
 *
 * @module
 */

import { FrameboxError } from "../errors/mod.ts";
import { readBmpHeader } from "./bmp_header.ts";
import { colourRemarks } from "./colour/mod.ts";
import { type Orientation, swapsSides } from "./exif.ts";
import { readJpegHeader } from "./jpeg_header.ts";
import { checkBytes, checkPixels, DEFAULT_IMAGE_LIMITS, type ImageLimits } from "./limits.ts";
import { PNG_SIGNATURE, readPngHeader } from "./png_header.ts";
import type { ChannelCount } from "./raster.ts";
import type { PictureRemark } from "./remark.ts";
import { readWebpHeader } from "./webp_header.ts";

/** Kinds of picture files that are read. */
export type PictureFormat = "jpeg" | "png" | "webp" | "bmp";

/** What a picture file says of itself. */
export interface PictureHeader {
  /** By its bytes. */
  readonly format: PictureFormat;
  /** As shown, after the EXIF orientation is applied. */
  readonly widthPx: number;
  /** As shown, after the EXIF orientation is applied. */
  readonly heightPx: number;
  /** How the stored pixels are to be turned; 1 for everything but JPEG. */
  readonly orientation: Orientation;
  /** Before anything is added or dropped; three of a JPEG in CMYK. */
  readonly channels: ChannelCount;
  /** What people should know of how it is read. */
  readonly remarks: readonly PictureRemark[];
}

/** A header without remarks. */
type Found = Omit<PictureHeader, "remarks">;

/** The kind of a picture by its bytes; its name and its declared type don't matter. */
export function sniffFormat(bytes: Uint8Array): PictureFormat | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (PNG_SIGNATURE.every((byte, i) => bytes[i] === byte)) return "png";
  if (hasText(bytes, 0, "RIFF") && hasText(bytes, 8, "WEBP")) return "webp";
  if (hasText(bytes, 0, "BM")) return "bmp";
  return undefined;
}

/**
 * Reads a picture's header; nothing is decoded.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is no picture, or one that is cut, damaged or
 *   of a kind that is not read; `RESOURCE_EXHAUSTED` when it is over a limit
 */
export function readPictureHeader(
  bytes: Uint8Array,
  limits: ImageLimits = DEFAULT_IMAGE_LIMITS,
): PictureHeader {
  const format = sniffFormat(bytes);
  if (!format) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      bytes.byteLength === 0
        ? "The picture is empty; send a JPEG, PNG, WebP or BMP file."
        : "This is no picture that framebox reads; send a JPEG, PNG, WebP or BMP file.",
    );
  }
  checkBytes(bytes.byteLength, limits);
  const header = readHeader(format, bytes, limits);
  checkPixels(header.widthPx, header.heightPx, limits);
  return { ...header, remarks: colourRemarks(format, bytes) };
}

function readHeader(
  format: PictureFormat,
  bytes: Uint8Array,
  limits: ImageLimits,
): Found {
  if (format === "jpeg") {
    const { widthPx, heightPx, channels, orientation } = readJpegHeader(bytes);
    const shown = { format, orientation, channels: channels === 1 ? 1 : 3 } as const;
    return swapsSides(orientation)
      ? { ...shown, widthPx: heightPx, heightPx: widthPx }
      : { ...shown, widthPx, heightPx };
  }
  if (format === "png") {
    const { widthPx, heightPx, channels, bitDepth } = readPngHeader(bytes);
    // Of 16 bits it inflates to twice the bytes.
    if (bitDepth === 16) checkPixels(widthPx, heightPx, halved(limits));
    return { format, widthPx, heightPx, orientation: 1, channels };
  }
  const { widthPx, heightPx, channels } = format === "webp"
    ? readWebpHeader(bytes)
    : readBmpHeader(bytes);
  return { format, widthPx, heightPx, orientation: 1, channels };
}

function halved(limits: ImageLimits): ImageLimits {
  return { ...limits, maxPixels: Math.floor(limits.maxPixels / 2) };
}

function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}
