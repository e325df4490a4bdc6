/** Where a text is no JSON, and what is missing there. Browsers report that in their own ways, or not at all. */

/** What is wrong; the words for it are the page's. */
export type JsonFault = "value" | "key" | "colon" | "comma" | "text" | "number" | "more" | "deep";

/** Where it is; both from 1. */
export interface JsonProblem {
  readonly line: number;
  readonly column: number;
  readonly fault: JsonFault;
}

/** @returns undefined: it is JSON */
export function jsonProblem(text: string): JsonProblem | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const { at, fault } = scanned(text);
    const before = text.slice(0, at).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, fault };
  }
}

const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
// deno-lint-ignore no-control-regex
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const WORD = /(?:true|false|null)(?!\w)/y;

class Fault extends Error {
  constructor(readonly at: number, readonly fault: JsonFault) {
    super(fault);
  }
}

function scanned(text: string): { at: number; fault: JsonFault } {
  try {
    const end = blanksFrom(text, valueFrom(text, blanksFrom(text, 0)));
    return { at: end, fault: "more" };
  } catch (error) {
    return error instanceof Fault ? error : { at: 0, fault: "deep" };
  }
}

/** @returns where the value that begins there has ended */
function valueFrom(text: string, at: number): number {
  const sign = text[at] ?? "";
  if (sign === "{") return listFrom(text, at, "}", memberFrom);
  if (sign === "[") return listFrom(text, at, "]", valueFrom);
  if (sign === '"') return textFrom(text, at);
  if (/[\d.+-]/.test(sign)) return matched(NUMBER, text, at) ?? fail(at, "number");
  return matched(WORD, text, at) ?? fail(at, "value");
}

function listFrom(
  text: string,
  at: number,
  end: string,
  itemFrom: (text: string, at: number) => number,
): number {
  let next = blanksFrom(text, at + 1);
  if (text[next] === end) return next + 1;
  for (;;) {
    next = blanksFrom(text, itemFrom(text, next));
    if (text[next] === end) return next + 1;
    if (text[next] !== ",") fail(next, "comma");
    next = blanksFrom(text, next + 1);
  }
}

function memberFrom(text: string, at: number): number {
  if (text[at] !== '"') fail(at, "key");
  const colon = blanksFrom(text, textFrom(text, at));
  if (text[colon] !== ":") fail(colon, "colon");
  return valueFrom(text, blanksFrom(text, colon + 1));
}

function textFrom(text: string, at: number): number {
  return matched(TEXT, text, at) ?? fail(at, "text");
}

function blanksFrom(text: string, at: number): number {
  return matched(BLANK, text, at) ?? at;
}

function matched(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function fail(at: number, fault: JsonFault): never {
  throw new Fault(at, fault);
}
