/**
 * Where a picture's colours are defined, whatever its kind.
 *
 * @module
 */

import type { PictureFormat } from "../header.ts";
import { bmpColour } from "./bmp_colour.ts";
import { jpegColour } from "./jpeg_colour.ts";
import { pngColour } from "./png_colour.ts";
import type { ColourSource } from "./source.ts";
import { webpColour } from "./webp_colour.ts";

const READERS: Readonly<
  Record<PictureFormat, (bytes: Uint8Array) => ColourSource | undefined>
> = { jpeg: jpegColour, png: pngColour, webp: webpColour, bmp: bmpColour };

/**
 * What a picture's file says of its colours; nothing is decoded.
 *
 * @param bytes a file whose header was read before
 * @returns `undefined` when it says nothing, or sRGB
 */
export function colourOf(format: PictureFormat, bytes: Uint8Array): ColourSource | undefined {
  return READERS[format](bytes);
}
