/**
 * Decoding picture files of all kinds.
 *
 * @module
 */

import { decodeBmp } from "./bmp/bmp_decode.ts";
import { withChannels } from "./raster/channels.ts";
import { rgbFromCmyk } from "./raster/cmyk.ts";
import { colourOf, type ColourSource, inksToSrgb, toSrgb } from "./colour/mod.ts";
import { decodeGif } from "./gif/gif_decode.ts";
import { type PictureHeader, readPictureHeader } from "./header.ts";
import { decodeHeif } from "./heif/heif_decode.ts";
import type { JpegPixels } from "./jpeg/jpeg_codec.ts";
import { withJpeg } from "./jpeg/jpeg_decode.ts";
import { FORMAT_TITLES, type PictureFormat } from "./kinds.ts";
import type { ImageLimits } from "./limits.ts";
import { applyOrientation, type Rows, rows } from "./raster/orient.ts";
import { damaged } from "./picture_error.ts";
import { toInterleaved, toPlanar } from "./raster/planar.ts";
import { decodePng } from "./png/png_decode.ts";
import type { ChannelCount, ChannelOrder, PixelLayout, Raster } from "./raster/raster.ts";
import type { SizePx } from "./raster/scale_down.ts";
import { decodeTiff } from "./tiff/tiff_decode.ts";
import { decodeWebp } from "./webp/webp_decode.ts";

/** The requested form of pixels. */
export interface PictureWants {
  /** Three if left out. Alpha that is dropped is laid over white. */
  readonly channels?: ChannelCount;
  /** `interleaved` if left out. */
  readonly layout?: PixelLayout;
  /** `RGB` if left out. */
  readonly order?: ChannelOrder;
  /** {@linkcode DEFAULT_IMAGE_LIMITS} if left out. */
  readonly limits?: ImageLimits;
  /** It is scaled down afterwards, to this size: it may come smaller, but with no side shorter than here. */
  readonly atLeast?: SizePx;
}

/** How pixels are lent. */
export interface LendWants extends Pick<PictureWants, "channels" | "limits" | "atLeast"> {
  /** The caller keeps the pixels: they are never a codec's own memory. */
  readonly owned?: boolean;
}

/**
 * Decodes a picture file, upright and in sRGB: the first picture of an animation or of several pages.
 * The work is done on this thread, but for the kinds that ffmpeg decodes ({@linkcode isForeign}): in
 * the server ask a {@linkcode Pool} for it.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is no picture, cut, damaged or of a kind that
 *   is not read; `RESOURCE_EXHAUSTED` when its header names more than the limits allow
 */
export function decodePicture(bytes: Uint8Array, wants: PictureWants = {}): Promise<Raster> {
  const { layout = "interleaved", order = "RGB" } = wants;
  const owned = layout === "interleaved" && order === "RGB";
  return withDecoded(bytes, { ...wants, owned }, (raster, borrowed) => {
    const data = layout === "planar"
      ? toPlanar(raster, order)
      : toInterleaved(raster, order, borrowed ? new Uint8Array(raster.data.byteLength) : undefined);
    return { ...raster, layout, order, data };
  });
}

/**
 * Decodes a picture and lends its pixels in sRGB, without a copy where that can be: convert them where they are.
 *
 * @param use gets interleaved RGB rows. With `borrowed` they are a codec's own memory, which holds
 *   other bytes as soon as `use` has returned
 * @returns what `use` returned
 * @throws {FrameboxError} as {@linkcode decodePicture}
 */
export async function withDecoded<T>(
  bytes: Uint8Array,
  wants: LendWants,
  use: (raster: Raster, borrowed: boolean) => T,
): Promise<T> {
  const header = readPictureHeader(bytes, wants.limits);
  const channels = wants.channels ?? 3;
  const colour = colourOf(header.format, bytes);
  if (header.format === "jpeg") {
    return await withJpeg(bytes, wants, (pixels) => {
      const turned = applyOrientation(jpegRows(pixels, colour), header.orientation);
      const shown = withChannels(turned, channels);
      return use(shown, wants.owned !== true && shown.data === pixels.data);
    });
  }
  const stored = toSrgb(await decodeStored(bytes, header.format), colour);
  const shown = applyOrientation(stored, header.orientation);
  return use(withChannels(agree(shown, header), channels), false);
}

function jpegRows(
  { widthPx, heightPx, channels, data }: JpegPixels,
  colour: ColourSource | undefined,
): Rows {
  return channels === 4
    ? rows(widthPx, heightPx, 3, inksToSrgb(data, colour) ?? rgbFromCmyk(data))
    : toSrgb(rows(widthPx, heightPx, channels, data), colour);
}

/** The pixels of everything but a JPEG, as they are stored. */
function decodeStored(
  bytes: Uint8Array,
  format: Exclude<PictureFormat, "jpeg">,
): Rows | Promise<Rows> {
  switch (format) {
    case "png":
      return decodePng(bytes);
    case "webp":
      return decodeWebp(bytes);
    case "bmp":
      return decodeBmp(bytes);
    case "gif":
      return decodeGif(bytes);
    case "tiff":
      return decodeTiff(bytes);
    case "avif":
    case "heic":
      return decodeHeif(bytes, format);
  }
}

/** The limits were checked on the header's size, so the codec has to have found the same. */
function agree(decoded: Rows, header: PictureHeader): Rows {
  if (decoded.widthPx !== header.widthPx || decoded.heightPx !== header.heightPx) {
    throw damaged(FORMAT_TITLES[header.format], "its parts name different sizes");
  }
  return decoded;
}
