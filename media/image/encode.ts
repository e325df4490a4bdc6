/**
 * Pixels to a picture file.
 *
 * @module
 */

import { FrameboxError } from "../../base/errors/mod.ts";
import { withChannels } from "./raster/channels.ts";
import { jpegCodec } from "./jpeg/jpeg_choice.ts";
import { rows } from "./raster/orient.ts";
import { toInterleaved } from "./raster/planar.ts";
import { encodePng } from "./png/png_encode.ts";
import { checkRaster, type Raster } from "./raster/raster.ts";

/** Kinds of picture files that are written. */
export type EncodedFormat = "jpeg" | "png";

/** How a picture is written. */
export interface EncodeOptions {
  /** Of a JPEG, 1 to 100, as libjpeg has it. 85 if left out. */
  readonly quality?: number;
}

/** Visually close to the original, at a tenth of its bytes. */
export const DEFAULT_JPEG_QUALITY = 85;

/** The longest side that libjpeg writes (`JPEG_MAX_DIMENSION` of jmorecfg.h). */
const MAX_JPEG_SIDE_PX = 65_500;

/**
 * Encodes a raster of any layout and order. A JPEG has no alpha: it is laid over white. The work is
 * done on this thread: in the server ask a {@linkcode Pool} for it.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the raster's bytes don't fit its size, the
 *   quality is not 1 to 100, or a side is too long for a JPEG
 */
export async function encodePicture(
  raster: Raster,
  format: EncodedFormat,
  options: EncodeOptions = {},
): Promise<Uint8Array> {
  checkRaster(raster);
  if (format === "png") {
    const { widthPx, heightPx, channels } = raster;
    return encodePng(rows(widthPx, heightPx, channels, toInterleaved(raster, "RGB")));
  }
  return await encodeJpeg(raster, options.quality ?? DEFAULT_JPEG_QUALITY);
}

async function encodeJpeg(raster: Raster, quality: number): Promise<Uint8Array> {
  const { widthPx, heightPx, channels } = raster;
  if (!(quality >= 1 && quality <= 100)) {
    throw new FrameboxError("INVALID_ARGUMENT", "The quality of a JPEG is a number from 1 to 100.");
  }
  if (widthPx > MAX_JPEG_SIDE_PX || heightPx > MAX_JPEG_SIDE_PX) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `A JPEG has at most ${MAX_JPEG_SIDE_PX} pixels a side; this picture is ` +
        `${widthPx}×${heightPx}.`,
    );
  }
  const source = channels === 3 || channels === 1 ? raster : withChannels(
    rows(widthPx, heightPx, channels, toInterleaved(raster, "RGB")),
    3,
  );
  return await jpegCodec().encode({
    widthPx,
    heightPx,
    channels: source.channels === 1 ? 1 : 3,
    fill: (target) => void toInterleaved(source, "RGB", target),
    ...isAsWritten(source) ? { data: source.data } : {},
  }, Math.round(quality));
}

function isAsWritten({ layout, order, channels }: Raster): boolean {
  return layout === "interleaved" && (order === "RGB" || channels === 1);
}
