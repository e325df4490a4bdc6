/**
 * What a picture file is, from its first bytes: kind, size, which way up.
 *
 * @module
 */

import { because, FrameboxError } from "../../base/errors/mod.ts";
import { readBmpHeader } from "./bmp/bmp_header.ts";
import { colourRemarks } from "./colour/mod.ts";
import { type Orientation, swapsSides } from "./exif.ts";
import { gifChannels } from "./gif/gif_decode.ts";
import { readGifHeader } from "./gif/gif_header.ts";
import { readHeifHeader } from "./heif/heif_header.ts";
import { readJpegHeader } from "./jpeg/jpeg_header.ts";
import {
  FORMAT_TITLES,
  kindOf,
  nameOfOther,
  type PictureFormat,
  READ_KINDS,
  sniffFormat,
} from "./kinds.ts";
import { checkBytes, checkPixels, DEFAULT_IMAGE_LIMITS, type ImageLimits } from "./limits.ts";
import { readPngHeader } from "./png/png_header.ts";
import type { ChannelCount } from "./raster/raster.ts";
import type { PayloadRemark } from "../../base/payload/mod.ts";
import { firstPictureOnly } from "./remark.ts";
import { readTiffHeader } from "./tiff/tiff_header.ts";
import { readWebpHeader } from "./webp/webp_header.ts";

/** What a picture file declares in its header. */
export interface PictureHeader {
  /** By its bytes. */
  readonly format: PictureFormat;
  /** As shown, after the orientation is applied. */
  readonly widthPx: number;
  /** As shown, after the orientation is applied. */
  readonly heightPx: number;
  /** How the stored pixels are to be turned. 1 where its decoder has done so. */
  readonly orientation: Orientation;
  /** Before anything is added or dropped; three of a JPEG in CMYK. */
  readonly channels: ChannelCount;
  /** Remarks on how it is read. */
  readonly remarks: readonly PayloadRemark[];
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
  if (!format) throw notAPicture(bytes);
  checkBytes(bytes.byteLength, limits);
  const header = readHeader(format, bytes, limits);
  checkPixels(header.widthPx, header.heightPx, limits);
  return { ...header, remarks: [...header.remarks, ...colourRemarks(format, bytes)] };
}

function notAPicture(bytes: Uint8Array): FrameboxError {
  const name = nameOfOther(bytes);
  const reason = bytes.byteLength === 0
    ? because("picture-empty")
    : name === undefined
    ? because("picture-unknown")
    : because("picture-of-other-kind", { kind: kindOf(name) });
  const what = bytes.byteLength === 0
    ? "The picture is empty"
    : name === undefined
    ? "This is no picture that framebox reads"
    : name.endsWith("picture")
    ? `This is ${name}, which framebox doesn't read`
    : `This is no picture, but ${name}`;
  return new FrameboxError(
    "INVALID_ARGUMENT",
    `${what}; send a ${READ_KINDS} file.`,
    undefined,
    reason,
  );
}

/** A header's size as stored. */
interface StoredHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: ChannelCount;
  /** 1 if left out. */
  readonly orientation?: Orientation;
  /** 1 if left out. */
  readonly pictures?: number;
}

function readHeader(
  format: PictureFormat,
  bytes: Uint8Array,
  limits: ImageLimits,
): PictureHeader {
  const stored = readStored(format, bytes, limits);
  const { widthPx, heightPx, channels, orientation = 1, pictures = 1 } = stored;
  const size = swapsSides(orientation)
    ? { widthPx: heightPx, heightPx: widthPx }
    : { widthPx, heightPx };
  const remarks = pictures > 1 ? [firstPictureOnly(FORMAT_TITLES[format], pictures)] : [];
  return { format, ...size, orientation, channels, remarks };
}

function readStored(format: PictureFormat, bytes: Uint8Array, limits: ImageLimits): StoredHeader {
  switch (format) {
    case "jpeg": {
      const header = readJpegHeader(bytes);
      return { ...header, channels: header.channels === 1 ? 1 : 3 };
    }
    case "png": {
      const header = readPngHeader(bytes);
      // Of 16 bits it inflates to twice the bytes.
      if (header.bitDepth === 16) checkPixels(header.widthPx, header.heightPx, halved(limits));
      return header;
    }
    case "webp":
      return readWebpHeader(bytes);
    case "bmp":
      return readBmpHeader(bytes);
    case "gif": {
      const header = readGifHeader(bytes);
      return { ...header, channels: gifChannels(header) };
    }
    case "avif":
    case "heic": {
      const header = readHeifHeader(bytes, format);
      // What is coded may be larger than what is shown of it.
      for (const tiles of [header.picture, header.alpha ?? header.picture]) {
        const { columns, rows, tileWidthPx, tileHeightPx } = tiles;
        checkPixels(columns * tileWidthPx, rows * tileHeightPx, limits);
      }
      return header;
    }
    case "tiff": {
      const header = readTiffHeader(bytes);
      checkPixels(header.codedWidthPx, header.codedHeightPx, limits);
      return header;
    }
  }
}

function halved(limits: ImageLimits): ImageLimits {
  return { ...limits, maxPixels: Math.floor(limits.maxPixels / 2) };
}
