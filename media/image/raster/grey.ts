/**
 * How light a picture is.
 *
 * @module
 */

import { decodeInput, type PictureInput } from "../picture_input.ts";
import { greyFrom, greyFromBelow, sumOf } from "../raw/raw_convert.ts";
import { withReader } from "../raw/raw_read.ts";

/**
 * The mean of the grey of all pixels, 0–255; each pixel's grey is rounded, as that of a grey picture
 * is. Of raw pixels no grey picture is made, and there is nothing to wait for. The work is done on this
 * thread.
 *
 * @throws {FrameboxError} as {@linkcode decodeInput}; rejects with it where it gives a promise
 */
export function greyMean(input: PictureInput): number | Promise<number> {
  if (input.kind === "raw") {
    const { format, bytes } = input;
    const sum = withReader(bytes, (readInto) => greyFrom(format, readInto));
    return sum / (format.widthPx * format.heightPx);
  }
  return decodeInput(input, { channels: 1 }).then(({ data }) => sumOf(data) / data.length);
}

/**
 * Whether {@linkcode greyMean} is below `limit`: the same answer in less time, for the sums of most
 * frames' colours decide it without the grey of each pixel.
 *
 * @throws {FrameboxError} as {@linkcode greyMean}
 */
export function greyBelow(input: PictureInput, limit: number): boolean | Promise<boolean> {
  if (input.kind === "raw") {
    const { format, bytes } = input;
    const isBelow = withReader(bytes, (readInto) => greyFromBelow(format, readInto, limit));
    if (isBelow !== undefined) return isBelow;
  }
  const mean = greyMean(input);
  return typeof mean === "number" ? mean < limit : mean.then((mean) => mean < limit);
}
