/**
 * Files of an archive that a service gave, unpacked while they are sent.
 *
 * @module
 */
import { FrameboxError } from "../../../base/errors/mod.ts";
import { whileSent } from "../../../base/files/mod.ts";
import type { KeptFile } from "../../../clusters/calls/mod.ts";
import { mediaTypeOf, openZip, type ZippedFile } from "../../../oscar/answer/mod.ts";
import type { ArchiveEntriesJson } from "../../wire/mod.ts";
import { errorJson } from "../errors.ts";
import type { CallFile } from "./served_file.ts";
import { typeByName } from "./shown_types.ts";

/** Bytes that identify a file. */
const HEAD_BYTES = 512;

/**
 * The list of an archive's files; where it can't be read, with the reason.
 *
 * @param url of the list
 */
export async function entriesJson(file: KeptFile, url: string): Promise<ArchiveEntriesJson> {
  try {
    const zip = await openZip({ path: file.path });
    zip.close();
    const entries = zip.files.map(({ name, byteLength }, entry) => ({
      entry,
      name,
      media_type: typeByName(name),
      bytes: byteLength,
      url: `${url}/${entry}`,
    }));
    return { entries, problem: null };
  } catch (caught) {
    if (!(caught instanceof FrameboxError)) throw caught;
    return { entries: [], problem: errorJson(caught) };
  }
}

/**
 * One file of an archive; `undefined` where there is none of that number.
 *
 * @throws {FrameboxError} why the archive can't be unpacked
 */
export async function entryFile(
  file: KeptFile,
  number: number,
  version: string,
  signal: AbortSignal,
): Promise<CallFile | undefined> {
  const zip = await openZip({ path: file.path });
  try {
    const entry = zip.files[number];
    if (entry === undefined) return undefined;
    const { name, byteLength } = entry;
    const head = await headOf(entry, signal);
    const known = mediaTypeOf(head)?.mediaType;
    return {
      name,
      // A text has no signature; a name alone makes nothing a picture.
      mediaType: known ?? textType(name),
      byteLength,
      version,
      stream: (first, length) => opened(file, number, first, length, signal),
    };
  } finally {
    zip.close();
  }
}

function textType(name: string): string {
  const type = typeByName(name);
  return type === "text/plain" || type === "application/json" ? type : "application/octet-stream";
}

async function headOf(entry: ZippedFile, signal: AbortSignal): Promise<Uint8Array> {
  const head = new Uint8Array(Math.min(HEAD_BYTES, entry.byteLength));
  let length = 0;
  for await (const piece of entry.pieces(signal)) {
    head.set(piece.subarray(0, head.length - length), length);
    length += Math.min(piece.length, head.length - length);
    if (length === head.length) break;
  }
  return head.subarray(0, length);
}

/** The archive stays open while one of its files is sent. */
async function opened(
  file: KeptFile,
  number: number,
  first: number,
  byteLength: number,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const zip = await openZip({ path: file.path });
  const entry = zip.files[number];
  const pieces = entry ? rangeOf(entry.pieces(signal), first, byteLength) : [];
  return whileSent(ReadableStream.from(pieces), () => zip.close());
}

async function* rangeOf(
  pieces: AsyncIterable<Uint8Array>,
  first: number,
  byteLength: number,
): AsyncGenerator<Uint8Array, void, void> {
  let [skip, left] = [first, byteLength];
  for await (const piece of pieces) {
    const part = piece.subarray(skip, skip + left);
    skip = Math.max(0, skip - piece.length);
    left -= part.length;
    if (part.length > 0) yield part;
    if (left === 0) return;
  }
}
