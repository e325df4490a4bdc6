/**
 * Outputs of calls as one ZIP, made while it is sent.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { whileSent, ZipArchive, type ZipEntry } from "../../base/files/mod.ts";
import type { Call } from "./call.ts";
import type { KeptFile } from "./kept_file.ts";

/** An archive that is ready to be sent. */
export interface CallsZip {
  /** Of the whole archive. */
  readonly byteLength: number;
  /** Changes whenever its bytes change. */
  readonly version: string;
  /** This many of its bytes from `first` on. Read them, or cancel it: it holds its files. */
  stream(first: number, byteLength: number): ReadableStream<Uint8Array>;
  /** Lets go of it when no stream of it was taken. */
  close(): void;
}

/**
 * The outputs of calls, and their logs. Those of several calls are in a folder for each call with more than one file,
 * named after its input.
 */
export function zipOf(calls: readonly Call[]): CallsZip {
  const names = new Set<string>();
  const hash = createHash("sha256");
  const files: KeptFile[] = [];
  const entries: ZipEntry[] = [];
  let date = new Date(0);
  for (const call of calls) {
    if (call.startedAt > date) date = call.startedAt;
    hash.update(`${call.id} ${call.change} `);
    const hasFolder = calls.length > 1 && call.outputs.length + (call.log === "" ? 0 : 1) > 1;
    const folder = hasFolder ? unique(`${call.input.name}/`, names) : "";
    for (const { name, file } of call.outputs) {
      files.push(file.use());
      entries.push(fileEntry(unique(folder + name, names), file));
    }
    if (call.log !== "") entries.push(textEntry(unique(`${folder}log.txt`, names), call.log));
  }
  const archive = new ZipArchive(entries, date);
  const close = () => files.forEach((file) => void file.release());
  return {
    byteLength: archive.byteLength,
    version: hash.digest("base64url").slice(0, 22),
    stream: (first, byteLength) =>
      whileSent(ReadableStream.from(archive.pieces(first, byteLength)), close),
    close,
  };
}

/** Checksums of files, which are read for it once. */
const CHECKSUMS = new WeakMap<KeptFile, Promise<number>>();

function fileEntry(name: string, file: KeptFile): ZipEntry {
  return {
    name,
    byteLength: file.byteLength,
    crc32: () => {
      const known = CHECKSUMS.get(file);
      if (known !== undefined) return known;
      const checksum = checksumOf(file);
      CHECKSUMS.set(file, checksum);
      checksum.catch(() => CHECKSUMS.delete(file));
      return checksum;
    },
    pieces: async function* (first, byteLength) {
      yield* await file.stream(first, byteLength);
    },
  };
}

function textEntry(name: string, text: string): ZipEntry {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    byteLength: bytes.byteLength,
    crc32: () => crc32(bytes),
    pieces: async function* (first, byteLength) {
      yield await Promise.resolve(bytes.subarray(first, first + byteLength));
    },
  };
}

async function checksumOf(file: KeptFile): Promise<number> {
  let checksum = 0;
  for await (const piece of file.pieces()) checksum = crc32(piece, checksum);
  return checksum;
}

/** `a.png`, and then `a (2).png`; `a/`, and then `a (2)/`. Systems that ignore case would overwrite `A.png`. */
function unique(path: string, names: Set<string>): string {
  const [, stem = path, end = ""] = /^(.*?[^/])(\/|\.[^./]*)?$/s.exec(path) ?? [];
  let name = path;
  for (let n = 2; names.has(name.toLowerCase()); n++) name = `${stem} (${n})${end}`;
  names.add(name.toLowerCase());
  return name;
}
