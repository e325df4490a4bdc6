/**
 * Data that a service printed: JSON or a Python literal, alone or among other lines.
 *
 * @module
 */
import { readJson } from "./json_text.ts";
import { readLiteral } from "./python_literal.ts";
import type { DataContainer, DataValue } from "./reading.ts";

/** Data and where it stands in its text. */
export interface DataInText {
  readonly value: DataContainer;
  readonly start: number;
  readonly end: number;
}

/** Brackets that start no data; a text with more of them has none. */
const MAX_FAILURES = 100_000;

/** The data of a text that is nothing else; a value alone is no data. */
export function wholeData(text: string): DataContainer | undefined {
  const trimmed = text.trim();
  // A string of JSON is read for what is in it.
  if (!/^["[{(]/.test(trimmed)) return undefined;
  const json = readJson(trimmed);
  if (typeof json === "string") return asContainer(readJson(json));
  if (json !== undefined) return unwrapped(json);
  const literal = readLiteral(trimmed, 0);
  if (literal.value === undefined || literal.end !== trimmed.length) return undefined;
  return unwrapped(literal.value);
}

/**
 * The last object or list in a text. One that has its lines for itself, or that follows `return:`, counts before
 * others; empty ones count there alone.
 */
export function lastData(text: string): DataInText | undefined {
  let last: DataInText | undefined;
  let lastAlone: DataInText | undefined;
  let failures = 0;
  const brackets = /[[{]/g;
  for (let match = brackets.exec(text); match; match = brackets.exec(text)) {
    const { index } = match;
    const { value, end, lastPart, isTooLarge } = readLiteral(text, index);
    if (isTooLarge || value === undefined && ++failures > MAX_FAILURES) return undefined;
    // No character is read twice: what was open where reading stopped is no literal from anywhere in it.
    brackets.lastIndex = Math.max(index + 1, end);
    const part = value === undefined ? lastPart : { value, start: index, end };
    const data = unwrapped(part?.value);
    if (part === undefined || data === undefined) continue;
    const found = { ...part, value: data };
    if (standsAlone(text, found)) lastAlone = found;
    else if (!isEmpty(data)) last = found;
  }
  return lastAlone ?? last;
}

/** `['{"a": 1}']`, as DEEPaaS returns it, is what the string in it holds. */
function unwrapped(value: DataValue | undefined): DataContainer | undefined {
  const container = asContainer(value);
  if (!Array.isArray(container) || container.length !== 1) return container;
  const [only] = container;
  if (typeof only !== "string" || !/^\s*[[{]/.test(only)) return container;
  const json = readJson(only);
  const literal = json === undefined ? readLiteral(only, only.search(/\S/)) : undefined;
  return asContainer(
    json ?? (literal?.end === only.trimEnd().length ? literal.value : undefined),
  ) ??
    container;
}

function asContainer(value: DataValue | undefined): DataContainer | undefined {
  return typeof value === "object" && value !== null ? value : undefined;
}

function isEmpty(value: DataContainer): boolean {
  return Object.keys(value).length === 0;
}

/** How far around it is looked. */
const AROUND = 200;

function standsAlone(text: string, { start, end }: DataInText): boolean {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(end, end + AROUND);
  return /(^|\n|\breturn:)[ \t]*$/.test(before) && /^[ \t\r]*(\n|$)/.test(after);
}
