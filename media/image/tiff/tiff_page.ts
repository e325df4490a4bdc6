/**
 * The first picture of a TIFF as plain TIFFs of one picture in strips, for decoders that know no other:
 * one for all of it, or one for each of its tiles.
 *
 * @module
 */

import { bytesOf } from "../join_bytes.ts";
import { damaged, unsupported } from "../picture_error.ts";
import {
  TIFF_TAGS,
  TIFF_TYPE_BYTES,
  type TiffField,
  type TiffHeader,
  tiffNumbers,
} from "./tiff_header.ts";

/** Plain TIFFs, all of one length. */
export interface TiffPages {
  readonly bytes: Uint8Array;
  /** Of each. */
  readonly pageBytes: number;
  readonly columns: number;
  readonly rows: number;
  /** Of each. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Strips or tiles, from left to right, then down. */
export interface TiffGrid {
  readonly columns: number;
  readonly rows: number;
  /** Of each. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of the last strip. */
  readonly lastHeightPx: number;
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
}

const LONG = 4;
const MAX_TILES = 16_384;
/** Bytes of all strips and tiles, in lengths of the file. */
const MAX_SHARED = 4;
/** Most bytes of all tiles, each padded to the longest one and with the shared tables. */
export const MAX_PAGES_BYTES = 256 * 1024 * 1024;

/**
 * Fields that describe how pixels are stored. Colour profiles, EXIF and the like are left out, and so does the
 * orientation: the decoder must not turn the picture.
 */
const COPIED_TAGS: readonly number[] = [
  ...[258, 259, 262, 266, 277, 284, 292, 293, 317, 320, 332, 334, 338, 339, 529, 530, 531, 532],
];

/** A field with its numbers or its bytes. */
interface NewField {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** In the file's order of bytes. */
  readonly value: Uint8Array;
}

/**
 * Puts the first picture's pixels behind directories of their own.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when its pixels are cut or not to be found
 */
export function tiffPages(bytes: Uint8Array, header: TiffHeader): TiffPages {
  const numbers = (tag: number) => tiffNumbers(bytes, header, tag);
  const kept = header.fields.filter(({ tag }) => COPIED_TAGS.includes(tag))
    .map((field) => copied(bytes, field));
  const isTiled = header.fields.some(({ tag }) => tag === TIFF_TAGS.tileOffsets);
  const { widthPx, heightPx } = header;
  if (!isTiled) {
    const offsets = numbers(TIFF_TAGS.stripOffsets);
    const counts = numbers(TIFF_TAGS.stripByteCounts);
    const rowsPerStrip = numbers(TIFF_TAGS.rowsPerStrip)[0] ?? heightPx;
    // Older files leave out how long their only strip is.
    const [only] = offsets;
    const lengths = counts.length === 0 && only !== undefined && offsets.length === 1
      ? [Math.max(0, bytes.byteLength - only)]
      : counts;
    const strips = partsOf(bytes, offsets, lengths);
    const page = pageOf(kept, strips, widthPx, heightPx, Math.min(rowsPerStrip, heightPx), header);
    return { bytes: page, pageBytes: page.byteLength, columns: 1, rows: 1, widthPx, heightPx };
  }
  const tileWidth = numbers(TIFF_TAGS.tileWidth)[0] ?? 0;
  const tileHeight = numbers(TIFF_TAGS.tileHeight)[0] ?? 0;
  if (!(tileWidth > 0 && tileHeight > 0 && tileWidth <= 65_535 && tileHeight <= 65_535)) {
    throw damaged("TIFF", "its tiles have no size");
  }
  const [columns, rows] = [Math.ceil(widthPx / tileWidth), Math.ceil(heightPx / tileHeight)];
  const tiles = partsOf(bytes, numbers(TIFF_TAGS.tileOffsets), numbers(TIFF_TAGS.tileByteCounts));
  const planes = header.planar ? header.samplesPerPixel : 1;
  const count = columns * rows;
  if (tiles.length < count * planes || count > MAX_TILES) {
    throw damaged("TIFF", "it has not as many tiles as its size needs");
  }
  const keptBytes = bytesOf(kept.map(({ value }) => value));
  if (keptBytes * count > MAX_PAGES_BYTES) {
    throw unsupported("TIFF", "one of tables that are longer than its pixels");
  }
  const pages = Array.from({ length: count }, (_, index) => {
    const own = Array.from({ length: planes }, (_, plane) => tiles[plane * count + index]!);
    return pageOf(kept, own, tileWidth, tileHeight, tileHeight, header);
  });
  const pageBytes = Math.max(...pages.map((page) => page.byteLength));
  if (pageBytes * pages.length > MAX_PAGES_BYTES) {
    throw unsupported("TIFF", "one of tiles that are very unequal");
  }
  const all = new Uint8Array(pageBytes * pages.length);
  for (const [index, page] of pages.entries()) all.set(page, index * pageBytes);
  return { bytes: all, pageBytes, columns, rows, widthPx: tileWidth, heightPx: tileHeight };
}

function copied(bytes: Uint8Array, { tag, type, count, valueOffset }: TiffField): NewField {
  const length = (TIFF_TYPE_BYTES[type] ?? 0) * count;
  return { tag, type, count, value: bytes.subarray(valueOffset, valueOffset + length) };
}

/**
 * The bytes of strips or tiles.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when they are not all there
 */
export function partsOf(
  bytes: Uint8Array,
  offsets: readonly number[],
  lengths: readonly number[],
): Uint8Array[] {
  if (offsets.length === 0 || offsets.length !== lengths.length) {
    throw damaged("TIFF", "its pixels are not to be found");
  }
  // Blank tiles may share their bytes; a small file in which all do would fill the memory.
  if (lengths.reduce((sum, length) => sum + length, 0) > MAX_SHARED * bytes.byteLength) {
    throw damaged("TIFF", "its pixels lie one over the other");
  }
  return offsets.map((offset, i) => {
    const end = offset + (lengths[i] ?? 0);
    if (end > bytes.byteLength) throw damaged("TIFF", "it is cut");
    return bytes.subarray(offset, end);
  });
}

/** A TIFF of one picture: header, directory, values, strips. */
function pageOf(
  kept: readonly NewField[],
  strips: readonly Uint8Array[],
  widthPx: number,
  heightPx: number,
  rowsPerStrip: number,
  { little }: TiffHeader,
): Uint8Array {
  const longs = (values: readonly number[]): Uint8Array => {
    const view = new DataView(new ArrayBuffer(4 * values.length));
    for (const [i, value] of values.entries()) view.setUint32(4 * i, value, little);
    return new Uint8Array(view.buffer);
  };
  const field = (tag: number, values: readonly number[]): NewField => ({
    tag,
    type: LONG,
    count: values.length,
    value: longs(values),
  });
  const lengths = strips.map((strip) => strip.byteLength);
  const fields = (offsets: readonly number[]) =>
    [
      ...kept,
      field(TIFF_TAGS.width, [widthPx]),
      field(TIFF_TAGS.height, [heightPx]),
      field(TIFF_TAGS.stripOffsets, offsets),
      field(TIFF_TAGS.rowsPerStrip, [rowsPerStrip]),
      field(TIFF_TAGS.stripByteCounts, lengths),
    ].sort((a, b) => a.tag - b.tag);
  const measured = fields(lengths);
  const valuesAt = 8 + 2 + 12 * measured.length + 4;
  let pixelsAt = valuesAt;
  for (const { value } of measured) if (value.byteLength > 4) pixelsAt += even(value.byteLength);
  const offsets: number[] = [];
  let end = pixelsAt;
  for (const length of lengths) {
    offsets.push(end);
    end += length;
  }
  const out = new Uint8Array(even(end));
  const view = new DataView(out.buffer);
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, measured.length, little);
  let room = valuesAt;
  for (const [i, { tag, type, count, value }] of fields(offsets).entries()) {
    const at = 10 + 12 * i;
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, count, little);
    const isInline = value.byteLength <= 4;
    if (!isInline) view.setUint32(at + 8, room, little);
    out.set(value, isInline ? at + 8 : room);
    if (!isInline) room += even(value.byteLength);
  }
  for (const [i, strip] of strips.entries()) out.set(strip, offsets[i]);
  return out;
}

function even(length: number): number {
  return length + length % 2;
}
