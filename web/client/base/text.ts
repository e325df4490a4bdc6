/**
 * The words that scripts show. They come with the page, so that every word has one home on the
 * server.
 */

import {
  bytesText as bytesIn,
  fill,
  limitText as limitIn,
  numberText as numberIn,
  plural as pluralIn,
} from "../../page/text/format.ts";
import type { LiveText, Plural } from "../../page/text/words.ts";

const block = document.getElementById("live-text");

/** Sentences by key. */
export const text: LiveText = JSON.parse(block?.textContent ?? "{}");

/**
 * A word by a code of the server's.
 *
 * @returns undefined: a server of another version has codes that this page doesn't know
 */
export function wordOf(
  words: Readonly<Partial<Record<string, string>>>,
  code: string,
): string | undefined {
  return Object.hasOwn(words, code) ? words[code] : undefined;
}

/** As the server does it, in the page's language: see `web/page/text/format.ts`. */
export { fill };

/**
 * A number; from 10,000 on in groups.
 *
 * @param digits after the decimal sign, at most
 * @param least digits after the decimal sign, at least
 */
export function numberText(n: number, digits?: number, least?: number): string {
  return numberIn(n, text.language, digits, least);
}

/** Chooses the form for `n` and fills `{n}` in. */
export function plural(forms: Plural, n: number): string {
  return pluralIn(forms, n, text.language);
}

/** A limit in words, in the unit of its setting. */
export function limitText(bytes: number): string {
  return limitIn(bytes, text.language);
}

/** A time in words; below ten milliseconds with tenths. */
export function millisecondsText(ms: number): string {
  return fill(text.milliseconds, { n: numberText(ms, ms < 10 ? 1 : 0) });
}

/** A size in words, in decimal units. */
export function bytesText(bytes: number): string {
  return bytesIn(bytes, text.language);
}
