/**
 * One file of a call on disk, and what it is.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Boxes, Label } from "../../hub/mod.ts";
import { type ImageLimits, readPictureHeader, type SizePx } from "../../media/image/mod.ts";
import { type AnswerReader, readFile, type Reading } from "../../oscar/answer/mod.ts";
import type { CallOutput } from "../../oscar/calls/mod.ts";
import { type ContentKind, type ContentOptions, kindOf, readData } from "../content/mod.ts";
import type { KeptFile, KeptFiles } from "./kept_file.ts";

/** One file of a call. */
export interface StoredOutput {
  /** A path of safe names. */
  readonly name: string;
  /** By content. */
  readonly mediaType: string;
  /** By content, too. */
  readonly kind: ContentKind;
  /** Of a picture; 0 for others, and where its header can't be read. */
  readonly size: SizePx;
  /** On disk. */
  readonly file: KeptFile;
  /** The beginning of a text. */
  readonly text: string | undefined;
  /** Whether there is more of it. */
  readonly isTextCut: boolean;
  /** The most probable first. */
  readonly labels: readonly Label[];
  /** In pixels of the input. */
  readonly boxes: Boxes | undefined;
}

/** Of a text that is held, in bytes of UTF-8. */
const MAX_TEXT_BYTES = 64 * 1024;
/** Larger files are no data that is looked into. */
const MAX_DATA_BYTES = 16_000_000;
const NO_SIZE: SizePx = { widthPx: 0, heightPx: 0 };

/** How outputs are read. */
export interface StoreOptions extends ContentOptions {
  /** Of pictures. */
  readonly imageLimits: ImageLimits;
  readonly answers: AnswerReader;
}

/**
 * Writes an output to disk as it comes from the cluster.
 *
 * @throws {FrameboxError} `RESOURCE_EXHAUSTED` where there is no room, `NOT_FOUND` where it is gone from the cluster
 */
export async function storeOutput(
  files: KeptFiles,
  output: CallOutput,
  options: StoreOptions,
  signal: AbortSignal,
): Promise<StoredOutput> {
  const { name, mediaType } = output;
  const { file, head } = await files.write(output.pieces(signal));
  try {
    const reading = output.reading ??
      await readingOf(file, mediaType, head, options.answers, signal);
    return describe(file, head, { name, mediaType, reading }, options);
  } catch (caught) {
    await file.release();
    throw caught;
  }
}

/** What a file of a call holds, read from disk again; `undefined` for one that is no data. */
export async function storedReading(
  { file, kind }: StoredOutput,
  answers: AnswerReader,
  signal: AbortSignal,
): Promise<Reading | undefined> {
  if (kind !== "data" || file.byteLength > MAX_DATA_BYTES) return undefined;
  return await answers.read(await file.bytes(), signal);
}

/** A large file may still be text. */
async function readingOf(
  file: KeptFile,
  mediaType: string,
  head: Uint8Array<ArrayBuffer>,
  answers: AnswerReader,
  signal: AbortSignal,
): Promise<Reading | undefined> {
  if (/^(image|audio|video)\//.test(mediaType)) return undefined;
  // A file with zero bytes at its beginning is no text of UTF-8.
  const isBinary = readFile(wholeCharacters(head)).kind === "bytes";
  if (isBinary || file.byteLength > MAX_DATA_BYTES) return undefined;
  return await answers.read(await file.bytes(), signal);
}

function describe(
  file: KeptFile,
  head: Uint8Array<ArrayBuffer>,
  given: {
    readonly name: string;
    readonly mediaType: string;
    readonly reading: Reading | undefined;
  },
  options: StoreOptions,
): StoredOutput {
  const { name, reading } = given;
  const mediaType = reading && reading.kind !== "empty" ? reading.mediaType : given.mediaType;
  const kind = kindOf(reading, { mediaType, head });
  const isText = reading?.kind === "text" || reading?.kind === "data";
  const found = reading?.kind === "data" ? readData(reading.value, options) : undefined;
  const text = isText ? textStart(reading.text) : undefined;
  return {
    name,
    mediaType,
    kind,
    size: kind === "picture" ? pictureSize(head, options.imageLimits) : NO_SIZE,
    file,
    text: reading?.kind === "empty" ? "" : text,
    isTextCut: isText && text !== reading.text,
    labels: found?.labels ?? [],
    boxes: found?.boxes,
  };
}

/** The beginning of a text, with whole characters. */
function textStart(text: string): string {
  const bytes = new TextEncoder().encode(text.slice(0, MAX_TEXT_BYTES));
  if (bytes.byteLength <= MAX_TEXT_BYTES) return text.slice(0, MAX_TEXT_BYTES).toWellFormed();
  return new TextDecoder().decode(wholeCharacters(bytes.subarray(0, MAX_TEXT_BYTES)));
}

/** Without the part of a character of UTF-8 at the end. */
function wholeCharacters(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  for (let back = 1; back <= Math.min(3, bytes.byteLength); back++) {
    const byte = bytes[bytes.byteLength - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.subarray(0, bytes.byteLength - back) : bytes;
  }
  return bytes;
}

/** Columns and rows as shown; 0 where the beginning of the file doesn't hold them. */
export function pictureSize(head: Uint8Array, limits: ImageLimits): SizePx {
  try {
    const { widthPx, heightPx } = readPictureHeader(head, limits);
    return { widthPx, heightPx };
  } catch (caught) {
    if (!(caught instanceof FrameboxError)) throw caught;
    return NO_SIZE;
  }
}
