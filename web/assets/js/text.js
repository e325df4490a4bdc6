/**
 * The words that scripts say. They come with the page, so that every word has one home on the
 * server.
 */

/** @typedef {{one: string, other: string}} Plural */

const block = document.getElementById("live-text");

/** @type {any} Sentences by key; their shape is `live` in web/page/text.ts. */
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
 * Chooses the form for `n` and fills `{n}` in.
 * @param {Plural} forms
 * @param {number} n
 */
export function plural(forms, n) {
  const form = new Intl.PluralRules(text.language).select(n) === "one" ? forms.one : forms.other;
  return fill(form, { n });
}

/**
 * A size for people, in decimal units.
 * @param {number} bytes
 */
export function bytesText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 9_950_000 ? 1 : 0)} MB`;
}
