/**
 * Names and probabilities of labels, as single values of a service's data have them.
 *
 * @module
 */
import type { Label } from "../../hub/mod.ts";
import type { DataValue } from "../../oscar/answer/mod.ts";
import { asList, type Fields, numberIn, ofBatch } from "./fields.ts";

/** Labels that are kept, and the longest of them in UTF-16 units. */
export const MAX_LABELS = 100;
const MAX_LENGTH = 1000;

/** Names of fields with probabilities. */
export const PROBABILITIES = [
  "probabilities",
  "probability",
  "probs",
  "prob",
  "scores",
  "score",
  "confidences",
  "confidence",
  "conf",
  "likelihoods",
  "likelihood",
];

/** Classes without names are called by their numbers. */
export function codeIn(fields: Fields): string | undefined {
  const code = fields.number(["class", "classid", "label", "category", "prediction"]);
  return code === undefined ? undefined : String(code);
}

/** Whole numbers of a list, as names; `undefined` for another value. */
export function codesIn(value: DataValue | undefined): readonly string[] | undefined {
  const list = asList(value);
  if (list === undefined || !list.every((item) => Number.isInteger(item))) return undefined;
  return list.map(String);
}

/** Texts of a list; `undefined` for another value. */
export function wordsIn(value: DataValue | undefined): readonly string[] | undefined {
  const list = asList(value);
  if (list === undefined) return undefined;
  const words = list.filter((item) => typeof item === "string");
  return words.length === list.length ? words : undefined;
}

/** As many probabilities as there are names, and the value that holds them. */
export function probabilitiesIn(
  fields: Fields,
  count: number,
): { readonly numbers: readonly number[]; readonly from: DataValue } | undefined {
  for (const name of PROBABILITIES) {
    const from = fields.first([name]);
    const list = asList(ofBatch(from));
    if (from === undefined || list?.length !== count) continue;
    const numbers = list.map(shareIn).filter((number) => number !== undefined);
    const shares = numbers.length === count ? sharesOf(numbers) : undefined;
    if (shares !== undefined) return { numbers: shares, from };
  }
  return undefined;
}

/** A number; `97.3%` is 0.973. */
export function shareIn(value: DataValue | undefined): number | undefined {
  if (typeof value !== "string") return numberIn(value);
  const [, percent] = /^\s*([\d.]+)\s*%\s*$/.exec(value) ?? [];
  const number = numberIn(percent ?? value);
  return number === undefined || percent === undefined ? number : number / 100;
}

/** Probabilities from 0 to 1; percentages are divided. `undefined` for numbers that are neither. */
export function sharesOf(numbers: readonly number[]): readonly number[] | undefined {
  // Sums of floats end a little above 1.
  if (numbers.every((number) => number >= 0 && number <= 1.0001)) {
    return numbers.map((number) => Math.min(1, number));
  }
  const sum = numbers.reduce((total, number) => total + number, 0);
  const isPercent = numbers.every((number) => number >= 0 && number <= 100) && sum <= 101;
  return isPercent ? numbers.map((number) => number / 100) : undefined;
}

/** A label; what is no probability is left out. */
export function labelOf(name: string, probability: number | undefined): Label {
  const label = name.trim().slice(0, MAX_LENGTH).toWellFormed();
  return probability !== undefined && probability >= 0 && probability <= 1
    ? { label, probability }
    : { label };
}

/** The most probable first, where all have their probability. */
export function sorted(labels: readonly Label[]): Label[] {
  const all = labels.filter(({ label }) => label !== "");
  if (all.every(({ probability }) => probability !== undefined)) {
    all.sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0));
  }
  return all.slice(0, MAX_LABELS);
}
