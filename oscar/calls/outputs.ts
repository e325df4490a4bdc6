/**
 * Outputs of calls, as their callers take them.
 *
 * @module
 */
import { type Clock, pause } from "../../base/clock/mod.ts";
import { type AnswerReader, mediaTypeOf, type Reading, renameInZip } from "../answer/mod.ts";
import {
  readableEntry,
  readableName,
  safeFileName,
  type SentInput,
  stemOf,
  withExtension,
} from "../names/mod.ts";
import { isPassing, type ObjectContent, objectGone } from "../storage/mod.ts";
import { readWithin, TOO_LARGE } from "../transport/mod.ts";
import { piecesOf } from "./bytes_input.ts";
import type { Store } from "./cluster_store.ts";
import type { FoundObject } from "./found_objects.ts";
import type { CallOutput } from "./service_call.ts";

/** How outputs are fetched. */
export interface FetchOptions {
  readonly input: SentInput;
  readonly maxHeldBytes: number;
  readonly answers: AnswerReader;
  /** How long storage that is away is tried again, in milliseconds. */
  readonly storageMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const FIRST_PAUSE_MS = 250;
const LAST_PAUSE_MS = 5000;
/** Of a large file: its signature. */
const HEAD_BYTES = 65_536;

/** The output of a synchronous call; none where the answer is empty. */
export function answerOutputs(answer: Reading, original: string): CallOutput[] {
  if (answer.kind === "empty") return [];
  const { mediaType, extension } = answer;
  const bytes = withReadableEntries(answer.bytes, { original });
  const reading = { ...answer, bytes };
  const stem = readableName(stemOf(safeFileName(original)), {
    original,
  });
  return [{
    name: `${stem}.${extension}`,
    mediaType,
    byteLength: bytes.length,
    reading,
    pieces: () => piecesOf(bytes),
  }];
}

/** Fetches an object that is small enough to be held, and the head of another. */
export async function fetchOutput(
  { folder: { store, bucket, folder }, object: { key, byteLength } }: FoundObject,
  { input, maxHeldBytes, answers, storageMs, clock, signal }: FetchOptions,
): Promise<CallOutput> {
  const path = folder === "" ? key : key.slice(folder.length + 1);
  const readable = readableName(path, input);
  const start = clock.now();
  for (let pauseMs = FIRST_PAUSE_MS;; pauseMs = Math.min(2 * pauseMs, LAST_PAUSE_MS)) {
    try {
      const content = await store.get(bucket, key, signal);
      const length = content.byteLength ?? byteLength;
      if (length > maxHeldBytes) {
        const { etag } = content;
        const { mediaType, extension } = await headOf(content);
        return {
          name: extension === undefined ? readable : withExtension(readable, extension),
          mediaType,
          byteLength: length,
          reading: undefined,
          pieces: (given) => read(store, bucket, key, etag, given),
        };
      }
      const bytes = await readWithin(content.body, maxHeldBytes);
      if (bytes === TOO_LARGE) throw objectGone();
      const reading = await answers.read(withReadableEntries(bytes, input), signal);
      return held(readable, reading);
    } catch (caught) {
      signal.throwIfAborted();
      if (!isPassing(caught) || clock.now() - start + pauseMs > storageMs) throw caught;
    }
    await pause(pauseMs, signal, clock);
    signal.throwIfAborted();
  }
}

/** The names in an archive, too, are after the user's own name of the input. */
function withReadableEntries(
  bytes: Uint8Array<ArrayBuffer>,
  input: SentInput,
): Uint8Array<ArrayBuffer> {
  if (mediaTypeOf(bytes)?.mediaType !== "application/zip") return bytes;
  return renameInZip(bytes, (path) => readableEntry(path, input));
}

function held(readable: string, reading: Reading): CallOutput {
  const bytes = reading.kind === "empty" ? new Uint8Array() : reading.bytes;
  const extension = reading.kind === "empty" ? "txt" : reading.extension;
  return {
    name: withExtension(readable, extension),
    mediaType: reading.kind === "empty" ? "text/plain" : reading.mediaType,
    byteLength: bytes.length,
    reading,
    pieces: () => piecesOf(bytes),
  };
}

async function headOf(
  content: ObjectContent,
): Promise<{ readonly mediaType: string; readonly extension?: string }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content.body) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD_BYTES) break;
  }
  content.cancel();
  const head = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    head.set(piece, at);
    at += piece.length;
  }
  return mediaTypeOf(head) ?? { mediaType: content.mediaType ?? "application/octet-stream" };
}

async function* read(
  store: Store,
  bucket: string,
  key: string,
  etag: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const content = await store.get(bucket, key, signal);
  if (content.etag !== etag) {
    content.cancel();
    throw objectGone();
  }
  yield* content.body;
}
