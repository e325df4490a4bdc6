/**
 * A ZIP whose files are stored as they are (APPNOTE.TXT 6.3.10), laid out before it is sent: its
 * length is known, its bytes are the same each time, and any part of it can be made by itself.
 *
 * @module
 */
import { Buffer } from "node:buffer";

/** A file of the archive. */
export interface ZipEntry {
  /** With `/` between folders. */
  readonly name: string;
  /** Of its content. */
  readonly byteLength: number;
  /** Of its bytes, as ZIP has it; asked for only when a part that holds it is made. */
  readonly crc32: () => Promise<number> | number;
  /** This many of its bytes from `first` on. A reader that stops early releases them. */
  readonly pieces: (first: number, byteLength: number) => AsyncGenerator<Uint8Array, void, void>;
}

/** A stretch of the archive. */
interface Segment {
  readonly start: number;
  readonly byteLength: number;
  readonly pieces: (first: number, byteLength: number) => AsyncGenerator<Uint8Array, void, void>;
}

interface Placed {
  readonly entry: ZipEntry;
  readonly name: Buffer;
  /** Where its local header is. */
  readonly offset: number;
}

/** Larger values stand in fields of ZIP64. */
const MAX_32 = 0xffffffff;
const MAX_16 = 0xffff;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const END_64_BYTES = 56 + 20;
const VERSION = 20;
const VERSION_64 = 45;
const UNIX = 3 << 8;
const UTF_8 = 0x0800;
/** A regular file that its owner may write and all may read. */
const MODE = 0o100644;

/** See the module. */
export class ZipArchive {
  /** Of the whole archive. */
  readonly byteLength: number;
  readonly #segments: Segment[] = [];
  readonly #time: number;

  /**
   * Lays the archive out; reads nothing yet.
   *
   * @param date of all files, in the host's time zone, as ZIP defines it
   */
  constructor(entries: readonly ZipEntry[], date: Date) {
    this.#time = dosTime(date);
    let end = 0;
    const add = (byteLength: number, pieces: Segment["pieces"]) => {
      this.#segments.push({ start: end, byteLength, pieces });
      end += byteLength;
    };
    const placed: Placed[] = entries.map((entry) => {
      const place = { entry, name: Buffer.from(entry.name, "utf8"), offset: end };
      add(localBytes(place), made(() => this.#local(place)));
      add(entry.byteLength, entry.pieces);
      return place;
    });
    const directory = end;
    for (const place of placed) add(centralBytes(place), made(() => this.#central(place)));
    const is64 = end > MAX_32 || placed.length >= MAX_16;
    const last = endRecords(placed.length, directory, end - directory, is64);
    add(last.byteLength, made(() => last));
    this.byteLength = end;
  }

  /** This many of its bytes from `first` on, made as they are asked for. */
  async *pieces(first: number, byteLength: number): AsyncGenerator<Uint8Array, void, void> {
    const end = first + byteLength;
    for (const { start, byteLength: length, pieces } of this.#segments) {
      const from = Math.max(first, start);
      const to = Math.min(end, start + length);
      if (from >= to) continue;
      let left = to - from;
      for await (const piece of pieces(from - start, left)) {
        left -= piece.byteLength;
        yield piece;
      }
      // What follows would stand in the wrong place.
      if (left !== 0) throw new Error("a file on disk is not as long as it was");
    }
  }

  /** What stands before a file (4.3.7). */
  async #local(place: Placed): Promise<Buffer> {
    const { name, entry: { byteLength } } = place;
    const bytes = Buffer.alloc(localBytes(place));
    const is64 = byteLength >= MAX_32;
    bytes.writeUInt32LE(0x04034b50, 0);
    await this.#common(place, bytes, 4, is64);
    bytes.writeUInt16LE(name.byteLength, 26);
    name.copy(bytes, LOCAL_BYTES);
    if (is64) {
      bytes.writeUInt16LE(20, 28);
      writeExtra(bytes, LOCAL_BYTES + name.byteLength, [byteLength, byteLength]);
    }
    return bytes;
  }

  /** A file's entry in the directory (4.3.12). */
  async #central(place: Placed): Promise<Buffer> {
    const { name, offset } = place;
    const bytes = Buffer.alloc(centralBytes(place));
    const large = largeFields(place);
    bytes.writeUInt32LE(0x02014b50, 0);
    bytes.writeUInt16LE(UNIX | (large.length > 0 ? VERSION_64 : VERSION), 4);
    await this.#common(place, bytes, 6, large.length > 0);
    bytes.writeUInt16LE(name.byteLength, 28);
    bytes.writeUInt32LE(MODE * 0x10000, 38);
    bytes.writeUInt32LE(Math.min(offset, MAX_32), 42);
    name.copy(bytes, CENTRAL_BYTES);
    if (large.length > 0) {
      bytes.writeUInt16LE(4 + 8 * large.length, 30);
      writeExtra(bytes, CENTRAL_BYTES + name.byteLength, large);
    }
    return bytes;
  }

  /** The fields that both have: version, flags, method, time, CRC, sizes. */
  async #common({ entry }: Placed, bytes: Buffer, at: number, is64: boolean): Promise<void> {
    const size = Math.min(entry.byteLength, MAX_32);
    bytes.writeUInt16LE(is64 ? VERSION_64 : VERSION, at);
    bytes.writeUInt16LE(UTF_8, at + 2);
    bytes.writeUInt32LE(this.#time, at + 6);
    bytes.writeUInt32LE(await entry.crc32(), at + 10);
    bytes.writeUInt32LE(size, at + 14);
    bytes.writeUInt32LE(size, at + 18);
  }
}

/** Bytes that are made when they are needed. */
function made(make: () => Promise<Buffer> | Buffer): Segment["pieces"] {
  return async function* (first, byteLength) {
    yield new Uint8Array((await make()).subarray(first, first + byteLength));
  };
}

function localBytes({ name, entry }: Placed): number {
  return LOCAL_BYTES + name.byteLength + (entry.byteLength >= MAX_32 ? 20 : 0);
}

function centralBytes(place: Placed): number {
  const large = largeFields(place).length;
  return CENTRAL_BYTES + place.name.byteLength + (large > 0 ? 4 + 8 * large : 0);
}

/** The values that ZIP64 holds, in its order (4.5.3): both sizes, the offset. */
function largeFields({ entry: { byteLength }, offset }: Placed): number[] {
  return [
    ...(byteLength >= MAX_32 ? [byteLength, byteLength] : []),
    ...(offset >= MAX_32 ? [offset] : []),
  ];
}

function writeExtra(bytes: Buffer, at: number, values: readonly number[]): void {
  bytes.writeUInt16LE(1, at);
  bytes.writeUInt16LE(8 * values.length, at + 2);
  values.forEach((value, i) => bytes.writeBigUInt64LE(BigInt(value), at + 4 + 8 * i));
}

/** What stands at the end (4.3.14 to 4.3.16). */
function endRecords(count: number, directory: number, byteLength: number, is64: boolean): Buffer {
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  for (const at of [8, 10]) end.writeUInt16LE(Math.min(count, MAX_16), at);
  end.writeUInt32LE(Math.min(byteLength, MAX_32), 12);
  end.writeUInt32LE(Math.min(directory, MAX_32), 16);
  if (!is64) return end;
  const large = Buffer.alloc(END_64_BYTES);
  large.writeUInt32LE(0x06064b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(UNIX | VERSION_64, 12);
  large.writeUInt16LE(VERSION_64, 14);
  for (const at of [24, 32]) large.writeBigUInt64LE(BigInt(count), at);
  large.writeBigUInt64LE(BigInt(byteLength), 40);
  large.writeBigUInt64LE(BigInt(directory), 48);
  large.writeUInt32LE(0x07064b50, 56);
  large.writeBigUInt64LE(BigInt(directory + byteLength), 64);
  large.writeUInt32LE(1, 72);
  return Buffer.concat([large, end]);
}

/** MS-DOS time and date in one number; before 1980 there is none. */
function dosTime(date: Date): number {
  const year = Math.max(0, date.getFullYear() - 1980);
  const day = year << 9 | (date.getMonth() + 1) << 5 | date.getDate();
  const time = date.getHours() << 11 | date.getMinutes() << 5 | date.getSeconds() >> 1;
  return day * 0x10000 + time;
}
