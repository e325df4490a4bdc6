/**
 * What a run's results said, kept without their pictures: a page that was away reads here what came
 * meanwhile.
 *
 * @module
 */
import type { HistoryMemory } from "./history_memory.ts";
import type { DataVariable, History, HistoryEntry, Outcome, ResultContent } from "../api/mod.ts";

/** An outcome that is told of. */
export type Told = Exclude<Outcome, { kind: "dropped" }>;

/** Bound on the results of one count of one run, in bytes of memory. */
const MAX_RUN_BYTES = 4 * 2 ** 20;

/** What of one result is kept; more than that is in its `data.mat`. */
const MAX_TEXT = 2000;
const MAX_LABELS = 32;
const MAX_LABEL = 200;
const MAX_VARIABLES = 64;

/** A variable up to this size is kept for its numbers; and all of one result's up to that. */
const MAX_ELEMENT_BYTES = 4096;
const MAX_ELEMENTS_BYTES = 16_384;

/** About what an entry takes besides its strings and elements. */
const ENTRY_BYTES = 400;
const VARIABLE_BYTES = 100;

type Said = Pick<HistoryEntry, "labels" | "text" | "variables">;

/** What is read of a result when somebody asks. */
export type ResultReading = Pick<HistoryEntry, "values" | "labels" | "text">;

/** Reads what a result says, whether by its variables or as structured content. */
export type ReadResult = (content: ResultContent) => ResultReading;

interface Kept {
  readonly entry: Omit<HistoryEntry, "values">;
  /** Small variables with their contents, until they are read. */
  content: ResultContent | undefined;
  reading: ResultReading | undefined;
  readonly bytes: number;
}

/** {@linkcode History} of a run between two resets. */
export class RunHistory implements History {
  readonly #memory: HistoryMemory;
  readonly #most: number;
  readonly #read: ReadResult;
  #kept: Kept[] = [];
  #bytes = 0;
  #last = 0;

  /**
   * @param memory what the histories of all runs may take together
   * @param most results that are kept
   * @param read a result's numbers and words; called when they are asked for, once
   */
  constructor(
    memory: HistoryMemory,
    most: number,
    read: ReadResult = readNothing,
  ) {
    this.#memory = memory;
    this.#most = most;
    this.#read = read;
  }

  get last(): number {
    return this.#last;
  }

  get first(): number {
    return this.#last - this.#kept.length + 1;
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
    return this.#kept.slice(from, from + limit).map((kept) => {
      if (kept.content) kept.reading ??= bounded(this.#read(kept.content));
      kept.content = undefined;
      return { ...kept.entry, values: {}, ...kept.reading };
    });
  }

  /** Keeps what an outcome says; its number is {@linkcode RunHistory.next}. */
  add(outcome: Told): void {
    const kept = keptOf(outcome, this.#read);
    this.#last = outcome.seq;
    this.#kept.push(kept);
    this.#bytes += kept.bytes;
    this.#memory.grew(this, kept.bytes);
    while (this.#kept.length > this.#most || this.#bytes > MAX_RUN_BYTES) this.dropOldest();
  }

  /** Forgets the oldest entry. Returns whether there was one. */
  dropOldest(): boolean {
    const oldest = this.#kept.shift();
    if (!oldest) return false;
    this.#bytes -= oldest.bytes;
    this.#memory.shrank(this, oldest.bytes);
    return true;
  }

  /** Forgets all; the numbers start again. */
  clear(): void {
    const bytes = this.#bytes;
    this.#last = 0;
    this.#kept = [];
    this.#bytes = 0;
    this.#memory.shrank(this, bytes);
  }
}

function keptOf(outcome: Told, read: ReadResult): Kept {
  const { seq, number, kind } = outcome;
  if (kind === "failed") {
    const entry = { seq, number, kind, ...SAYS_NOTHING, error: outcome.error };
    return { entry, content: undefined, reading: undefined, bytes: ENTRY_BYTES };
  }
  const { content, processedBy, timings } = outcome;
  const said = saidBy(content);
  // What is said outright is short and read at once: nothing else has to be kept for its numbers.
  const structured = content.data !== undefined || content.boxes !== undefined;
  const variables = structured ? [] : smallOnes(content.variables ?? []);
  const { widthPx: width, heightPx: height } = content.picture ?? {};
  return {
    entry: {
      seq,
      number,
      kind,
      processedBy,
      timings,
      ...said,
      width,
      height,
      ...(content.scale && { scale: content.scale }),
      ...(content.remarks && { remarks: content.remarks }),
    },
    content: variables.length > 0 ? { variables, labels: said.labels, text: said.text } : undefined,
    reading: structured ? { ...read(content), labels: said.labels, text: said.text } : undefined,
    bytes: ENTRY_BYTES + bytesOf(said) +
      variables.reduce((sum, { element }) => sum + element.byteLength, 0),
  };
}

const SAYS_NOTHING: Said = { labels: [], text: undefined, variables: [] };

/** Without a reader only what a result says as structured content is known. */
function readNothing({ labels = [], text }: ResultContent): ResultReading {
  return { values: {}, labels, text };
}

function bounded(reading: ResultReading): ResultReading {
  return { values: reading.values, ...wordsOf(reading) };
}

function wordsOf({ labels = [], text }: Pick<ResultContent, "labels" | "text">) {
  return {
    labels: labels.slice(0, MAX_LABELS).map((label) => {
      return { ...label, label: label.label.slice(0, MAX_LABEL) };
    }),
    text: text?.slice(0, MAX_TEXT),
  };
}

function saidBy(content: ResultContent): Said {
  const { variables = [] } = content;
  return {
    ...wordsOf(content),
    variables: variables.slice(0, MAX_VARIABLES).map(({ name, class: matClass, dims }) => {
      return { name, class: matClass, dims };
    }),
  };
}

/**
 * Copies: an element is mostly a view on the whole message that it came in. Not by `slice`, which
 * gives another view where the message is one of Node's buffers.
 */
function smallOnes(variables: readonly DataVariable[]): DataVariable[] {
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

/** A character takes two bytes at most. */
function bytesOf({ labels, text, variables }: Said): number {
  return 2 * (text?.length ?? 0) +
    labels.reduce((sum, { label }) => sum + 2 * label.length + VARIABLE_BYTES, 0) +
    variables.reduce((sum, { name }) => sum + 2 * name.length + VARIABLE_BYTES, 0);
}
