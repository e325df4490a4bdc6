/**
 * The files of a zip that a service answered: listed and read one at a time, as streams. Names, sizes and counts are
 * what the archive claims, so each is checked.
 *
 * Source: APPNOTE.TXT 6.3.10.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { Readable } from "node:stream";
import { crc32 } from "node:zlib";
// @ts-types="@types/yauzl"
import {
  type Entry,
  fromBufferPromise,
  getFileNameLowLevel,
  openPromise,
  type ZipFile,
} from "yauzl";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { cleanPath } from "../names/mod.ts";

/** What of an archive is read at all. */
export interface ZipLimits {
  /** Files and folders. */
  readonly maxEntries: number;
  /** Of all files together, unpacked. */
  readonly maxBytes: number;
  /** How many times its packed size a file may have, where it is large. */
  readonly maxRatio: number;
}

/** Thousands of frames, or a few large files; media and tables shrink to a hundredth at best. */
const ZIP_LIMITS: ZipLimits = { maxEntries: 5000, maxBytes: 2e9, maxRatio: 200 };

/** Smaller files may shrink as much as Deflate can. */
const MIN_BOMB_BYTES = 16_000_000;

const DEFLATE = 8;
/** `S_IFMT` and `S_IFLNK` of stat(2), which Unix archivers keep in the upper half. */
const TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/** One file of an archive. */
export interface ZippedFile {
  /** Path below the folder that it may be unpacked to, unique in its archive; see {@linkcode cleanPath}. */
  readonly name: string;
  /** Unpacked. */
  readonly byteLength: number;
  /**
   * Its content, unpacked as it is taken.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` where it is damaged, encrypted, or not as long as the archive claims
   */
  pieces(signal: AbortSignal): AsyncGenerator<Uint8Array, void, void>;
}

/** An archive that is open. */
export interface OpenZip {
  /** Its files, in the archive's order. */
  readonly files: readonly ZippedFile[];
  /** Links, which are left out. */
  readonly leftOut: number;
  /** Closes its file; what is being read ends first. */
  close(): void;
}

/**
 * Opens an archive and lists its files.
 *
 * @param source its bytes, or the path of its file
 * @throws {FrameboxError} `INVALID_ARGUMENT` for what is no zip or damaged, `RESOURCE_EXHAUSTED` over a limit
 */
export async function openZip(
  source: Uint8Array<ArrayBuffer> | { readonly path: string },
  limits: ZipLimits = ZIP_LIMITS,
): Promise<OpenZip> {
  const options = { decodeStrings: false, autoClose: false, lazyEntries: true };
  let zip: ZipFile | undefined;
  try {
    zip = "path" in source
      ? await openPromise(source.path, options)
      : await fromBufferPromise(bufferOf(source), options);
    const { files, leftOut } = await list(zip, limits);
    return { files, leftOut, close: () => zip?.close() };
  } catch (caught) {
    zip?.close();
    throw caught instanceof FrameboxError ? caught : damaged(caught);
  }
}

async function list(
  zip: ZipFile,
  { maxEntries, maxBytes, maxRatio }: ZipLimits,
): Promise<Pick<OpenZip, "files" | "leftOut">> {
  if (zip.entryCount > maxEntries) throw tooMany(maxEntries);
  const files: ZippedFile[] = [];
  const names = new Set<string>();
  let [total, entries, leftOut] = [0, 0, 0];
  for await (const entry of zip.eachEntry()) {
    if (++entries > maxEntries) throw tooMany(maxEntries);
    total += entry.uncompressedSize;
    if (total > maxBytes) throw tooLarge(maxBytes);
    const { compressedSize, uncompressedSize: byteLength } = entry;
    if (byteLength > MIN_BOMB_BYTES && byteLength > maxRatio * compressedSize) throw bomb();
    const path = cleanPath(nameOf(entry));
    if (path === undefined) continue;
    if (((entry.externalFileAttributes >>> 16) & TYPE_MASK) === SYMBOLIC_LINK) {
      leftOut++;
      continue;
    }
    const name = unique(path, names);
    files.push({ name, byteLength, pieces: (signal) => pieces(zip, entry, signal) });
  }
  return { files, leftOut };
}

async function* pieces(
  zip: ZipFile,
  entry: Entry,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  signal.throwIfAborted();
  if (entry.isEncrypted()) throw encrypted();
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== DEFLATE) throw damaged();
  let checksum = 0;
  try {
    // It ends with an error as soon as more comes out than the archive claims.
    const stream = await streamOf(zip, entry);
    const stop = () => stream.destroy();
    signal.addEventListener("abort", stop, { once: true });
    try {
      for await (const piece of stream) {
        checksum = crc32(piece, checksum);
        yield piece;
      }
    } finally {
      signal.removeEventListener("abort", stop);
      stream.destroy();
    }
  } catch (caught) {
    signal.throwIfAborted();
    throw damaged(caught);
  }
  signal.throwIfAborted();
  if (checksum !== entry.crc32) throw damaged();
}

/** The name as it stands there: one that leaves its folder is no reason to refuse the other files. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

/** It may fail before it is read from; reading throws that error then. */
function streamOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  const { promise, resolve, reject } = Promise.withResolvers<Readable>();
  zip.openReadStream(entry, (error, stream) => {
    if (error) return reject(error);
    stream.on("error", () => {});
    resolve(stream);
  });
  return promise;
}

/** `a/b.png`, and then `a/b (2).png`. Systems that ignore case would overwrite `a/B.png`. */
function unique(path: string, names: Set<string>): string {
  const [, stem = path, extension = ""] = /^(.*?[^/])(\.[^./]*)?$/s.exec(path) ?? [];
  let name = path;
  for (let n = 2; names.has(name.toLowerCase()); n++) name = `${stem} (${n})${extension}`;
  names.add(name.toLowerCase());
  return name;
}

function bufferOf(bytes: Uint8Array<ArrayBuffer>): Buffer<ArrayBuffer> {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(cause?: unknown): FrameboxError {
  const sentence = "The zip archive is damaged or of a kind that can't be unpacked; download it.";
  return new FrameboxError("INVALID_ARGUMENT", sentence, cause, because("archive-damaged"));
}

function encrypted(): FrameboxError {
  const sentence = "The file is encrypted in its zip archive; download the archive.";
  return new FrameboxError("INVALID_ARGUMENT", sentence, undefined, because("archive-encrypted"));
}

function tooMany(limit: number): FrameboxError {
  const sentence = `The zip archive has more than ${limit} files; download it.`;
  const reason = because("archive-of-too-many-files", { limit });
  return new FrameboxError("RESOURCE_EXHAUSTED", sentence, undefined, reason);
}

function tooLarge(limit: number): FrameboxError {
  const sentence = `The zip archive unpacks to more than ${limit / 1e6} MB; download it.`;
  const reason = because("archive-too-large", { limit_bytes: limit });
  return new FrameboxError("RESOURCE_EXHAUSTED", sentence, undefined, reason);
}

function bomb(): FrameboxError {
  const sentence =
    "A file of the zip archive unpacks to hundreds of times its size, as only archives made to " +
    "do harm have it; it is not unpacked.";
  return new FrameboxError("RESOURCE_EXHAUSTED", sentence, undefined, because("archive-bomb"));
}
