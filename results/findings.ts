/**
 * What a result says that is not a picture, in one form whoever says it: a processor in the box,
 * which says it outright, or a worker, whose variables are read.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import { type MatStruct, type MatValue, readElement, textOf } from "../mat/mod.ts";
import { annotationsOf, MAT_LIMITS, MAX_BYTES, pathOf } from "./annotations.ts";
import { BOX_FIELDS, hasBoxes, isCorners } from "./boxes.ts";
import { JsonValues } from "./json_values.ts";
import type { Boxes, JsonValue, Label, ResultContent } from "../hub/mod.ts";

/** Labels kept of one frame. */
const MAX_LABELS = 100;

/** Longest label and text, in UTF-16 units; what is longer is cut. */
const MAX_LABEL = 1000;
const MAX_TEXT = 10_000;

/** Fields that hold labels, and those that hold how probable each is, the first that fits. */
const LABEL_FIELDS = ["labels", "label"];
const PROBABILITY_FIELDS = ["probabilities", "probability", "scores", "score", "conf"];

/** See {@linkcode findingsOf}. */
export interface Findings {
  /** What was recognised, the most probable first where that is known. */
  readonly labels: readonly Label[];
  /** What was found and where. An empty one: the detector looked and found nothing. */
  readonly boxes: Boxes | undefined;
  /** Words about the frame. */
  readonly text: string | undefined;
  /** All else, within bounds: large arrays are left out. */
  readonly rest: Readonly<Record<string, JsonValue>> | undefined;
  /** `false`: something was too large to be told here, or there is no JSON for it. */
  readonly isWhole: boolean;
}

const known = new WeakMap<ResultContent, Findings>();

/**
 * What a result says. Where it says anything outright that is all; else its variables are read: the
 * fields of the frame's struct, or variables of these names. `xyxy`, `conf`, `cls`, `id` and `names`
 * are boxes; `label` or `labels`, with `probability`, `probabilities`, `score`, `scores` or `conf`,
 * are labels; `text` is text; what else there is comes as `rest`. Made when somebody asks first, then
 * kept as long as the content is. What can't be read says nothing.
 */
export function findingsOf(content: ResultContent): Findings {
  let findings = known.get(content);
  if (findings === undefined) known.set(content, findings = findingsIn(content));
  return findings;
}

function findingsIn(content: ResultContent): Findings {
  const { labels = [], boxes, text, data } = content;
  if (labels.length > 0 || boxes !== undefined || text !== undefined || data !== undefined) {
    return { labels, boxes, text, rest: data, isWhole: true };
  }
  let isWhole = true;
  const said = new Map<string, MatValue>();
  for (const { element } of content.variables ?? []) {
    if (element.byteLength > MAX_BYTES) {
      isWhole = false;
      continue;
    }
    try {
      const { name, value } = readElement(element, MAT_LIMITS);
      add(said, pathOf(name), value);
    } catch (error) {
      if (!(error instanceof FrameboxError)) throw error;
      isWhole = false;
    }
  }
  return read(said, annotationsOf(content).boxes, isWhole);
}

/** Collects fields by their names; the frame's own struct is taken apart. */
function add(said: Map<string, MatValue>, name: string, value: MatValue): void {
  if (name !== "") said.set(name, value);
  else if (value.kind === "struct" && isOne(value)) {
    for (const [i, field] of value.fields.entries()) {
      const inner = value.values[i];
      if (inner) said.set(field, inner);
    }
  } else said.set(value.kind === "char" ? "text" : "data", value);
}

function read(
  said: Map<string, MatValue>,
  boxes: Boxes | undefined,
  allRead: boolean,
): Findings {
  if (isCorners(said.get("xyxy"))) { for (const field of BOX_FIELDS) said.delete(field); }
  const labels = takeLabels(said);
  const text = takeText(said);
  let others: Pick<Findings, "rest" | "isWhole"> | undefined;
  // Most who ask want the words alone.
  const tellOthers = () => others ??= othersIn(said, allRead);
  return {
    labels,
    boxes,
    text,
    get rest() {
      return tellOthers().rest;
    },
    get isWhole() {
      return tellOthers().isWhole;
    },
  };
}

/** What is neither labels nor text nor boxes. */
function othersIn(said: Map<string, MatValue>, allRead: boolean) {
  const values = new JsonValues();
  const rest = values.record([...said].filter(([, value]) => !isBoxes(value)));
  return {
    rest: Object.keys(rest).length > 0 ? rest : undefined,
    isWhole: allRead && values.isWhole,
  };
}

/** Whether all of it is told as boxes. */
function isBoxes(value: MatValue): boolean {
  if (value.kind === "cell") return value.cells.length > 0 && value.cells.every(isBoxes);
  if (value.kind !== "struct" || !hasBoxes(value.fields)) return false;
  return isCorners(value.values[value.fields.indexOf("xyxy")]);
}

function takeText(said: Map<string, MatValue>): string | undefined {
  const value = said.get("text");
  const words = value && wordsOf(value);
  if (words === undefined || words.length === 0) return undefined;
  said.delete("text");
  return words.join("\n").slice(0, MAX_TEXT);
}

/** The labels; the fields that told them are taken away. */
function takeLabels(said: Map<string, MatValue>): Label[] {
  for (const field of LABEL_FIELDS) {
    const value = said.get(field);
    if (value === undefined) continue;
    const records = recordsOf(value);
    if (records.length > 0) {
      said.delete(field);
      return sorted(records);
    }
    const words = wordsOf(value);
    if (words === undefined) continue;
    said.delete(field);
    const probabilities = takeProbabilities(said, words.length);
    return sorted(words.map((label, i) => labelOf(label, probabilities[i])));
  }
  return [];
}

function takeProbabilities(said: Map<string, MatValue>, count: number): readonly number[] {
  for (const field of PROBABILITY_FIELDS) {
    const value = said.get(field);
    if (value?.kind !== "numeric" || value.data.length !== count) continue;
    said.delete(field);
    return Array.from(value.data, Number);
  }
  return [];
}

/** Labels as structs of their own: an array of structs, or a cell of them (a list in Python). */
function recordsOf(value: MatValue): Label[] {
  if (value.kind === "cell") return value.cells.slice(0, MAX_LABELS).flatMap(recordsOf);
  if (value.kind !== "struct") return [];
  const { fields, values } = value;
  const labels: Label[] = [];
  for (
    let start = 0;
    start < values.length && labels.length < MAX_LABELS;
    start += fields.length
  ) {
    const field = (names: readonly string[]) => {
      const index = fields.findIndex((name) => names.includes(name));
      return index < 0 ? undefined : values[start + index];
    };
    const label = textOf(field([...LABEL_FIELDS, "name"]));
    const probability = field(PROBABILITY_FIELDS);
    if (label === undefined) continue;
    labels.push(
      labelOf(label, probability?.kind === "numeric" ? Number(probability.data[0]) : NaN),
    );
  }
  return labels;
}

function labelOf(words: string, probability: number | undefined): Label {
  const label = words.slice(0, MAX_LABEL);
  return probability !== undefined && probability >= 0 && probability <= 1
    ? { label, probability }
    : { label };
}

function sorted(labels: Label[]): Label[] {
  if (labels.every(({ probability }) => probability !== undefined)) {
    labels.sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0));
  }
  return labels.slice(0, MAX_LABELS);
}

/** Words as a char array, one a row, or as a cell of strings. */
function wordsOf(value: MatValue): string[] | undefined {
  if (value.kind === "char") return value.rows.slice(0, MAX_LABELS).map((row) => row.trimEnd());
  if (value.kind !== "cell" || value.cells.length > MAX_LABELS) return undefined;
  const words = value.cells.map((item) => textOf(item)?.trimEnd());
  return words.every((word) => word !== undefined) ? words : undefined;
}

function isOne({ fields, values }: MatStruct): boolean {
  return values.length === fields.length;
}
