/**
 * HEIC and AVIF to interleaved rows: framebox reads the file, ffmpeg decodes its tiles.
 *
 * @module
 */

import { decodeByFfmpeg, decodePlanesByFfmpeg, ffmpegSentence } from "../ffmpeg_picture.ts";
import {
  type HeifChange,
  type HeifColour,
  type HeifFormat,
  type HeifHeader,
  type HeifTiles,
  readHeifHeader,
} from "./heif_header.ts";
import { codedStream } from "./heif_streams.ts";
import { asPictureError } from "./isobmff.ts";
import { applyOrientation, type Rows, rows } from "../raster/orient.ts";
import { damaged, unsupported } from "../picture_error.ts";
import { joinTiles } from "../raster/tiles.ts";
import { greyOfPlanes, MATRICES, rgbOfPlanes } from "../raw/yuv_planes.ts";

const KIND = { heic: "a HEIC", avif: "an AVIF" } as const;
const TITLE = { heic: "HEIC", avif: "AVIF" } as const;
const DECODERS = { heic: ["hevc"], avif: ["libdav1d", "libaom-av1", "av1"] } as const;

/**
 * Decodes the file's picture, turned and cropped as it declares, with its alpha.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or damaged, or the host's ffmpeg can't
 *   decode it
 */
export async function decodeHeif(bytes: Uint8Array, format: HeifFormat): Promise<Rows> {
  const header = readHeifHeader(bytes, format);
  const { picture, alpha, changes } = header;
  try {
    const colour = await decodeTiles(header, picture, format, "colour");
    const whole = alpha
      ? withAlpha(colour, await decodeTiles(header, alpha, format, "alpha"), format)
      : colour;
    return changes.reduce(change, whole);
  } catch (caught) {
    const known = asPictureError(caught, (what) => damaged(TITLE[format], what));
    throw ffmpegSentence(known, KIND[format]);
  }
}

/** @param role how the planes become rows: colour by the file's matrix, alpha unchanged */
async function decodeTiles(
  header: HeifHeader,
  tiles: HeifTiles,
  format: HeifFormat,
  role: "colour" | "alpha",
): Promise<Rows> {
  const { demuxer, bytes } = codedStream(header.items, tiles, format);
  const input = {
    demuxer,
    decoders: DECODERS[format],
    bytes,
    pictures: tiles.items.length,
    widthPx: tiles.tileWidthPx,
    heightPx: tiles.tileHeightPx,
  };
  const isGrey = role === "alpha" || header.channels === 1;
  const { colour } = header;
  // Red, green and blue themselves are no planes of brightness and colour.
  const decoded = colour?.matrix === IDENTITY && !isGrey
    ? await decodeByFfmpeg(input, 3)
    : (await decodePlanesByFfmpeg(input)).map((planes) => {
      const declared = role === "alpha" ? undefined : colour?.fullRange;
      const fullRange = declared ?? planes.fullRange ?? true;
      if (isGrey) return greyOfPlanes(planes, fullRange);
      return rgbOfPlanes(planes, { ...matrixOf(colour, format), fullRange });
    });
  return joinTiles(decoded, tiles);
}

const IDENTITY = 0;
const UNSPECIFIED = 2;
/** What an unspecified matrix is by MIAF (7.3.6.4). */
const BT601 = 6;

function matrixOf(colour: HeifColour | undefined, format: HeifFormat) {
  const number = colour?.matrix ?? UNSPECIFIED;
  const matrix = MATRICES[number === UNSPECIFIED ? BT601 : number];
  if (!matrix) {
    throw unsupported(TITLE[format], `one whose colours are coded in a rare way (${number})`);
  }
  return matrix;
}

function withAlpha(colour: Rows, alpha: Rows, format: HeifFormat): Rows {
  const { widthPx, heightPx, channels, data } = colour;
  if (alpha.widthPx !== widthPx || alpha.heightPx !== heightPx) {
    throw damaged(TITLE[format], "its alpha has another size");
  }
  const out = new Uint8Array(4 * widthPx * heightPx);
  for (let pixel = 0, to = 0; to < out.length; pixel++, to += 4) {
    const from = pixel * channels;
    out[to] = data[from]!;
    out[to + 1] = data[channels === 1 ? from : from + 1]!;
    out[to + 2] = data[channels === 1 ? from : from + 2]!;
    out[to + 3] = alpha.data[pixel]!;
  }
  return rows(widthPx, heightPx, 4, out);
}

function change(picture: Rows, change: HeifChange): Rows {
  if (change.kind === "turn") return applyOrientation(picture, change.orientation);
  const { x, y, widthPx, heightPx } = change;
  const { channels, data } = picture;
  const out = new Uint8Array(widthPx * heightPx * channels);
  for (let row = 0; row < heightPx; row++) {
    const from = ((y + row) * picture.widthPx + x) * channels;
    out.set(data.subarray(from, from + widthPx * channels), row * widthPx * channels);
  }
  return rows(widthPx, heightPx, channels, out);
}
