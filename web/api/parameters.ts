/**
 * Parameters that several routes have.
 *
 * @module
 */
import * as v from "valibot";
import { described, text } from "../wire/schema_parts.ts";

/** A session's id in the path. */
export const sessionParam = v.pipe(
  text,
  v.regex(/^[A-Za-z0-9_-]{16,64}$/),
  v.description("The session's id."),
);

const runPattern = v.pipe(text, v.regex(/^[1-9][0-9]{0,8}$/));

/** A run's id in the path. */
export const runParam = described(runPattern, "The run in its session.");

/** A run's id elsewhere. What can't be one becomes one that no run has: that is a 404, as in the path. */
export const runId = v.fallback(runPattern, "0");

/** A run's id in the query. */
export const runQuery = described(
  v.optional(runId),
  "Which run of the session; left out, the one started last.",
);

const CHOICE = "`workers`, or another name of those in /api/v1/status. Left out: workers when " +
  "there are any, else framebox's default.";

/** Whose frames they are; whether there is such a processor, the handler finds out. */
export const processorQuery = described(v.optional(text), `Who processes: ${CHOICE}`);

/** The same in a body. */
export const processorField = v.nullish(described(text, CHOICE));

/** What makes a download of an answer, with any value. */
export function downloadQuery(what: "picture" | "file"): v.GenericSchema<string | undefined> {
  return described(v.optional(text), `With any value the ${what} is given as a download.`);
}

/** Which part of a file; read where files are served. */
export const rangeHeader = described(v.optional(text), "One range of bytes.");

/** A whole number in the query. */
export interface WholeNumber {
  readonly description: string;
  /** What a right one is, for the error of a wrong one. */
  readonly sentence: string;
  /** 0 when left out. */
  readonly min?: number;
  /** The largest safe integer when left out. */
  readonly max?: number;
}

/** A whole number in the query; `fallback` when it is left out or empty. */
export function wholeQuery(
  { fallback, ...whole }: WholeNumber & { readonly fallback: number },
): v.GenericSchema<string | undefined, number> {
  return described(
    v.pipe(v.optional(text), digits, v.optional(bounded(whole), fallback)),
    whole.description,
  );
}

/** A whole number in the query that may be left out or empty. */
export function optionalWholeQuery(
  whole: WholeNumber,
): v.GenericSchema<string | undefined, number | undefined> {
  return described(v.pipe(v.optional(text), digits, v.optional(bounded(whole))), whole.description);
}

const digits = v.transform((given: string | undefined) => {
  if (given === undefined || given === "") return undefined;
  const value = /^\d{1,16}$/.test(given) ? Number(given) : NaN;
  return Number.isSafeInteger(value) ? value : NaN;
});

function bounded({ sentence, min = 0, max }: WholeNumber): v.GenericSchema<number> {
  const whole = v.pipe(v.number(sentence), v.integer(sentence), v.minValue(min, sentence));
  return max === undefined ? whole : v.pipe(whole, v.maxValue(max, sentence));
}
