/**
 * The first picture of a TIFF as a plain TIFF of one picture, for decoders that know no other.
 *
 * @module
 */

import { TIFF_TAGS, TIFF_TYPE_BYTES, type TiffField, type TiffHeader } from "./tiff_header.ts";

const SHORT = 3;
const LONG = 4;
/** Whole numbers of eight bytes, of which a plain TIFF has none. */
const LONG8 = [16, 17, 18];

/**
 * Tags that say how pixels are stored: TIFF 6.0's own, JPEG tables, and palettes. Colour profiles,
 * EXIF and the like stay behind, and so does the orientation: whoever decodes must not turn the picture.
 */
const KEPT = [
  ...[256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 292, 293, 317, 320, 322, 323, 324],
  ...[325, 332, 334, 338, 339, 347, 529, 530, 531, 532],
];

/**
 * The file with another directory behind it, to which its first eight bytes lead. Everything else
 * stays in its place. Of a file that is larger than 4 GB this can't be made; there is none.
 */
export function firstPage(bytes: Uint8Array, { fields, little }: TiffHeader): Uint8Array {
  const kept = fields.filter(({ tag }) => KEPT.includes(tag)).sort((a, b) => a.tag - b.tag);
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = bytes.byteLength + bytes.byteLength % 2;
  const directoryBytes = 2 + 12 * kept.length + 4;
  const converted = kept.reduce(
    (sum, field) => sum + (isConverted(field) ? 4 * field.count : 0),
    0,
  );
  const out = new Uint8Array(start + directoryBytes + converted);
  out.set(bytes);
  const view = new DataView(out.buffer);
  view.setUint16(2, 42, little);
  view.setUint32(4, start, little);
  view.setUint16(start, kept.length, little);
  let room = start + directoryBytes;
  for (const [index, field] of kept.entries()) {
    const at = start + 2 + 12 * index;
    const { tag, type, count, valueOffset } = field;
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, LONG8.includes(type) ? LONG : type, little);
    view.setUint32(at + 4, count, little);
    const valueBytes = (TIFF_TYPE_BYTES[type] ?? 0) * count;
    if (LONG8.includes(type)) {
      const to = count === 1 ? at + 8 : room;
      for (let i = 0; i < count; i++) {
        const value = source.getBigUint64(valueOffset + 8 * i, little);
        view.setUint32(to + 4 * i, Number(BigInt.asUintN(32, value)), little);
      }
      if (to === room) {
        view.setUint32(at + 8, room, little);
        room += 4 * count;
      }
    } else if (valueBytes <= 4) {
      out.set(bytes.subarray(valueOffset, valueOffset + valueBytes), at + 8);
    } else {
      view.setUint32(at + 8, valueOffset, little);
    }
  }
  return out;
}

function isConverted({ type, count }: TiffField): boolean {
  return LONG8.includes(type) && count > 1;
}

/** Whether the directory's values are enough for a decoder to find pixels at all. */
export function hasPixels({ fields }: TiffHeader): boolean {
  return fields.some(({ tag, type }) =>
    (tag === 273 || tag === 324) && (type === SHORT || type === LONG || LONG8.includes(type))
  );
}

/** The compression by its number, for sentences. */
export function compressionOf(bytes: Uint8Array, { fields, little }: TiffHeader): number {
  const field = fields.find(({ tag }) => tag === TIFF_TAGS.compression);
  if (field?.type !== SHORT) return 1;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint16(field.valueOffset, little);
}
