/**
 * Filling sentences in, and numbers as a language writes them, on the server and in the browser.
 *
 * @module
 */
import type { Language, Plural } from "./words.ts";

/** Puts values where `{name}` stands. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (mark, key: string) => String(values[key] ?? mark));
}

/** A number with at most this many digits after the decimal sign; from 10,000 on in groups. */
export function numberText(
  n: number,
  language: Language,
  digits: number = 0,
  least: number = 0,
): string {
  return new Intl.NumberFormat(language, {
    useGrouping: "min2",
    minimumFractionDigits: least,
    maximumFractionDigits: digits,
  }).format(n);
}

/** Chooses the form for `n` and fills `{n}` in. */
export function plural(forms: Plural, n: number, language: Language): string {
  const form = new Intl.PluralRules(language).select(n) === "one" ? forms.one : forms.other;
  return fill(form, { n: numberText(n, language) });
}

/** A size in words: 812 B, 34 kB, 6.2 MB. Decimal units, as file managers show them. */
export function bytesText(bytes: number, language: Language): string {
  const inUnit = (n: number, digits: number) => numberText(n, language, digits, digits);
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${inUnit(bytes / 1000, 0)} kB`;
  if (bytes < 999_500_000) return `${inUnit(bytes / 1e6, bytes < 9_950_000 ? 1 : 0)} MB`;
  return `${inUnit(bytes / 1e9, bytes < 9_950_000_000 ? 1 : 0)} GB`;
}

/** A limit in words, in the unit of its setting (2^20 bytes), so that both show the same number. */
export function limitText(bytes: number, language: Language): string {
  return `${numberText(Math.floor(bytes / 2 ** 20), language)} MB`;
}
