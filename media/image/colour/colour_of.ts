/**
 * The colour source of pictures of all kinds.
 *
 * @module
 */

import type { PictureFormat } from "../kinds.ts";
import { bmpColour } from "./bmp_colour.ts";
import { heifColour } from "./heif_colour.ts";
import { jpegColour } from "./jpeg_colour.ts";
import { pngColour } from "./png_colour.ts";
import type { ColourSource } from "./source.ts";
import { tiffColour } from "./tiff_colour.ts";
import { webpColour } from "./webp_colour.ts";

const READERS: Readonly<
  Record<PictureFormat, (bytes: Uint8Array) => ColourSource | undefined>
> = {
  jpeg: jpegColour,
  png: pngColour,
  webp: webpColour,
  bmp: bmpColour,
  gif: () => undefined,
  tiff: tiffColour,
  heic: (bytes) => heifColour(bytes, "heic"),
  avif: (bytes) => heifColour(bytes, "avif"),
};

/**
 * The colours that a picture's file declares; nothing is decoded.
 *
 * @param bytes a file whose header was read before
 * @returns `undefined` when it declares none, or sRGB
 */
export function colourOf(format: PictureFormat, bytes: Uint8Array): ColourSource | undefined {
  return READERS[format](bytes);
}
