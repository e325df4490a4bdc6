/**
 * The results of a run without their payloads, for a page that was disconnected meanwhile.
 *
 * @module
 */
import type { HistoryMemory } from "./history_memory.ts";
import type { PublishedOutcome } from "./outcome.ts";
import type { DataVariable, History, HistoryEntry, ResultContent } from "../api/mod.ts";

/** Bound on the results of one epoch, in bytes of memory. */
const MAX_RUN_BYTES = 4 * 2 ** 20;

/** Bounds on what is kept of one result, in characters and counts; the rest is in its `data.mat`. */
const MAX_TEXT_LENGTH = 2000;
const MAX_LABELS = 32;
const MAX_LABEL_LENGTH = 200;
const MAX_VARIABLES = 64;

/** Bounds on the variables whose numbers are kept: on each one, and on all of one result. */
const MAX_ELEMENT_BYTES = 4096;
const MAX_ELEMENTS_BYTES = 16_384;

/** Roughly the memory of an entry and of a label or variable besides their strings and elements. */
const ENTRY_BYTES = 400;
const VARIABLE_BYTES = 100;

type EntryContent = Pick<HistoryEntry, "labels" | "text" | "variables">;

/** What is read from a result on request. */
export type ResultReading = Pick<HistoryEntry, "values" | "labels" | "text">;

/** Reads labels, text and numbers of a result, from its variables or its structured content. */
export type ReadResult = (content: ResultContent) => ResultReading;

interface StoredResult {
  readonly entry: Omit<HistoryEntry, "values">;
  /** Small variables with their contents, until they are read. */
  content: ResultContent | undefined;
  reading: ResultReading | undefined;
  readonly bytes: number;
}

/** {@linkcode History} of a run between two resets. */
export class RunHistory implements History {
  readonly #memory: HistoryMemory;
  readonly #maxCount: number;
  readonly #read: ReadResult;
  #stored: StoredResult[] = [];
  #bytes = 0;
  #last = 0;

  /**
   * @param memory what the histories of all runs may take together
   * @param maxCount how many results are kept
   * @param read reads a result; called once, when its entry is first requested
   */
  constructor(
    memory: HistoryMemory,
    maxCount: number,
    read: ReadResult = readNothing,
  ) {
    this.#memory = memory;
    this.#maxCount = maxCount;
    this.#read = read;
  }

  get last(): number {
    return this.#last;
  }

  get first(): number {
    return this.#last - this.#stored.length + 1;
  }

  /** Bytes of memory that it takes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The number of the next outcome. */
  get next(): number {
    return this.#last + 1;
  }

  after(seq: number, limit: number): readonly HistoryEntry[] {
    const from = Math.max(0, seq - this.first + 1);
    return this.#stored.slice(from, from + limit).map((stored) => {
      if (stored.content) stored.reading ??= bounded(this.#read(stored.content));
      stored.content = undefined;
      return { ...stored.entry, values: {}, ...stored.reading };
    });
  }

  /** Keeps an outcome; its number is {@linkcode RunHistory.next}. */
  add(outcome: PublishedOutcome): void {
    const stored = storedResult(outcome, this.#read);
    this.#last = outcome.seq;
    this.#stored.push(stored);
    this.#bytes += stored.bytes;
    this.#memory.grew(this, stored.bytes);
    while (this.#stored.length > this.#maxCount || this.#bytes > MAX_RUN_BYTES) this.dropOldest();
  }

  /** Forgets the oldest entry. Returns whether there was one. */
  dropOldest(): boolean {
    const oldest = this.#stored.shift();
    if (!oldest) return false;
    this.#bytes -= oldest.bytes;
    this.#memory.shrank(this, oldest.bytes);
    return true;
  }

  /** Forgets all; the numbers start again. */
  clear(): void {
    const bytes = this.#bytes;
    this.#last = 0;
    this.#stored = [];
    this.#bytes = 0;
    this.#memory.shrank(this, bytes);
  }
}

function storedResult(outcome: PublishedOutcome, read: ReadResult): StoredResult {
  const { seq, number, kind } = outcome;
  if (kind === "failed") {
    const entry = { seq, number, kind, ...NO_CONTENT, error: outcome.error };
    return { entry, content: undefined, reading: undefined, bytes: ENTRY_BYTES };
  }
  const { content, processedBy, timings } = outcome;
  const own = contentOf(content);
  // Structured content is short and read at once, so its variables need not be kept.
  const isStructured = content.data !== undefined || content.boxes !== undefined;
  const variables = isStructured ? [] : smallVariables(content.variables ?? []);
  const { widthPx: width, heightPx: height } = content.payload?.size ?? {};
  return {
    entry: {
      seq,
      number,
      kind,
      processedBy,
      timings,
      ...own,
      width,
      height,
      ...(content.scale && { scale: content.scale }),
      ...(content.remarks && { remarks: content.remarks }),
    },
    content: variables.length > 0 ? { variables, labels: own.labels, text: own.text } : undefined,
    reading: isStructured ? { ...read(content), labels: own.labels, text: own.text } : undefined,
    bytes: ENTRY_BYTES + bytesOf(own) +
      variables.reduce((sum, { element }) => sum + element.byteLength, 0),
  };
}

const NO_CONTENT: EntryContent = { labels: [], text: undefined, variables: [] };

/** Without a reading function only structured content is known. */
function readNothing({ labels = [], text }: ResultContent): ResultReading {
  return { values: {}, labels, text };
}

function bounded(reading: ResultReading): ResultReading {
  return { values: reading.values, ...textOf(reading) };
}

function textOf({ labels = [], text }: Pick<ResultContent, "labels" | "text">) {
  return {
    labels: labels.slice(0, MAX_LABELS).map((label) => {
      return { ...label, label: label.label.slice(0, MAX_LABEL_LENGTH) };
    }),
    text: text?.slice(0, MAX_TEXT_LENGTH),
  };
}

function contentOf(content: ResultContent): EntryContent {
  const { variables = [] } = content;
  return {
    ...textOf(content),
    variables: variables.slice(0, MAX_VARIABLES).map(({ name, class: matClass, dims }) => {
      return { name, class: matClass, dims };
    }),
  };
}

/**
 * Copies of the small variables: an element is mostly a view on the whole message that it came in. `slice`
 * gives another view where the message is one of Node's buffers, so it is not used.
 */
function smallVariables(variables: readonly DataVariable[]): DataVariable[] {
  const small: DataVariable[] = [];
  let bytes = 0;
  for (const variable of variables.slice(0, MAX_VARIABLES)) {
    const { byteLength } = variable.element;
    if (byteLength > MAX_ELEMENT_BYTES || bytes + byteLength > MAX_ELEMENTS_BYTES) continue;
    bytes += byteLength;
    small.push({ ...variable, element: new Uint8Array(variable.element) });
  }
  return small;
}

/** A character of a string takes two bytes at most. */
function bytesOf({ labels, text, variables }: EntryContent): number {
  return 2 * (text?.length ?? 0) +
    labels.reduce((sum, { label }) => sum + 2 * label.length + VARIABLE_BYTES, 0) +
    variables.reduce((sum, { name }) => sum + 2 * name.length + VARIABLE_BYTES, 0);
}
