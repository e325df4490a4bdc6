/**
 * Python's strings and bytes.
 *
 * Source: The Python Language Reference, 2.4.1.
 *
 * @module
 */
import { plainText } from "./plain_text.ts";
import { mediaTypeOf } from "./media_type.ts";

/** A string and where it ends. */
export interface StringEnd {
  readonly value: string;
  readonly end: number;
  readonly isNumber?: false;
}

const START = /(?<prefix>r|u|b|br|rb|)(?<quote>'''|"""|'|")/iy;
const ESCAPE = /\\(?:\r\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^])/g;

const LETTERS: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "",
  "\r\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  // JSON's alone; Python prints a backslash twice.
  "/": "/",
};

/** Reads one string with its prefix; `undefined` where none starts, or where it doesn't end. */
export function readString(text: string, at: number): StringEnd | undefined {
  START.lastIndex = at;
  const groups = START.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { prefix = "", quote = "" } = groups;
  const start = START.lastIndex;
  const end = endOf(text, start, quote);
  if (end === undefined) return undefined;
  const raw = text.slice(start, end);
  const isBytes = /b/i.test(prefix);
  const value = /r/i.test(prefix) || !raw.includes("\\") ? raw : unescaped(raw, isBytes);
  return { value: isBytes ? ofBytes(value) : value, end: end + quote.length };
}

/** Where the closing quote stands. Quotes of one character don't span lines, but for an escaped break. */
function endOf(text: string, start: number, quote: string): number | undefined {
  let from = start;
  for (;;) {
    const end = text.indexOf(quote, from);
    if (end < 0) return undefined;
    if (quote.length === 1) {
      const lineEnd = text.slice(from, end).search(/(?<!\\)\r?\n/);
      if (lineEnd >= 0) return undefined;
    }
    let slashes = 0;
    while (end - slashes > start && text[end - slashes - 1] === "\\") slashes++;
    if (slashes % 2 === 0) return end;
    from = end + 1;
  }
}

function unescaped(raw: string, isBytes: boolean): string {
  return raw.replace(ESCAPE, (escape) => {
    const rest = escape.slice(1);
    const letter = Object.hasOwn(LETTERS, rest) ? LETTERS[rest] : undefined;
    if (letter !== undefined) return letter;
    if (/^[0-7]/.test(rest)) {
      return String.fromCharCode(parseInt(rest, 8) & (isBytes ? 0xff : 0x1ff));
    }
    if (/^x./.test(rest)) return String.fromCharCode(parseInt(rest.slice(1), 16));
    const code = /^u./i.test(rest) && !isBytes ? parseInt(rest.slice(1), 16) : NaN;
    return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
  });
}

/** Bytes as text where they are text, else as a `data:` URL. */
function ofBytes(latin1: string): string {
  const bytes = Uint8Array.from(latin1, (character) => character.charCodeAt(0));
  const text = plainText(bytes);
  if (text !== undefined) return text;
  const type = mediaTypeOf(bytes)?.mediaType ?? "application/octet-stream";
  return `data:${type};base64,${bytes.toBase64()}`;
}
