/**
 * What a TIFF declares of its first picture, and how many there are.
 *
 * Source: TIFF 6.0, sections 2, 3, 8 and 12; the BigTIFF design of libtiff; TIFF Technical Note 1
 * (trees of images); the DNG specification 1.7.
 *
 * @module
 */

import { asOrientation, type Orientation } from "../exif.ts";
import { damaged, unsupported } from "../picture_error.ts";

/** One field of a directory. */
export interface TiffField {
  readonly tag: number;
  /** TIFF's number of its type. */
  readonly type: number;
  readonly count: number;
  /** Where its values stand. */
  readonly valueOffset: number;
}

/** The first picture of a TIFF. */
export interface TiffHeader {
  /** As stored, before the orientation is applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of its tiles together, which may reach beyond it; its own without tiles. */
  readonly codedWidthPx: number;
  readonly codedHeightPx: number;
  readonly channels: 1 | 3 | 4;
  readonly orientation: Orientation;
  readonly pictures: number;
  readonly little: boolean;
  /** Of the first directory. */
  readonly fields: readonly TiffField[];
  /** Whether its colours were multiplied with its alpha. */
  readonly premultiplied: boolean;
  readonly samplesPerPixel: number;
  /** Whether each sample has a plane of its own. */
  readonly planar: boolean;
  /** TIFF's number of what its samples mean. */
  readonly photometric: number;
  /** Whether it is CMYK in a form that ffmpeg takes for RGBA: of 16 bits, or each ink in a plane of its own. */
  readonly inksAsRgba: boolean;
  /** Whether its strips or tiles are JPEGs. */
  readonly hasJpegs: boolean;
  /** The ICC profile of its colours, if it has one. */
  readonly profile: Uint8Array | undefined;
  /** What its samples are and how they are compressed, for sentences. */
  readonly form: string;
}

/** Tags that are read here. */
export const TIFF_TAGS = {
  subfileType: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planar: 284,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  subDirectories: 330,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
  profile: 34675,
  dngVersion: 50706,
} as const;

/** Bytes of one value, by type; 0: there is no such type. */
export const TIFF_TYPE_BYTES: readonly number[] = [
  0,
  1,
  1,
  2,
  4,
  8,
  1,
  1,
  2,
  4,
  8,
  4,
  8,
  4,
  0,
  0,
  8,
  8,
  8,
];

/** A reader of one of the four forms: Intel's or Motorola's order of bytes, plain or big. */
interface Form {
  readonly view: DataView;
  readonly little: boolean;
  readonly big: boolean;
}

const MAX_FIELDS = 4096;
const MAX_PICTURES = 10_000;
/** Of numbers in a field: one for each row of the largest picture, in each of four planes. */
const MAX_NUMBERS = 4 * 65_536;

/** Whether a file begins as a TIFF does, plain or big. */
export function isTiff(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes.subarray(0, 4));
  return text === "II*\0" || text === "MM\0*" || text === "II+\0" || text === "MM\0+";
}

/**
 * Reads a TIFF's directories; no pixels.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut, damaged, or the raw picture of a camera
 */
export function readTiffHeader(bytes: Uint8Array): TiffHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 16) throw damaged("TIFF", "it is cut");
  const little = view.getUint8(0) === 0x49;
  const big = view.getUint16(2, little) === 43;
  const form = { view, little, big };
  const isCanonRaw = view.getUint16(8) === 0x4352;
  const first = big ? offsetAt(form, 8) : view.getUint32(4, little);
  const { fields, next } = readDirectory(form, first);
  const number = (tag: number) => numberOf(form, fields.find((field) => field.tag === tag));
  const isThumbnail = ((number(TIFF_TAGS.subfileType) ?? 0) & 1) !== 0 &&
    fields.some(({ tag }) => tag === TIFF_TAGS.subDirectories);
  if (isCanonRaw || isThumbnail || number(TIFF_TAGS.dngVersion) !== undefined) {
    throw unsupported("TIFF", "the raw picture of a camera");
  }
  const samples = number(TIFF_TAGS.samplesPerPixel) ?? 1;
  const photometric = number(TIFF_TAGS.photometric) ?? 1;
  const compression = number(TIFF_TAGS.compression) ?? 1;
  if (compression === OLD_JPEG) {
    throw unsupported("TIFF", "one of JPEGs as they were stored before 1995");
  }
  const alpha = photometric === CMYK ? 0 : number(TIFF_TAGS.extraSamples) ?? 0;
  const hasAlpha = alpha === PREMULTIPLIED || alpha === ALPHA;
  const isGrey = photometric <= 1 && samples === 1;
  const planar = number(TIFF_TAGS.planar) === 2;
  const widthPx = number(TIFF_TAGS.width) ?? 0;
  const heightPx = number(TIFF_TAGS.height) ?? 0;
  const tileWidth = number(TIFF_TAGS.tileWidth) || 1;
  const tileHeight = number(TIFF_TAGS.tileHeight) || 1;
  return {
    widthPx,
    heightPx,
    codedWidthPx: Math.ceil(widthPx / tileWidth) * tileWidth,
    codedHeightPx: Math.ceil(heightPx / tileHeight) * tileHeight,
    channels: hasAlpha ? 4 : isGrey ? 1 : 3,
    orientation: asOrientation(number(TIFF_TAGS.orientation) ?? 1),
    pictures: countPictures(form, first, next),
    little,
    fields,
    premultiplied: alpha === PREMULTIPLIED,
    samplesPerPixel: samples,
    planar,
    photometric,
    inksAsRgba: photometric === CMYK && samples === 4 && (planar || number(TIFF_TAGS.bits) === 16),
    hasJpegs: compression === JPEG,
    profile: profileOf(bytes, fields),
    form: formOf(number(TIFF_TAGS.bits) ?? 1, number(TIFF_TAGS.sampleFormat) ?? 1, compression),
  };
}

function profileOf(bytes: Uint8Array, fields: readonly TiffField[]): Uint8Array | undefined {
  const field = fields.find(({ tag }) => tag === TIFF_TAGS.profile);
  if (!field || TIFF_TYPE_BYTES[field.type] !== 1) return undefined;
  return bytes.subarray(field.valueOffset, field.valueOffset + field.count);
}

/** Of Compression. */
const OLD_JPEG = 6;
const JPEG = 7;
const CMYK = 5;
/** Of ExtraSamples. */
const PREMULTIPLIED = 1;
const ALPHA = 2;
const SAMPLE_KINDS = ["", "", "signed ", "float "];

function formOf(bits: number, sampleFormat: number, compression: number): string {
  const packed = compression === 1 ? "" : `, compressed in the way ${compression}`;
  return `${bits}-bit ${SAMPLE_KINDS[sampleFormat] ?? ""}samples${packed}`;
}

/**
 * All whole numbers of a field; none if it is missing or of another type.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when there are more than any picture has use for
 */
export function tiffNumbers(
  bytes: Uint8Array,
  { fields, little }: Pick<TiffHeader, "fields" | "little">,
  tag: number,
): number[] {
  const field = fields.find((field) => field.tag === tag);
  if (!field) return [];
  if (field.count > MAX_NUMBERS) throw damaged("TIFF", "it has too many parts");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const step = TIFF_TYPE_BYTES[field.type] ?? 0;
  const form = { view, little, big: false };
  return Array.from({ length: field.count }, (_, i) => {
    return numberOf(form, { ...field, valueOffset: field.valueOffset + step * i }) ?? 0;
  });
}

/** Directories in the chain; what is wrong behind the first ends the count. */
function countPictures(form: Form, first: number, next: number): number {
  const seen = new Set([first]);
  while (next !== 0 && !seen.has(next) && seen.size < MAX_PICTURES) {
    seen.add(next);
    try {
      next = placeOf(form, next).next;
    } catch {
      seen.delete(next);
      break;
    }
  }
  return seen.size;
}

/** Where a directory's fields begin and end, and where the next directory is. */
function placeOf(form: Form, offset: number): { start: number; end: number; next: number } {
  const { view, little, big } = form;
  const [countBytes, fieldBytes, nextBytes] = big ? [8, 20, 8] : [2, 12, 4];
  if (offset < 8 || offset + countBytes > view.byteLength) throw damaged("TIFF", "it is cut");
  const count = big ? offsetAt(form, offset) : view.getUint16(offset, little);
  const start = offset + countBytes;
  const end = start + count * fieldBytes;
  if (count === 0 || count > MAX_FIELDS) throw damaged("TIFF", "its directory can't be");
  if (end + nextBytes > view.byteLength) throw damaged("TIFF", "it is cut");
  return { start, end, next: big ? offsetAt(form, end) : view.getUint32(end, little) };
}

function readDirectory(form: Form, offset: number): { fields: TiffField[]; next: number } {
  const { view, little, big } = form;
  const { start, end, next } = placeOf(form, offset);
  const [fieldBytes, valueAt] = big ? [20, 12] : [12, 8];
  const fields: TiffField[] = [];
  for (let at = start; at < end; at += fieldBytes) {
    const type = view.getUint16(at + 2, little);
    const values = big ? offsetAt(form, at + 4) : view.getUint32(at + 4, little);
    const valueBytes = (TIFF_TYPE_BYTES[type] ?? 0) * values;
    if (valueBytes === 0) continue;
    const isInline = valueBytes <= (big ? 8 : 4);
    const valueOffset = isInline
      ? at + valueAt
      : big
      ? offsetAt(form, at + valueAt)
      : view.getUint32(at + valueAt, little);
    if (valueOffset + valueBytes > view.byteLength) throw damaged("TIFF", "it is cut");
    fields.push({ tag: view.getUint16(at, little), type, count: values, valueOffset });
  }
  return { fields, next };
}

/** The first value of a field of whole numbers. */
function numberOf({ view, little }: Form, field: TiffField | undefined): number | undefined {
  switch (field?.type) {
    case 1:
    case 7:
      return view.getUint8(field.valueOffset);
    case 3:
      return view.getUint16(field.valueOffset, little);
    case 4:
      return view.getUint32(field.valueOffset, little);
    case 16:
      return Number(view.getBigUint64(field.valueOffset, little));
    default:
      return undefined;
  }
}

/** A place in a big file; beyond 2^53 no file is long enough, and the caller reports it as cut. */
function offsetAt({ view, little }: Form, at: number): number {
  return Number(view.getBigUint64(at, little));
}
