/**
 * The words that scripts show. They come with the page, so that every word has one home on the
 * server.
 */

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

/** Puts values where `{name}` stands. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (mark, key) => String(values[key] ?? mark));
}

/**
 * A number as the page's language writes it; from 10,000 on in groups.
 *
 * @param digits after the decimal sign, at most
 * @param least digits after the decimal sign, at least
 */
export function numberText(n: number, digits: number = 0, least: number = 0): string {
  return new Intl.NumberFormat(text.language, {
    useGrouping: "min2",
    minimumFractionDigits: least,
    maximumFractionDigits: digits,
  }).format(n);
}

/** Chooses the form for `n` and fills `{n}` in. */
export function plural(forms: Plural, n: number): string {
  const form = new Intl.PluralRules(text.language).select(n) === "one" ? forms.one : forms.other;
  return fill(form, { n: numberText(n) });
}

/** A size in words, in decimal units. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${numberText(bytes / 1000)} kB`;
  const [n, unit] = bytes < 999_500_000 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  const digits = n < 9.95 ? 1 : 0;
  return `${numberText(n, digits, digits)} ${unit}`;
}
