/**
 * Decoding JPEG files by this thread's codec.
 *
 * @module
 */

import { jpegColour, withoutBrokenProfile } from "../colour/mod.ts";
import { swapsSides } from "../exif.ts";
import { jpegCodec } from "./jpeg_choice.ts";
import type { JpegPixels, ScaleDenominator } from "./jpeg_codec.ts";
import { type JpegHeader, readJpegHeader } from "./jpeg_header.ts";
import { mendJpeg } from "./jpeg_mend.ts";
import type { SizePx } from "../raster/scale_down.ts";

/** The requested form of its pixels. */
export interface JpegWants {
  /** They may be fewer, but no side shorter than here; as shown. */
  readonly atLeast?: SizePx;
  /** They are to be kept. */
  readonly owned?: boolean;
}

/** The largest first. */
const DENOMINATORS = [8, 4, 2] as const;
/** A smaller picture takes no time to decode. */
const LEAST_SCALED_PX = 64;

/**
 * Decodes a JPEG with this thread's codec and lends its pixels.
 *
 * @param use gets the pixels as stored, before the orientation is applied, grey, RGB or CMYK
 *   ({@linkcode rgbFromCmyk}). Unless they are `owned` they are the codec's own memory, which holds other bytes
 *   as soon as `use` has returned
 * @returns what `use` returned
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the file is cut, damaged or of a kind that is not read
 */
export async function withJpeg<T>(
  bytes: Uint8Array,
  { atLeast, owned = false }: JpegWants,
  use: (pixels: JpegPixels) => T,
): Promise<T> {
  const header = readJpegHeader(bytes);
  const { widthPx, heightPx, channels } = header;
  const mended = mendJpeg(withoutBrokenProfile(bytes, jpegColour(bytes)), header);
  const file = { bytes: mended, widthPx, heightPx, channels };
  const scaleDenominator = atLeast ? denominatorFor(header, atLeast) : 1;
  return await jpegCodec().decode(file, use, { scaleDenominator, owned });
}

/** The most by which the inverse DCT may make the picture smaller. */
function denominatorFor(header: JpegHeader, atLeast: SizePx): ScaleDenominator {
  const turned = swapsSides(header.orientation);
  const leastWidthPx = turned ? atLeast.heightPx : atLeast.widthPx;
  const leastHeightPx = turned ? atLeast.widthPx : atLeast.heightPx;
  const { widthPx, heightPx } = header;
  if (Math.min(widthPx, heightPx) < LEAST_SCALED_PX) return 1;
  const fits = (denominator: number) =>
    Math.ceil(widthPx / denominator) >= leastWidthPx &&
    Math.ceil(heightPx / denominator) >= leastHeightPx;
  return DENOMINATORS.find(fits) ?? 1;
}
