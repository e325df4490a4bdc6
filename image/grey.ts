/**
 * How light a picture is.
 *
 * @module
 */

import { decodeInput, type PictureInput } from "./picture_input.ts";

/**
 * The mean of the grey of all pixels, 0–255; each pixel's grey is rounded, as that of a grey picture
 * is. The work is done on this thread.
 *
 * @throws {FrameboxError} as {@linkcode decodeInput}
 */
export async function greyMean(input: PictureInput): Promise<number> {
  const { data } = await decodeInput(input, { channels: 1 });
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]!;
  return sum / data.length;
}
