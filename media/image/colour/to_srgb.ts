/**
 * Decoded pixels to sRGB.
 *
 * @module
 */

import { type Rows, rows } from "../raster/orient.ts";
import type { ColourSource } from "./source.ts";
import { transformFor } from "./transforms.ts";

/**
 * The picture in sRGB. Its pixels are changed where they are, if they are changed at all; alpha stays. What has a
 * profile that can't be used stays as it is.
 *
 * @param source none: it is sRGB
 */
export function toSrgb(pixels: Rows, source: ColourSource | undefined): Rows {
  const transform = source && transformFor(source).transform;
  // Inks became sRGB when they became three channels.
  if (!transform || transform.isSrgb || transform.space === "cmyk") return pixels;
  const { channels, data } = pixels;
  if (channels !== 1) {
    transform.applyTo(data, channels);
    return pixels;
  }
  const greys = transform.greys();
  if (greys.channels === 1) {
    for (let i = 0; i < data.length; i++) data[i] = greys.values[data[i]!]!;
    return pixels;
  }
  const colour = new Uint8Array(3 * data.length);
  for (let i = 0; i < data.length; i++) {
    const from = 3 * data[i]!;
    colour[3 * i] = greys.values[from]!;
    colour[3 * i + 1] = greys.values[from + 1]!;
    colour[3 * i + 2] = greys.values[from + 2]!;
  }
  return rows(pixels.widthPx, pixels.heightPx, 3, colour);
}

/**
 * The sRGB of pixels of CMYK by their profile.
 *
 * @param inks four bytes a pixel as JPEGs have them: 255 is none of an ink
 * @returns three bytes a pixel; `undefined` if there is no profile that can be used
 */
export function inksToSrgb(
  inks: Uint8Array,
  source: ColourSource | undefined,
): Uint8Array | undefined {
  const transform = source && transformFor(source).transform;
  return transform?.space === "cmyk" ? transform.inksToSrgb(inks) : undefined;
}
