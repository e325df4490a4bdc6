/**
 * A picture file to pixels, whatever its kind.
 *
 * @module
 */

import { decodeBmp } from "./bmp_decode.ts";
import { withChannels } from "./channels.ts";
import { swapsSides } from "./exif.ts";
import { type PictureHeader, readPictureHeader } from "./header.ts";
import { jpegCodec } from "./jpeg_choice.ts";
import type { ImageLimits } from "./limits.ts";
import { applyOrientation, type Rows, rows } from "./orient.ts";
import { damaged } from "./picture_error.ts";
import { toInterleaved, toPlanar } from "./planar.ts";
import { decodePng } from "./png_decode.ts";
import type { ChannelCount, ChannelOrder, PixelLayout, Raster } from "./raster.ts";
import { decodeWebp } from "./webp_decode.ts";

/** In which form pixels are wanted. */
export interface PictureWants {
  /** Three if left out. Alpha that is dropped is laid over white. */
  readonly channels?: ChannelCount;
  /** `interleaved` if left out. */
  readonly layout?: PixelLayout;
  /** `RGB` if left out. */
  readonly order?: ChannelOrder;
  /** {@linkcode DEFAULT_IMAGE_LIMITS} if left out. */
  readonly limits?: ImageLimits;
}

/**
 * Decodes a JPEG, PNG, WebP or BMP file, the right way up. The work is done on this thread: in the
 * server ask a {@linkcode Pool} for it.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is no picture, cut, damaged or of a kind that
 *   is not read; `RESOURCE_EXHAUSTED` when its header names more than the limits allow
 */
export function decodePicture(bytes: Uint8Array, wants: PictureWants = {}): Promise<Raster> {
  const { layout = "interleaved", order = "RGB" } = wants;
  return withDecoded(bytes, wants, (raster, borrowed) => {
    const data = layout === "planar"
      ? toPlanar(raster, order)
      : toInterleaved(raster, order, borrowed ? new Uint8Array(raster.data.byteLength) : undefined);
    return { ...raster, layout, order, data };
  });
}

/**
 * Decodes a picture and lends its pixels, without a copy where that can be: convert them where they are.
 *
 * @param wants of which `channels` and `limits` count
 * @param use gets interleaved RGB rows. With `borrowed` they are a codec's own memory, which holds
 *   other bytes as soon as `use` has returned
 * @returns what `use` returned
 * @throws {FrameboxError} as {@linkcode decodePicture}
 */
export async function withDecoded<T>(
  bytes: Uint8Array,
  wants: Pick<PictureWants, "channels" | "limits">,
  use: (raster: Raster, borrowed: boolean) => T,
): Promise<T> {
  const header = readPictureHeader(bytes, wants.limits);
  const channels = wants.channels ?? 3;
  if (header.format === "jpeg") {
    const turned = swapsSides(header.orientation);
    const file = {
      bytes,
      widthPx: turned ? header.heightPx : header.widthPx,
      heightPx: turned ? header.widthPx : header.heightPx,
      channels: header.channels,
    };
    return await jpegCodec().decode(file, (pixels) => {
      const stored = rows(pixels.widthPx, pixels.heightPx, pixels.channels, pixels.data);
      const shown = withChannels(applyOrientation(stored, header.orientation), channels);
      return use(agree(shown, header), shown.data === pixels.data);
    });
  }
  const stored = header.format === "png"
    ? decodePng(bytes)
    : header.format === "bmp"
    ? decodeBmp(bytes)
    : await decodeWebp(bytes);
  return use(withChannels(agree(stored, header), channels), false);
}

/** The limits were checked on the header's size, so the codec has to have found the same. */
function agree(decoded: Rows, header: PictureHeader): Rows {
  if (decoded.widthPx !== header.widthPx || decoded.heightPx !== header.heightPx) {
    throw damaged(header.format.toUpperCase(), "its parts name different sizes");
  }
  return decoded;
}
