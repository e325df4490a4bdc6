/**
 * Labels in the data of services, in the forms in which classifiers write them.
 *
 * @module
 */
import type { Label } from "../../hub/mod.ts";
import type { DataValue } from "../../oscar/answer/mod.ts";
import {
  asList,
  asRecord,
  type DataRecord,
  Fields,
  isList,
  ofBatch,
  ofBatchOfRows,
  opened,
} from "./fields.ts";
import {
  codeIn,
  codesIn,
  labelOf,
  MAX_LABELS,
  PROBABILITIES,
  probabilitiesIn,
  shareIn,
  sharesOf,
  sorted,
  wordsIn,
} from "./label_values.ts";

const MAX_DEPTH = 6;
/** Values that are looked at. */
const MAX_VISITS = 5000;

const NAMES = ["label", "classname", "class", "category", "prediction", "predictedclass"];
const OTHER_NAMES = ["predictedlabel", "name", "species", "tag", "text", "title"];
const LISTS = ["labels", "label", "classes", "classnames", "predictedlabels", "toplabels", "tags"];
const OTHER_LISTS = ["names", "predictions", "predictedclasses", "categories"];
/** Lists with these names are labels without probabilities, too. */
const LABEL_LISTS = ["labels", "label", "tags", "predictedlabels", "toplabels"];
/** Objects with these names give each label its probability. */
const BY_LABEL = [...PROBABILITIES, "labels", "classes", "predictions", "classification", "result"];

/** Labels, and the values that hold them. */
export interface FoundLabels {
  readonly labels: readonly Label[];
  readonly from: readonly DataValue[];
}

/**
 * Finds the labels of a value.
 *
 * @param path where they are, e.g. `predictions.labels`; without it, or where nothing is there, they are searched
 * @param boxes values that are boxes: their classes are no labels of the picture
 */
export function labelsIn(
  value: DataValue,
  path?: string,
  boxes: ReadonlySet<DataValue> = new Set(),
): FoundLabels | undefined {
  const named = path === undefined ? undefined : labelsAt(value, path);
  if (named !== undefined) return named;
  return new LabelSearch(boxes).visit(value, 0);
}

function labelsAt(root: DataValue, path: string): FoundLabels | undefined {
  let [parent, value]: [DataValue | undefined, DataValue | undefined] = [undefined, opened(root)];
  for (const name of path.split(".").filter((part) => part !== "").slice(0, 32)) {
    let inner: DataValue | undefined = value;
    // A list is a batch, unless the path has a number.
    if (isList(inner) && !/^\d+$/.test(name)) {
      inner = inner[0] === undefined ? undefined : opened(inner[0]);
    }
    const next: DataValue | undefined = isList(inner)
      ? inner[Number(name)]
      : ownField(asRecord(inner), name);
    if (next === undefined) return undefined;
    [parent, value] = [inner, opened(next)];
  }
  if (value === undefined) return undefined;
  const siblings = asRecord(parent) ?? {};
  const list = ofBatch(value);
  const of = (labels: Label[]) =>
    labels.length > 0 ? { labels: sorted(labels), from: [value] } : undefined;
  const names = wordsIn(list);
  if (names !== undefined && names.length > 0) {
    const found = probabilitiesIn(new Fields(siblings), names.length);
    const labels = sorted(names.map((name, i) => labelOf(name, found?.numbers[i])));
    return { labels, from: found ? [value, found.from] : [value] };
  }
  const record = asRecord(value);
  if (record !== undefined) {
    return of(labelsByName(record)) ?? new LabelSearch(new Set()).visit(value, 0);
  }
  if (typeof value === "string" || typeof value === "number") {
    const probability = new Fields(siblings).number(PROBABILITIES);
    return of([labelOf(String(value), probability)]);
  }
  return new LabelSearch(new Set()).visit(value, 0);
}

function ownField(record: DataRecord | undefined, name: string): DataValue | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

class LabelSearch {
  readonly #boxes: ReadonlySet<DataValue>;
  #visits = 0;

  constructor(boxes: ReadonlySet<DataValue>) {
    this.#boxes = boxes;
  }

  visit(given: DataValue, depth: number): FoundLabels | undefined {
    const value = opened(given);
    if (depth > MAX_DEPTH || ++this.#visits > MAX_VISITS || this.#boxes.has(value)) {
      return undefined;
    }
    const list = asList(value);
    if (list !== undefined) return this.#inList(list, depth);
    const record = asRecord(value);
    return record === undefined ? undefined : this.#inRecord(record, depth);
  }

  #inList(list: readonly DataValue[], depth: number): FoundLabels | undefined {
    const labels = labelsOfItems(list, this.#boxes);
    if (labels !== undefined) return { labels: sorted(labels), from: [list] };
    const [only] = list;
    return only !== undefined && list.length === 1 ? this.visit(only, depth + 1) : undefined;
  }

  #inRecord(record: DataRecord, depth: number): FoundLabels | undefined {
    const fields = new Fields(record);
    const found = inParallel(fields, this.#boxes) ?? inNamedLists(fields, this.#boxes) ??
      inOne(fields, record) ??
      inDistribution(record);
    if (found !== undefined) return found;
    for (const inner of Object.values(record)) {
      if (typeof inner !== "object" && typeof inner !== "string") continue;
      const deeper = this.visit(inner, depth + 1);
      if (deeper !== undefined) return deeper;
      if (this.#visits > MAX_VISITS) return undefined;
    }
    return undefined;
  }
}

/** `{labels: […], probabilities: […]}`. */
function inParallel(fields: Fields, boxes: ReadonlySet<DataValue>): FoundLabels | undefined {
  for (const name of [...LISTS, ...OTHER_LISTS]) {
    const given = fields.first([name]);
    const names = wordsIn(ofBatch(given)) ?? codesIn(ofBatch(given));
    if (given === undefined || names === undefined || names.length === 0) continue;
    if (boxes.has(given)) continue;
    const probabilities = probabilitiesIn(fields, names.length);
    const isWords = wordsIn(ofBatch(given)) !== undefined;
    if (probabilities === undefined && !(isWords && LABEL_LISTS.includes(name))) continue;
    const labels = names.slice(0, 10 * MAX_LABELS)
      .map((label, i) => labelOf(label, probabilities?.numbers[i]));
    return { labels: sorted(labels), from: [given, ...probabilities ? [probabilities.from] : []] };
  }
  return undefined;
}

/** `{labels: [{label, score}, …]}` and `{predictions: {cat: 0.9, dog: 0.1}}`. */
function inNamedLists(fields: Fields, boxes: ReadonlySet<DataValue>): FoundLabels | undefined {
  for (const name of BY_LABEL) {
    const given = fields.first([name]);
    if (given === undefined || boxes.has(given)) continue;
    const value = opened(given);
    const list = asList(ofBatchOfRows(value));
    const record = asRecord(value);
    const labels = list !== undefined ? labelsOfItems(list, boxes) : record && labelsByName(record);
    if (labels !== undefined && labels.length > 0) return { labels: sorted(labels), from: [given] };
  }
  return undefined;
}

/** `{label: "cat", score: 0.9}`. */
function inOne(fields: Fields, record: DataRecord): FoundLabels | undefined {
  const probability = fields.number(PROBABILITIES);
  const name = fields.text(probability === undefined ? ["label"] : [...NAMES, ...OTHER_NAMES]) ??
    (probability === undefined ? undefined : codeIn(fields));
  if (name === undefined) return undefined;
  // A record of nothing else is no more data than its label.
  const from = Object.keys(record).length <= 2 ? [record] : [];
  return { labels: [labelOf(name, probability)], from };
}

/** `{cat: 0.9, dog: 0.1}`: numbers that are a whole together. */
function inDistribution(record: DataRecord): FoundLabels | undefined {
  const labels = labelsByName(record);
  const sum = labels.reduce((total, { probability = 0 }) => total + probability, 0);
  if (labels.length < 2 || Math.abs(sum - 1) > 0.02) return undefined;
  return { labels: sorted(labels), from: [record] };
}

/** Each label's number by its name; none where something else is among them. */
function labelsByName(record: DataRecord): Label[] {
  const entries = Object.entries(record);
  if (entries.length > 100 * MAX_LABELS) return [];
  const numbers: number[] = [];
  for (const [, value] of entries) {
    const number = shareIn(value);
    if (number === undefined) return [];
    numbers.push(number);
  }
  const shares = sharesOf(numbers);
  return shares === undefined ? [] : entries.map(([name], i) => labelOf(name, shares[i]));
}

/** A list of `{label, score}`, of `[label, score]` or of `[code, label, score]`. */
function labelsOfItems(
  list: readonly DataValue[],
  boxes: ReadonlySet<DataValue>,
): Label[] | undefined {
  if (list.length === 0 || list.length > 100 * MAX_LABELS) return undefined;
  const names: string[] = [];
  const numbers: (number | undefined)[] = [];
  for (const given of list) {
    const item = opened(given);
    if (boxes.has(item)) return undefined;
    const pair = asList(item) ?? [];
    const record = asRecord(item);
    if (record !== undefined) {
      const fields = new Fields(record);
      const probability = PROBABILITIES.map((name) => shareIn(fields.first([name])))
        .find((number) => number !== undefined);
      const name = fields.text([...NAMES, ...OTHER_NAMES]) ??
        (probability === undefined ? undefined : codeIn(fields));
      const isLabel = probability !== undefined || fields.text(["label"]) !== undefined;
      if (name === undefined || !isLabel) return undefined;
      names.push(name);
      numbers.push(probability);
    } else {
      const probability = shareIn(pair.at(-1));
      const name = pair.at(-2);
      const isPair = pair.length === 2 || pair.length === 3 && typeof pair[0] === "string";
      if (!isPair || typeof name !== "string" || probability === undefined) return undefined;
      names.push(name);
      numbers.push(probability);
    }
  }
  const known = numbers.filter((number) => number !== undefined);
  const shares = known.length === names.length ? sharesOf(known) : undefined;
  return names.map((name, i) => labelOf(name, shares ? shares[i] : numbers[i]));
}
