/**
 * What the queries of the data routes say.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../../base/errors/mod.ts";
import type { Parameter } from "../route.ts";
import type { FrameRange } from "./frames.ts";

/** Numbers that one request gets. */
export const MAX_VALUES = 64;

/** The highest frame number that there can be. */
const LAST_FRAME = 2 ** 53 - 1;

/** A part of a variable. */
export const pathParameter: Parameter = {
  name: "path",
  in: "query",
  description:
    "A part of the variable: numbers of fields, cells or elements from 0, the outermost " +
    "first, with dots between them, e.g. 2.0. Left out: the variable itself.",
  schema: { type: "string", pattern: "^([0-9]{1,9}(\\.[0-9]{1,9}){0,63})?$" },
};

/** Which numbers. */
export const valuesParameter: Parameter = {
  name: "value",
  in: "query",
  description: "A number by its path in the frame's struct, e.g. mean or road.angle; `boxes` is " +
    "how many boxes there are. Give it again for more of them.",
  schema: { type: "array", items: { type: "string" }, maxItems: MAX_VALUES },
};

/** The first and the last frame. */
export const rangeParameters: readonly Parameter[] = [
  { ...whole("from", "Frames from this number on."), schema: { type: "integer", minimum: 0 } },
  { ...whole("to", "Frames up to this number."), schema: { type: "integer", minimum: 0 } },
];

/** A whole number in the query. */
export function whole(name: string, description: string): Parameter {
  return { name, in: "query", description, schema: { type: "integer", minimum: 0 } };
}

/**
 * Reads a whole number.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT`
 */
export function wholeIn(
  c: Context,
  name: string,
  usual: number,
  bounds: { readonly least?: number; readonly most?: number } = {},
): number {
  const text = c.req.query(name);
  if (text === undefined || text === "") return usual;
  const { least = 0, most = LAST_FRAME } = bounds;
  const number = /^\d{1,16}$/.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    most === LAST_FRAME
      ? `${name} is a whole number from ${least} on.`
      : `${name} is a whole number from ${least} to ${most}.`,
  );
}

/**
 * Reads {@linkcode pathParameter}.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT`
 */
export function pathIn(c: Context): readonly number[] {
  const text = c.req.query("path") ?? "";
  if (text === "") return [];
  if (!/^\d{1,9}(\.\d{1,9}){0,63}$/.test(text)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "path is whole numbers from 0 with dots between them, e.g. 2.0.",
    );
  }
  return text.split(".").map(Number);
}

/** Reads {@linkcode rangeParameters}. */
export function rangeIn(c: Context): FrameRange {
  return { from: wholeIn(c, "from", 0), to: wholeIn(c, "to", LAST_FRAME) };
}

/**
 * Reads {@linkcode valuesParameter}: each name once.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` for too many
 */
export function valuesIn(c: Context): readonly string[] {
  const names = [...new Set(c.req.queries("value") ?? [])];
  if (names.length > MAX_VALUES) {
    throw new FrameboxError("INVALID_ARGUMENT", `Ask for ${MAX_VALUES} values at most.`);
  }
  return names;
}
