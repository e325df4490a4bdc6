/**
 * The words that scripts show. They come with the page, so that every word has one home on the
 * server.
 */

/** @typedef {{one: string, other: string}} Plural */

const block = document.getElementById("live-text");

/** @type {any} Sentences by key; their shape is `LiveText` in web/page/text/mod.ts. */
export const text = JSON.parse(block?.textContent ?? "{}");

/**
 * Puts values where `{name}` stands.
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (mark, key) => String(values[key] ?? mark));
}

/**
 * A number as the page's language writes it; from 10,000 on in groups.
 * @param {number} n
 * @param {number} [digits] after the decimal sign, at most
 * @param {number} [least] digits after the decimal sign, at least
 */
export function numberText(n, digits = 0, least = 0) {
  return new Intl.NumberFormat(text.language, {
    useGrouping: "min2",
    minimumFractionDigits: least,
    maximumFractionDigits: digits,
  }).format(n);
}

/**
 * Chooses the form for `n` and fills `{n}` in.
 * @param {Plural} forms
 * @param {number} n
 */
export function plural(forms, n) {
  const form = new Intl.PluralRules(text.language).select(n) === "one" ? forms.one : forms.other;
  return fill(form, { n: numberText(n) });
}

/**
 * A size in words, in decimal units.
 * @param {number} bytes
 */
export function bytesText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${numberText(bytes / 1000)} kB`;
  const [n, unit] = bytes < 999_500_000 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  const digits = n < 9.95 ? 1 : 0;
  return `${numberText(n, digits, digits)} ${unit}`;
}
