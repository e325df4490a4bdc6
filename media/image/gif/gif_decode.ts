/**
 * The first picture of a GIF to interleaved rows.
 *
 * @module
 */

import { type GifHeader, readGifHeader } from "./gif_header.ts";
import { decodeLzw } from "./gif_lzw.ts";
import { type Rows, rows } from "../raster/orient.ts";
import { damaged } from "../picture_error.ts";

/** Interlaced rows come in four passes: first row, and how far apart (GIF89a, appendix E). */
const PASSES = [[0, 8], [4, 8], [2, 4], [1, 2]] as const;

/** How many channels the first picture has: four where part of the canvas may stay clear. */
export function gifChannels({ widthPx, heightPx, first }: GifHeader): 3 | 4 {
  const fills = first.widthPx === widthPx && first.heightPx === heightPx;
  return fills && first.clear === undefined ? 3 : 4;
}

/**
 * Decodes a GIF's first picture on its canvas, as browsers show it: what it doesn't cover is
 * transparent, whatever background colour the file names.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or damaged
 */
export function decodeGif(bytes: Uint8Array): Rows {
  const header = readGifHeader(bytes);
  const { widthPx, heightPx, first } = header;
  const channels = gifChannels(header);
  const indices = new Uint8Array(first.widthPx * first.heightPx);
  if (decodeLzw(bytes, first.dataOffset, indices) < indices.length) {
    throw damaged("GIF", "it has fewer pixels than its header says");
  }
  const out = new Uint8Array(channels * widthPx * heightPx);
  let from = 0;
  for (const y of rowOrder(first.heightPx, first.interlaced)) {
    let to = channels * ((first.y + y) * widthPx + first.x);
    for (let x = 0; x < first.widthPx; x++, to += channels) {
      const index = indices[from++]!;
      if (index === first.clear) continue;
      out[to] = first.colours[3 * index] ?? 0;
      out[to + 1] = first.colours[3 * index + 1] ?? 0;
      out[to + 2] = first.colours[3 * index + 2] ?? 0;
      if (channels === 4) out[to + 3] = 255;
    }
  }
  return rows(widthPx, heightPx, channels, out);
}

function* rowOrder(heightPx: number, interlaced: boolean): Generator<number> {
  if (!interlaced) {
    for (let y = 0; y < heightPx; y++) yield y;
    return;
  }
  for (const [start, step] of PASSES) {
    for (let y = start; y < heightPx; y += step) yield y;
  }
}
