/**
 * The first picture of a TIFF to interleaved rows, by ffmpeg.
 *
 * @module
 */

import { decodeByFfmpeg, ffmpegSentence } from "./ffmpeg_picture.ts";
import type { Rows } from "./orient.ts";
import { damaged } from "./picture_error.ts";
import { readTiffHeader } from "./tiff_header.ts";
import { firstPage, hasPixels } from "./tiff_page.ts";

/**
 * Decodes a TIFF as stored: its orientation is not applied. 16 bits and CMYK become 8 bits of RGB.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or damaged, or this machine's ffmpeg can't
 *   decode it
 */
export async function decodeTiff(bytes: Uint8Array): Promise<Rows> {
  const header = readTiffHeader(bytes);
  if (!hasPixels(header)) throw damaged("TIFF", "its pixels are missing");
  const page = firstPage(bytes, header);
  try {
    const [picture] = await decodeByFfmpeg({
      demuxer: "tiff_pipe",
      decoders: ["tiff"],
      bytes: page,
      pictures: 1,
      widthPx: header.widthPx,
      heightPx: header.heightPx,
      channels: header.channels,
      // All of it is one packet: a TIFF can't be told apart from what follows it.
      options: ["-frame_size", String(page.byteLength)],
    });
    if (!picture) throw damaged("TIFF", "its pixels are missing");
    return picture;
  } catch (caught) {
    throw ffmpegSentence(caught, "a TIFF", header.samples);
  }
}
