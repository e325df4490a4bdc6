/**
 * TIFFs whose strips or tiles are JPEGs: each becomes a file of its own, which ffmpeg decodes.
 *
 * Source: TIFF Technical Note 2 (compression 7); ITU-T T.872, section 6.5.3 (APP14).
 *
 * @module
 */

import { decodeByFfmpeg, decodePlanesByFfmpeg, type FfmpegInput } from "../ffmpeg_picture.ts";
import { bytesOf, joinBytes } from "../join_bytes.ts";
import type { Rows } from "../raster/orient.ts";
import { damaged, unsupported } from "../picture_error.ts";
import { TIFF_TAGS, type TiffHeader, tiffNumbers } from "./tiff_header.ts";
import { MAX_PAGES_BYTES, partsOf, type TiffGrid } from "./tiff_page.ts";
import { greyOfPlanes, MATRICES, rgbOfPlanes } from "../raw/yuv_planes.ts";

const GREY = 1;
const RGB = 2;
const YCBCR = 6;
const BT601 = 6;

/** Marks three channels as red, green and blue themselves. */
const RGB_MARKER = Uint8Array.of(
  ...[0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0],
);

/**
 * Decodes the JPEGs of a TIFF.
 *
 * @returns them in their order, and how they lie
 * @throws {FrameboxError} `INVALID_ARGUMENT` when they are cut, or of a kind that is not read
 * @throws {FfmpegPictureError} when ffmpeg can't decode them
 */
export async function decodeTiffJpegs(
  bytes: Uint8Array,
  header: TiffHeader,
  grid: TiffGrid,
): Promise<Rows[]> {
  const { photometric, samplesPerPixel, planar } = header;
  const samples = photometric === GREY ? 1 : 3;
  const isRead = [GREY, RGB, YCBCR].includes(photometric) && samplesPerPixel === samples && !planar;
  if (!isRead) throw unsupported("TIFF", "one of JPEGs in rare colours");
  const parts = partsOf(bytes, grid.offsets, grid.lengths);
  const { columns, rows, widthPx, heightPx } = grid;
  if (parts.length < columns * rows) {
    throw damaged("TIFF", "it has not as many tiles as its size needs");
  }
  const tables = tablesOf(bytes, header);
  if (bytesOf(parts) + parts.length * tables.byteLength > MAX_PAGES_BYTES) {
    throw unsupported("TIFF", "one of tables that are longer than its pixels");
  }
  const files = parts.slice(0, columns * rows).map((part) =>
    whole(part, tables, photometric === RGB)
  );
  // A last strip may have fewer rows; ffmpeg wants all pictures of a stream to have one size.
  const lastHeight = grid.lastHeightPx;
  const even = lastHeight === heightPx ? files : files.slice(0, -1);
  const odd = lastHeight === heightPx ? [] : files.slice(-1);
  const decode = async (some: readonly Uint8Array[], height: number): Promise<Rows[]> => {
    if (some.length === 0) return [];
    return await decodeFiles({
      demuxer: "mjpeg",
      decoders: ["mjpeg"],
      bytes: joinBytes(some),
      pictures: some.length,
      widthPx,
      heightPx: height,
    }, photometric);
  };
  return [...await decode(even, heightPx), ...await decode(odd, lastHeight)];
}

async function decodeFiles(input: FfmpegInput, photometric: number): Promise<Rows[]> {
  if (photometric === RGB) return await decodeByFfmpeg(input, 3);
  const decoded = await decodePlanesByFfmpeg(input);
  return decoded.map((planes) =>
    photometric === GREY
      ? greyOfPlanes(planes, true)
      : rgbOfPlanes(planes, { ...MATRICES[BT601]!, fullRange: true })
  );
}

/** What the parts have in common, without its start and end marks. */
function tablesOf(bytes: Uint8Array, { fields }: TiffHeader): Uint8Array {
  const field = fields.find(({ tag }) => tag === TIFF_TAGS.jpegTables);
  if (!field || field.count < 4) return new Uint8Array(0);
  return bytes.subarray(field.valueOffset + 2, field.valueOffset + field.count - 2);
}

function whole(part: Uint8Array, tables: Uint8Array, isRgb: boolean): Uint8Array {
  if (part[0] !== 0xff || part[1] !== 0xd8) throw damaged("TIFF", "one of its JPEGs is none");
  const start = part.subarray(0, 2);
  return joinBytes([start, ...(isRgb ? [RGB_MARKER] : []), tables, part.subarray(2)]);
}

/** Where a TIFF's strips or tiles lie, as {@linkcode TiffGrid} has them. */
export function jpegGrid(bytes: Uint8Array, header: TiffHeader): TiffGrid {
  const numbers = (tag: number) => tiffNumbers(bytes, header, tag);
  const { widthPx, heightPx } = header;
  const isTiled = header.fields.some(({ tag }) => tag === TIFF_TAGS.tileOffsets);
  const width = isTiled ? numbers(TIFF_TAGS.tileWidth)[0] ?? 0 : widthPx;
  const height = isTiled
    ? numbers(TIFF_TAGS.tileHeight)[0] ?? 0
    : Math.min(numbers(TIFF_TAGS.rowsPerStrip)[0] ?? heightPx, heightPx);
  if (!(width > 0 && height > 0)) throw damaged("TIFF", "its tiles have no size");
  const rows = Math.ceil(heightPx / height);
  return {
    columns: Math.ceil(widthPx / width),
    rows,
    widthPx: width,
    heightPx: height,
    lastHeightPx: isTiled ? height : heightPx - (rows - 1) * height,
    offsets: numbers(isTiled ? TIFF_TAGS.tileOffsets : TIFF_TAGS.stripOffsets),
    lengths: numbers(isTiled ? TIFF_TAGS.tileByteCounts : TIFF_TAGS.stripByteCounts),
  };
}
