/**
 * What the queries of the data routes ask for.
 *
 * @module
 */
import * as v from "valibot";
import { optionalWholeQuery, wholeQuery } from "../parameters.ts";
import { described, text } from "../../wire/schema_parts.ts";
import type { FrameRange } from "./frames.ts";

/** Numbers that one request gets. */
export const MAX_VALUES = 64;

const PATH = "path is whole numbers from 0 with dots between them, e.g. 2.0.";

/** A part of a variable. */
export const pathQuery = described(
  v.pipe(
    v.optional(text, ""),
    v.regex(/^([0-9]{1,9}(\.[0-9]{1,9}){0,63})?$/, PATH),
  ),
  "A part of the variable: numbers of fields, cells or elements from 0, the outermost first, with " +
    "dots between them, e.g. 2.0. Left out: the variable itself.",
);

/** What {@linkcode pathQuery} asks for. */
export function partsOf(path: string): readonly number[] {
  return path === "" ? [] : path.split(".").map(Number);
}

/** Names that may be given several times; each is taken once. */
export function namesQuery(
  description: string,
  max: number,
  sentence: string,
): v.GenericSchema<string[], string[]> & { readonly type: "array" } {
  return v.pipe(
    v.array(text),
    v.transform((names) => [...new Set(names)]),
    v.array(text),
    v.maxLength(max, sentence),
    v.description(description),
  );
}

/** Which numbers. */
export const valuesQuery = namesQuery(
  "A number by its path in the frame's struct, e.g. mean or road.angle; `boxes` is how many boxes " +
    "there are. Give it again for more of them.",
  MAX_VALUES,
  `Ask for ${MAX_VALUES} values at most.`,
);

/** The first and the last frame. */
export const rangeQuery = {
  from: fromQuery("Frames from this number on."),
  to: optionalWholeQuery({
    description: "Frames up to this number.",
    sentence: "to is a whole number from 0 on.",
  }),
};

/** What {@linkcode rangeQuery} asks for. */
export function rangeOf(
  { from, to = Number.MAX_SAFE_INTEGER }: {
    readonly from: number;
    readonly to?: number | undefined;
  },
): FrameRange {
  return { from, to };
}

/** Where a list begins. */
export function fromQuery(
  description: string,
  name: "from" | "page" | "column" = "from",
): v.GenericSchema<string | undefined, number> {
  return wholeQuery({ description, sentence: `${name} is a whole number from 0 on.`, fallback: 0 });
}

/** How much of a list is wanted. */
export function limitQuery(
  max: number,
  description = "The maximum.",
): v.GenericSchema<string | undefined, number> {
  const sentence = `limit is a whole number from 1 to ${max}.`;
  return wholeQuery({ description, sentence, min: 1, max, fallback: 100 });
}
