/**
 * The results of an image set as one ZIP, made while it is sent: at no time is more of it in memory
 * than a piece of one file. Any part of it can be asked for.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { DataCopy } from "../../hub/mod.ts";
import { fileStream, whileSent, ZipArchive, type ZipEntry } from "../../base/files/mod.ts";
import type { ResultFile } from "./image_set_items.ts";
import { type ListedItem, listingCsv, listingJson } from "./image_set_listing.ts";
import type { ImageSetRun } from "./image_set_run.ts";
import { Names, withEnding } from "./picture_name.ts";

/** Where the pictures are in it, so that no name of theirs meets one of ours. */
const FOLDER = "pictures";

/** An archive that is ready to be sent. */
export interface ResultsZip {
  /** Of the whole archive. */
  readonly byteLength: number;
  /** Changes whenever its bytes change; reveals nothing about them. */
  readonly version: string;
  /** This many of its bytes from `first` on. Pull them or cancel it, for it holds files open. */
  stream(first: number, byteLength: number): ReadableStream<Uint8Array>;
  /** Lets go of it when no stream of it was taken. */
  close(): void;
}

/**
 * The results that are there now: `results.csv`, `results.json`, the pictures with their names and
 * folders in `pictures/`, and `data.mat` if there is one. Nothing is compressed: pictures are.
 */
export async function zipOf(set: ImageSetRun): Promise<ResultsZip> {
  const names = new Names();
  const listed: ListedItem[] = set.items.all.map((item) => {
    const file = item.result && `${FOLDER}/${withEnding(item.name, item.result.format)}`;
    return { item: { ...item }, file: file && names.take(file) };
  });
  const data = await set.run.data.read();
  const texts = [
    textEntry("results.csv", listingCsv(listed)),
    textEntry("results.json", listingJson(listed)),
  ];
  // The listings hold all but the bytes of the pictures and of data.mat.
  const hash = createHash("sha256").update(set.startedAt.toISOString());
  for (const { crc32 } of texts) hash.update(`${crc32()} `);
  const entries: ZipEntry[] = [...texts];
  for (const { item, file } of listed) {
    if (file === undefined || !item.result) continue;
    entries.push(pictureEntry(file, item.result, () => set.openResult(item)));
    hash.update(`${item.result.byteLength} ${item.result.crc32} `);
  }
  // The last one, because its CRC has to be found by reading it.
  if (data) entries.push(dataEntry(set, data));
  hash.update(data?.version ?? "");
  const archive = new ZipArchive(entries, set.startedAt);
  return {
    byteLength: archive.byteLength,
    version: hash.digest("base64url").slice(0, 22),
    stream: (first, byteLength) =>
      whileSent(ReadableStream.from(archive.pieces(first, byteLength)), () => data?.close()),
    close: () => data?.close(),
  };
}

function textEntry(name: string, text: string): ZipEntry & { crc32: () => number } {
  const bytes = new TextEncoder().encode(text);
  const crc = crc32(bytes);
  return {
    name,
    byteLength: bytes.byteLength,
    crc32: () => crc,
    pieces: async function* (first, byteLength) {
      yield await Promise.resolve(bytes.subarray(first, first + byteLength));
    },
  };
}

function pictureEntry(
  name: string,
  { byteLength, crc32 }: ResultFile,
  open: () => Promise<Deno.FsFile>,
): ZipEntry {
  return {
    name,
    byteLength,
    crc32: () => crc32,
    pieces: async function* (first, byteLength) {
      const file = await open();
      await file.seek(first, Deno.SeekMode.Start);
      yield* fileStream(file, byteLength);
    },
  };
}

/** Of what is on disk already; an archive is often fetched in parts. */
const KNOWN = new WeakMap<
  ImageSetRun,
  { readonly version: string; readonly crc: Promise<number> }
>();

function dataEntry(set: ImageSetRun, data: DataCopy): ZipEntry {
  return {
    name: "data.mat",
    byteLength: data.byteLength,
    crc32: () => {
      const known = KNOWN.get(set);
      if (known?.version === data.version) return known.crc;
      const crc = crcOf(data);
      KNOWN.set(set, { version: data.version, crc });
      crc.catch(() => KNOWN.delete(set));
      return crc;
    },
    pieces: (first, byteLength) => data.pieces(first, byteLength),
  };
}

async function crcOf(data: DataCopy): Promise<number> {
  let crc = 0;
  for await (const piece of data.pieces()) crc = crc32(piece, crc);
  return crc;
}
