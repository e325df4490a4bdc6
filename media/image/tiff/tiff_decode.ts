/**
 * The first picture of a TIFF to interleaved rows, by ffmpeg.
 *
 * @module
 */

import { rgbFromCmyk } from "../raster/cmyk.ts";
import { decodeByFfmpeg, ffmpegSentence } from "../ffmpeg_picture.ts";
import { type Rows, rows } from "../raster/orient.ts";
import { readTiffHeader, type TiffHeader } from "./tiff_header.ts";
import { decodeTiffJpegs, jpegGrid } from "./tiff_jpeg.ts";
import { type TiffPages, tiffPages } from "./tiff_page.ts";
import { joinTiles } from "../raster/tiles.ts";

/**
 * Decodes a TIFF as stored: its orientation is not applied. 16 bits and CMYK become 8 bits of RGB;
 * alpha that the colours were multiplied with is taken out of them.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or damaged, or the host's ffmpeg can't
 *   decode it
 */
export async function decodeTiff(bytes: Uint8Array): Promise<Rows> {
  const header = readTiffHeader(bytes);
  if (header.hasJpegs) {
    const grid = jpegGrid(bytes, header);
    try {
      return joined(await decodeTiffJpegs(bytes, header, grid), grid, header);
    } catch (caught) {
      throw ffmpegSentence(caught, "a TIFF", header.form);
    }
  }
  const pages = tiffPages(bytes, header);
  const channels = header.inksAsRgba ? 4 : header.channels;
  let decoded: Rows[];
  try {
    decoded = await decodeByFfmpeg({
      demuxer: "tiff_pipe",
      decoders: ["tiff"],
      bytes: pages.bytes,
      pictures: pages.columns * pages.rows,
      widthPx: pages.widthPx,
      heightPx: pages.heightPx,
      // A TIFF in a stream has no end of its own: each has this length.
      options: ["-frame_size", String(pages.pageBytes)],
    }, channels);
  } catch (caught) {
    throw ffmpegSentence(caught, "a TIFF", header.form);
  }
  const picture = joined(decoded, pages, header);
  if (header.inksAsRgba) return withoutInks(picture);
  if (header.premultiplied) divideByAlpha(picture.data);
  return picture;
}

function joined(
  decoded: readonly Rows[],
  { columns, widthPx: tileWidthPx, heightPx: tileHeightPx }: Pick<
    TiffPages,
    "columns" | "widthPx" | "heightPx"
  >,
  { widthPx, heightPx }: TiffHeader,
): Rows {
  return joinTiles(decoded, { columns, tileWidthPx, tileHeightPx, widthPx, heightPx });
}

/** RGB of inks, of which 255 is all. */
function withoutInks({ widthPx, heightPx, data }: Rows): Rows {
  return rows(widthPx, heightPx, 3, rgbFromCmyk(data.map((ink) => 255 - ink)));
}

function divideByAlpha(rgba: Uint8Array): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3]!;
    if (alpha === 255 || alpha === 0) continue;
    for (let c = 0; c < 3; c++) {
      rgba[at + c] = Math.min(255, Math.round(rgba[at + c]! * 255 / alpha));
    }
  }
}
