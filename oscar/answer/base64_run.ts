/**
 * Base64 among an answer's lines.
 *
 * @module
 */
import { Buffer } from "node:buffer";

/** Lines that belong together: all but the last are of one length, as encoders wrap them. */
export interface Base64Run {
  /** Of its first line, in bytes. */
  readonly start: number;
  /** After its last line. */
  readonly end: number;
}

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const PADDING = 0x3d;

/** What the decoder passes over, but for line feeds. */
const BLANKS = [" ", "\t", "\f", "\r"];
/** Lines from this length on are checked by the decoder, which is faster then. */
const LONG_LINE = 1024;

/** Runs that are tried, and lines without base64 that are passed over. */
const MAX_RUNS = 8;
const MAX_OTHER_LINES = 10_000;

const ALPHABET = new Uint8Array(256);
for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
  ALPHABET[letter.charCodeAt(0)] = 1;
}

/** Runs of lines that are strict base64 (RFC 4648, section 4), the last one first. */
export function* base64Runs(text: Uint8Array): Generator<Base64Run, void, void> {
  let end = text.length;
  let otherLines = 0;
  let runs = 0;
  while (end > 0 && runs < MAX_RUNS && otherLines < MAX_OTHER_LINES) {
    const line = lineBefore(text, end);
    if (kindOf(text, line) === "other") {
      if (line.end > line.start) otherLines++;
      end = line.next;
      continue;
    }
    const run = runUpTo(text, line);
    runs++;
    yield run;
    end = run.start - 1;
  }
}

/** The bytes of a run; `undefined` where its padding is not what an encoder writes. */
export function decodeRun(text: Uint8Array, run: Base64Run): Uint8Array<ArrayBuffer> | undefined {
  return decodeBase64(latin1(text.subarray(run.start, run.end)));
}

/** The bytes of strict base64, blanks and line breaks allowed. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(text, { lastChunkHandling: "strict" });
  } catch {
    return undefined;
  }
}

interface Line {
  readonly start: number;
  /** Without its line break. */
  readonly end: number;
  /** Where the line before it ends. */
  readonly next: number;
}

function lineBefore(text: Uint8Array, end: number): Line {
  const start = end === 0 ? 0 : text.lastIndexOf(LINE_FEED, end - 1) + 1;
  return { start, end: end > start && text[end - 1] === RETURN ? end - 1 : end, next: start - 1 };
}

function runUpTo(text: Uint8Array, last: Line): Base64Run {
  let { start, next } = last;
  let length = last.end - last.start;
  while (next > 0) {
    const line = lineBefore(text, next);
    const lineLength = line.end - line.start;
    const isFirstAbove = start === last.start;
    if (isFirstAbove ? lineLength < length : lineLength !== length) break;
    if (kindOf(text, line) !== "whole") break;
    length = lineLength;
    ({ start, next } = line);
  }
  return { start, end: last.end };
}

/** `whole`: base64 that may be continued; `padded`: base64 that ends here. */
function kindOf(text: Uint8Array, { start, end }: Line): "whole" | "padded" | "other" {
  const length = end - start;
  if (length === 0 || length % 4 !== 0) return "other";
  let last = end;
  while (last > end - 2 && text[last - 1] === PADDING) last--;
  const isAlphabet = length < LONG_LINE
    ? text.subarray(start, last).every((byte) => ALPHABET[byte] === 1)
    : isLongRun(text.subarray(start, end));
  if (!isAlphabet) return "other";
  return last < end ? "padded" : "whole";
}

/** The decoder looks at many letters at once; it would pass over blanks. */
function isLongRun(line: Uint8Array): boolean {
  const text = latin1(line);
  return !BLANKS.some((blank) => text.includes(blank)) && decodeBase64(text) !== undefined;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
