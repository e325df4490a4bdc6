/**
 * The pictures of testdata/kinds/ (see make_kinds.py), for tests.
 *
 * @module
 */

import { testFile } from "./test_pictures.ts";

/** Their names, sorted. */
export const KINDS: readonly string[] = [
  ...Deno.readDirSync(new URL("./testdata/kinds/", import.meta.url)),
].map(({ name }) => name).sort();

/** One of them. */
export function kindFile(name: string): Uint8Array<ArrayBuffer> {
  return testFile(`kinds/${name}`);
}

/** Whether ffmpeg has to decode it. */
export function needsFfmpeg(name: string): boolean {
  return /\.(avif|heic|tif)$/.test(name);
}

/** Files that can't be read, and their sentences. */
export const REFUSED: Readonly<Record<string, RegExp>> = {
  "bad_code.gif": /a code that can't be there/,
  "cut.gif": /it is cut/,
  "few_pixels.gif": /fewer pixels/,
  "no_picture.gif": /no picture in it/,
  "huffman.bmp": /a fax/,
  "jpeg_in.bmp": /a JPEG inside a BMP/,
  "png_in.bmp": /a PNG inside a BMP/,
  "palette8_cut.bmp": /it is cut/,
  "rgb24_cut.bmp": /it is cut/,
  "rle8_cut.bmp": /it is cut/,
  "cut.avif": /AVIF picture can't be read: it is cut/,
  "cut.heic": /HEIC picture can't be read: it is cut/,
  "wrong_size.avif": /an AVIF picture that this server's ffmpeg can't decode/,
  "wrong_size.heic": /a HEIC picture that this server's ffmpeg can't decode/,
  "cut.tif": /TIFF picture can't be read: it is cut/,
  "dng.tif": /the raw picture of a camera/,
};
