/**
 * Other names for the files of a zip, whose content stays as it is packed.
 *
 * Source: APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
 *
 * @module
 */
import { Buffer } from "node:buffer";
// @ts-types="@types/yauzl"
import { getFileNameLowLevel, parseExtraFields } from "yauzl";

const LOCAL = { signature: 0x04034b50, length: 30, flags: 6, nameLength: 26 } as const;
const CENTRAL = {
  signature: 0x02014b50,
  length: 46,
  flags: 8,
  nameLength: 28,
  extraLength: 30,
  commentLength: 32,
  offset: 42,
} as const;
const END = { signature: 0x06054b50, length: 22, count: 10, size: 12, offset: 16 } as const;
const MAX_COMMENT = 0xffff;
/** The true value is in a record of Zip64. */
const ZIP64_COUNT = 0xffff;
const ZIP64_OFFSET = 0xffffffff;
/** The name is UTF-8. */
const UTF8_NAME = 1 << 11;

/** A file's record in the directory. */
interface ZipRecord {
  readonly at: number;
  readonly end: number;
  /** Of the file's own header. */
  readonly offset: number;
  /** The new one. */
  readonly name: Uint8Array;
}

/**
 * The archive with other names.
 *
 * @param rename gives a file's new path for its path, as the archive has it
 * @returns the same bytes where no name changes, and for an archive that is damaged or larger than 4 GB
 */
export function renameInZip(
  bytes: Uint8Array<ArrayBuffer>,
  rename: (path: string) => string,
): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = endOf(view);
    if (end === undefined) return bytes;
    const records = recordsOf(bytes, view, end, rename);
    return records === undefined ? bytes : rewritten(bytes, view, end, records);
  } catch (caught) {
    // An offset leads out of the archive; reading its files fails with a sentence.
    if (caught instanceof RangeError) return bytes;
    throw caught;
  }
}

/** Where the directory's end is. */
function endOf(view: DataView): number | undefined {
  const last = view.byteLength - END.length;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    if (view.getUint32(at, true) === END.signature) return at;
  }
  return undefined;
}

/** All records by the place of their files; `undefined` where no name changes. */
function recordsOf(
  bytes: Uint8Array<ArrayBuffer>,
  view: DataView,
  end: number,
  rename: (path: string) => string,
): readonly ZipRecord[] | undefined {
  const count = view.getUint16(end + END.count, true);
  if (count === ZIP64_COUNT) return undefined;
  const records: ZipRecord[] = [];
  let isChanged = false;
  let at = view.getUint32(end + END.offset, true);
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== CENTRAL.signature) return undefined;
    const nameLength = view.getUint16(at + CENTRAL.nameLength, true);
    const extraLength = view.getUint16(at + CENTRAL.extraLength, true);
    const nameAt = at + CENTRAL.length;
    const extraAt = nameAt + nameLength;
    const next = extraAt + extraLength + view.getUint16(at + CENTRAL.commentLength, true);
    const offset = view.getUint32(at + CENTRAL.offset, true);
    if (next > end || offset === ZIP64_OFFSET) return undefined;
    const raw = Buffer.from(bytes.subarray(nameAt, extraAt));
    const extra = parseExtraFields(Buffer.from(bytes.subarray(extraAt, extraAt + extraLength)));
    const flags = view.getUint16(at + CENTRAL.flags, true);
    const path = getFileNameLowLevel(flags, raw, extra, false);
    const renamed = rename(path);
    isChanged ||= renamed !== path;
    records.push({ at, end: next, offset, name: new TextEncoder().encode(renamed) });
    at = next;
  }
  return isChanged ? records : undefined;
}

function rewritten(
  bytes: Uint8Array<ArrayBuffer>,
  view: DataView,
  end: number,
  records: readonly ZipRecord[],
): Uint8Array<ArrayBuffer> {
  const directory = view.getUint32(end + END.offset, true);
  const byOffset = records.toSorted((a, b) => a.offset - b.offset);
  const parts: Uint8Array[] = [bytes.subarray(0, byOffset[0]?.offset ?? directory)];
  let length = parts[0]?.length ?? 0;
  const add = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
  };
  const offsets = new Map<ZipRecord, number>();
  byOffset.forEach((record, i) => {
    const { offset, name } = record;
    offsets.set(record, length);
    if (view.getUint32(offset, true) !== LOCAL.signature) throw new RangeError("No local header.");
    // A file's data and what follows it goes up to the next file.
    const next = byOffset[i + 1]?.offset ?? directory;
    const dataAt = offset + LOCAL.length + view.getUint16(offset + LOCAL.nameLength, true);
    if (dataAt > next) throw new RangeError("Files overlap.");
    add(header(bytes.subarray(offset, offset + LOCAL.length), name, LOCAL));
    add(name);
    add(bytes.subarray(dataAt, next));
  });
  const directoryAt = length;
  for (const record of records) {
    const { at, end: recordEnd, name } = record;
    const head = header(bytes.subarray(at, at + CENTRAL.length), name, CENTRAL);
    new DataView(head.buffer).setUint32(CENTRAL.offset, offsets.get(record) ?? 0, true);
    add(head);
    add(name);
    const rest = at + CENTRAL.length + view.getUint16(at + CENTRAL.nameLength, true);
    add(bytes.subarray(rest, recordEnd));
  }
  const tail = bytes.slice(end);
  new DataView(tail.buffer).setUint32(END.size, length - directoryAt, true);
  new DataView(tail.buffer).setUint32(END.offset, directoryAt, true);
  add(tail);
  return new Uint8Array(Buffer.concat(parts, length));
}

/** The fixed part of a header, for another name. */
function header(
  bytes: Uint8Array<ArrayBuffer>,
  name: Uint8Array,
  at: { readonly flags: number; readonly nameLength: number },
): Uint8Array<ArrayBuffer> {
  const head = bytes.slice();
  const view = new DataView(head.buffer);
  view.setUint16(at.flags, view.getUint16(at.flags, true) | UTF8_NAME, true);
  view.setUint16(at.nameLength, name.length, true);
  return head;
}
