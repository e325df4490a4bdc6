/**
 * JSON of any length within the bounds of literals.
 *
 * @module
 */
import { MAX_DEPTH, MAX_VALUES } from "./python_literal.ts";
import { integer } from "./python_number.ts";
import type { DataValue } from "./reading.ts";

/** Whole numbers that a double may not hold. */
const LONG_INTEGER = /(?:^|[[,:\s-])\d{16,}(?:[\s,\]}]|$)/;

/** The value of a text that is JSON as a whole; `undefined` for others, and beyond the bounds. */
export function readJson(text: string): DataValue | undefined {
  if (!isWithinBounds(text)) return undefined;
  try {
    return LONG_INTEGER.test(text) ? JSON.parse(text, exact) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function exact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  return source !== undefined && /^-?\d+$/.test(source) ? integer(source) : value;
}

/** Looked at before anything is built: a few megabytes of brackets would fill the memory. */
function isWithinBounds(text: string): boolean {
  let depth = 0;
  let values = 1;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22: // A string.
        i = stringEnd(text, i + 1);
        break;
      case 0x5b:
      case 0x7b:
        if (++depth > MAX_DEPTH || ++values > MAX_VALUES) return false;
        break;
      case 0x5d:
      case 0x7d:
        depth--;
        break;
      case 0x2c:
        if (++values > MAX_VALUES) return false;
    }
  }
  return true;
}

/** Where the closing quote stands. */
function stringEnd(text: string, start: number): number {
  for (let i = start;;) {
    const quote = text.indexOf('"', i);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (quote - slashes > start && text.charCodeAt(quote - slashes - 1) === 0x5c) slashes++;
    if (slashes % 2 === 0) return quote;
    i = quote + 1;
  }
}
