/** Answers for tests, as the supervisor of a service's container writes them. */
import { Buffer } from "node:buffer";
import { crc32, deflateRawSync } from "node:zlib";
import { type Answer, decodeAnswer } from "./mod.ts";

const utf8 = new TextEncoder();

/** A line of the supervisor. */
export const LOG_LINE = "2026-11-29 20:32:10,586 - supervisor - INFO - Creating response";

/** The bytes of a text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(text);
}

/** What a file comes back as. */
export function encoded(file: string | Uint8Array): string {
  return `${(typeof file === "string" ? bytesOf(file) : file).toBase64()}\n`;
}

/** Decodes a text. */
export function decode(text: string): Answer {
  return decodeAnswer(bytesOf(text));
}

/** Short form of an answer's reading: its kind, and its text, value or media type. */
export function shown({ reading }: Pick<Answer, "reading">): unknown[] {
  switch (reading.kind) {
    case "empty":
      return ["empty"];
    case "bytes":
      return ["bytes", reading.mediaType];
    case "data":
      return ["data", reading.value];
    case "text":
      return ["text", reading.text];
  }
}

/** A file of an archive for tests. */
export interface TestEntry {
  readonly name: string;
  readonly content?: Uint8Array;
  readonly isPacked?: boolean;
  /** What the archive claims instead of the truth. */
  readonly claims?: { readonly byteLength?: number; readonly crc32?: number };
  readonly flags?: number;
  readonly mode?: number;
}

/** An archive, well-formed but for what its entries claim. */
export function zipOf(...entries: readonly TestEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content = bytesOf("x"), isPacked, claims, flags = 0x800, mode } of entries) {
    const packed = isPacked ? deflateRawSync(content) : content;
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(isPacked ? 8 : 0, 4);
    common.writeUInt32LE(claims?.crc32 ?? crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims?.byteLength ?? content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, nameBytes, packed]);
    const central = Buffer.alloc(46);
    central.write("PK\x01\x02", 0);
    central.writeUInt16LE(3 << 8 | 20, 4);
    common.copy(central, 6);
    central.writeUInt32LE((mode ?? 0o100644) * 0x10000, 38);
    central.writeUInt32LE(offset, 42);
    directory.push(central, nameBytes);
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, central, end]));
}
