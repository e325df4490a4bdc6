/**
 * What a call's result is, for a frame's result and for `data.mat`.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Boxes, JsonValue, Label } from "../../hub/mod.ts";
import { type MatValue, struct, writeElement } from "../../mat/mod.ts";
import { joinBytes, sniffFormat } from "../../media/image/mod.ts";
import {
  type AnswerReader,
  type DataContainer,
  type DataValue,
  DIRECT_READER,
  openZip,
  type Reading,
} from "../../oscar/answer/mod.ts";
import type { CallOutput, CallResult } from "../../oscar/calls/mod.ts";
import { resultFields } from "../../processors/mod.ts";
import type { DataRecord } from "./fields.ts";
import { type ContentOptions, kindOf, readData } from "./output_content.ts";
import { jsonRecordOf, restOf, SHOWN_REST, WHOLE_REST } from "./rest.ts";

/** A picture of a result. */
export interface ContentPicture {
  /** A path of safe names. */
  readonly name: string;
  /** By content. */
  readonly mediaType: string;
  /** The file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What a result holds, all of its files together. */
export interface ServiceContent {
  /** The first of {@linkcode pictures}. */
  readonly picture: ContentPicture | undefined;
  /** In the order of the files; those in archives, too. */
  readonly pictures: readonly ContentPicture[];
  /** The most probable first. */
  readonly labels: readonly Label[];
  /** In pixels of the picture that was given; an empty list where nothing was found. */
  readonly boxes: Boxes | undefined;
  /** What was written; of a long text the beginning. */
  readonly text: string | undefined;
  /** All other data, within bounds. */
  readonly data: Readonly<Record<string, JsonValue>> | undefined;
  /** Media types of files that are nothing of these: sounds, videos, archives without pictures. */
  readonly others: readonly string[];
  /**
   * All of it but the pictures as a variable of `data.mat`: a struct.
   *
   * @param name as MATLAB knows names
   * @returns a whole Level 5 element; `undefined` where there is no data
   */
  element(name: string): Uint8Array<ArrayBuffer> | undefined;
}

/** Of all files that are looked into together, in bytes. */
const MAX_BYTES = 64_000_000;
/** Of an archive. */
const MAX_ENTRIES = 64;
const MAX_PICTURES = 64;
const MAX_TEXT = 10_000;

/**
 * Reads a result. Files that are too large to be looked into are named in `others`.
 *
 * @throws {FrameboxError} `NOT_FOUND` where a file is gone; what the signal aborts with
 */
export async function contentOf(
  { outputs }: Pick<CallResult, "outputs">,
  options: ContentOptions & { readonly answers?: AnswerReader },
  signal: AbortSignal,
): Promise<ServiceContent> {
  const content = new ContentBuilder(options);
  for (const output of outputs) {
    await addOutput(content, output, options.answers ?? DIRECT_READER, signal);
  }
  return content;
}

async function addOutput(
  content: ContentBuilder,
  output: CallOutput,
  answers: AnswerReader,
  signal: AbortSignal,
): Promise<void> {
  const { name, mediaType, byteLength, reading } = output;
  const isMedia = /^(audio|video)\//.test(mediaType);
  if (isMedia || reading === undefined && !content.hasRoom(byteLength)) {
    return content.addOther(mediaType);
  }
  const read = reading ?? await answers.read(await bytesOf(output.pieces(signal)), signal);
  if (read.kind !== "bytes" || read.mediaType !== "application/zip") return content.add(name, read);
  if (!await addArchive(content, read.bytes, answers, signal)) content.addOther(read.mediaType);
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(joinBytes(await Array.fromAsync(pieces)));
}

/** Adds what an archive holds; `false` where it can't be unpacked, or holds nothing to show. */
async function addArchive(
  content: ContentBuilder,
  bytes: Uint8Array<ArrayBuffer>,
  answers: AnswerReader,
  signal: AbortSignal,
): Promise<boolean> {
  let isShown = false;
  try {
    const zip = await openZip(bytes);
    try {
      for (const { name, byteLength, pieces } of zip.files.slice(0, MAX_ENTRIES)) {
        if (!content.hasRoom(byteLength)) continue;
        const reading = await answers.read(await bytesOf(pieces(signal)), signal);
        if (reading.kind === "bytes" && sniffFormat(reading.bytes) === undefined) continue;
        content.add(name, reading);
        isShown = true;
      }
    } finally {
      zip.close();
    }
  } catch (caught) {
    // Damaged, or a bomb: it can be downloaded as it is.
    if (!(caught instanceof FrameboxError) || signal.aborted) throw caught;
  }
  return isShown;
}

/** Collects it. */
class ContentBuilder implements ServiceContent {
  readonly pictures: ContentPicture[] = [];
  readonly others: string[] = [];
  labels: readonly Label[] = [];
  boxes: Boxes | undefined;
  text: string | undefined;
  readonly #options: ContentOptions;
  readonly #data: { name: string; value: DataContainer; from: ReadonlySet<DataValue> }[] = [];
  #room = MAX_BYTES;
  #json: { readonly data: Readonly<Record<string, JsonValue>> | undefined } | undefined;

  constructor(options: ContentOptions) {
    this.#options = options;
  }

  get picture(): ContentPicture | undefined {
    return this.pictures[0];
  }

  get data(): Readonly<Record<string, JsonValue>> | undefined {
    if (this.#json === undefined) {
      const rest = this.#rest(SHOWN_REST);
      this.#json = { data: rest && jsonRecordOf(rest) };
    }
    return this.#json.data;
  }

  element(name: string): Uint8Array<ArrayBuffer> | undefined {
    const { labels, boxes, text } = this;
    const fields = fieldsOf({ labels, boxes, text }, this.#rest(WHOLE_REST));
    return Object.keys(fields).length > 0 ? writeElement(name, struct(fields)) : undefined;
  }

  /** Whether a file of this size may be looked into; it is counted then. */
  hasRoom(bytes: number): boolean {
    if (bytes > this.#room) return false;
    this.#room -= bytes;
    return true;
  }

  addOther(mediaType: string): void {
    this.others.push(mediaType);
  }

  add(name: string, reading: Reading): void {
    if (reading.kind === "empty") return;
    if (reading.kind === "text") {
      this.text ??= reading.text.slice(0, MAX_TEXT).toWellFormed();
    } else if (reading.kind === "data") {
      const { labels, boxes, from } = readData(reading.value, this.#options);
      if (this.labels.length === 0) this.labels = labels;
      this.boxes ??= boxes;
      this.#data.push({ name, value: reading.value, from });
    } else {
      const { bytes, mediaType } = reading;
      const isPicture = kindOf(reading, { mediaType, head: bytes }) === "picture";
      if (isPicture && this.pictures.length < MAX_PICTURES) {
        this.pictures.push({ name, mediaType, bytes });
      } else this.others.push(mediaType);
    }
  }

  /** Of several files each is a field of its own. */
  #rest(bounds: typeof SHOWN_REST): DataRecord | undefined {
    const rests = this.#data.map(({ name, value, from }) =>
      [name, restOf(value, from, bounds)] as const
    );
    const [only] = rests;
    if (rests.length === 1) return only?.[1];
    const entries = rests.flatMap(([name, rest]): [string, DataValue][] =>
      rest === undefined ? [] : [[name.replace(/\.[^./]*$/, ""), rest]]
    );
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
}

/** What was found in a file. */
export interface FoundContent {
  /** The most probable first. */
  readonly labels: readonly Label[];
  /** In pixels of the picture that was given. */
  readonly boxes: Boxes | undefined;
  /** What was written. */
  readonly text: string | undefined;
}

/**
 * The fields of a struct, by the names that processors and workers use; none where there is nothing.
 *
 * @param data what it was found in, if that is data: the rest of it has fields, too
 */
export function contentFields(
  found: FoundContent,
  data: DataContainer | undefined,
): Record<string, MatValue> {
  if (data === undefined) return fieldsOf(found, undefined);
  // Where boxes are is no matter: they are in `found`.
  const { from } = readData(data, { sentPx: { widthPx: 1, heightPx: 1 } });
  return fieldsOf(found, restOf(data, from, WHOLE_REST));
}

function fieldsOf(
  { labels, boxes, text }: FoundContent,
  data: DataRecord | undefined,
): Record<string, MatValue> {
  return resultFields({ ...data && { data } }, {
    ...labels.length > 0 && { labels },
    ...boxes && { boxes },
    ...text !== undefined && { text },
  });
}
