/**
 * Labels and their probabilities in a frame's fields.
 *
 * @module
 */
import type { Label } from "../hub/mod.ts";
import { type MatValue, textOf } from "../mat/mod.ts";
import { MAX_ROWS, rowsOf } from "./text.ts";

/** Labels kept of one frame. */
const MAX_LABELS = MAX_ROWS;

/** Longest label, in UTF-16 units; longer ones are cut. */
const MAX_LABEL_LENGTH = 1000;

/** Fields with labels, and those with their probabilities; the first that fits is read. */
const LABEL_FIELDS = ["labels", "label"];
const PROBABILITY_FIELDS = ["probabilities", "probability", "scores", "score", "conf"];

/** Reads the labels and removes the fields that held them. */
export function takeLabels(fields: Map<string, MatValue>): Label[] {
  for (const field of LABEL_FIELDS) {
    const value = fields.get(field);
    if (value === undefined) continue;
    const records = recordsOf(value);
    if (records.length > 0) {
      fields.delete(field);
      return sorted(records);
    }
    const names = rowsOf(value);
    if (names === undefined) continue;
    fields.delete(field);
    const probabilities = takeProbabilities(fields, names.length);
    return sorted(names.map((name, i) => labelOf(name, probabilities[i])));
  }
  return [];
}

function takeProbabilities(fields: Map<string, MatValue>, count: number): readonly number[] {
  for (const field of PROBABILITY_FIELDS) {
    const value = fields.get(field);
    if (value?.kind !== "numeric" || value.data.length !== count) continue;
    fields.delete(field);
    return Array.from(value.data, Number);
  }
  return [];
}

/** Labels as structs: a struct array, or a cell of structs (a list of dicts in Python). */
function recordsOf(value: MatValue): Label[] {
  if (value.kind === "cell") return value.cells.slice(0, MAX_LABELS).flatMap(recordsOf);
  if (value.kind !== "struct") return [];
  const { fields, values } = value;
  const labels: Label[] = [];
  for (let at = 0; at < values.length && labels.length < MAX_LABELS; at += fields.length) {
    const field = (names: readonly string[]) => {
      const index = fields.findIndex((name) => names.includes(name));
      return index < 0 ? undefined : values[at + index];
    };
    const name = textOf(field([...LABEL_FIELDS, "name"]));
    const probability = field(PROBABILITY_FIELDS);
    if (name === undefined) continue;
    labels.push(labelOf(name, probability?.kind === "numeric" ? Number(probability.data[0]) : NaN));
  }
  return labels;
}

function labelOf(name: string, probability: number | undefined): Label {
  const label = name.slice(0, MAX_LABEL_LENGTH);
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
