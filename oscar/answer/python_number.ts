/**
 * Python's numbers.
 *
 * Source: The Python Language Reference, 2.4.5 to 2.4.7.
 *
 * @module
 */

/** A number and where it ends. One that a double can't hold, or a complex one, is a string. */
export interface NumberEnd {
  readonly value: number | string;
  readonly end: number;
  readonly isNumber: true;
}

/** More digits are no number; Python itself refuses more than 4300. */
const DIGITS = String.raw`\d(?:_?\d){0,4999}`;
const NUMBER = new RegExp(
  String.raw`[+-]?\s?(?:` +
    String
      .raw`0(?:x[\da-f](?:_?[\da-f]){0,4999}|o[0-7](?:_?[0-7]){0,4999}|b[01](?:_?[01]){0,4999})` +
    String
      .raw`|(?<float>(?:${DIGITS}\.(?:${DIGITS})?|\.${DIGITS})(?:e[+-]?${DIGITS})?|${DIGITS}e[+-]?${DIGITS})` +
    String.raw`|(?<int>${DIGITS})|(?<name>inf|infinity|nan)\b)`,
  "iy",
);
const IMAGINARY = new RegExp(`(?:[+-](?:${DIGITS}\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?)?j\\b`, "iy");

/** Reads a number, with its sign; `undefined` where none starts. */
export function readNumber(text: string, at: number): NumberEnd | undefined {
  if (!/[-+.\dinIN]/.test(text[at] ?? "")) return undefined;
  NUMBER.lastIndex = at;
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const { 0: { length }, groups: { float, name } = {} } = match;
  const plain = match[0].replace(/[\s_]/g, "").toLowerCase();
  const isNumber = true;
  IMAGINARY.lastIndex = at + length;
  const imaginary = IMAGINARY.exec(text)?.[0];
  if (imaginary !== undefined) {
    const value = plain + imaginary.toLowerCase();
    return { value, end: at + length + imaginary.length, isNumber };
  }
  const end = at + length;
  if (name !== undefined) {
    const limit = plain.startsWith("-") ? -Infinity : Infinity;
    return { value: /nan/.test(plain) ? NaN : limit, end, isNumber };
  }
  return { value: float === undefined ? integer(plain) : Number(plain), end, isNumber };
}

/** Digits, with a sign or a radix, as a number; beyond 2^53 as decimal digits. */
export function integer(text: string): number | string {
  const negative = text.startsWith("-");
  const digits = text.replace(/^[+-]/, "");
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return negative ? -value : value;
  return `${negative ? "-" : ""}${BigInt(digits)}`;
}
