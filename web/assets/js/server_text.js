/** Errors and notices of the server in the page's language, by their stable codes. */
import { fill, numberText, text } from "./text.js";

/** @typedef {import("../../wire/mod.ts").Details} Details */
/** @typedef {import("../../wire/mod.ts").ErrorJson} ErrorJson */
/** @typedef {import("../../wire/mod.ts").NoticeJson} NoticeJson */
/** @typedef {{text: string, isEnglish: boolean}} Sentence isEnglish: the server's own words */

const KB = 1024;
const MB = 1024 * KB;

/**
 * @param {ErrorJson} error
 * @returns {Sentence}
 */
export function errorSentence({ reason, details, message }) {
  return noticeSentence({ code: reason ?? "", message, details: details ?? {} });
}

/**
 * @param {NoticeJson} notice
 * @returns {Sentence}
 */
export function noticeSentence({ code, details, message }) {
  const sentence = text.reasons[code];
  if (sentence === undefined || !details) return { text: message, isEnglish: true };
  const values = Object.entries(details).map(([name, value]) => [name, shown(name, value)]);
  const filled = fill(sentence, Object.fromEntries(values));
  // A server of another version may give other details.
  return /\{\w+\}/.test(filled)
    ? { text: message, isEnglish: true }
    : { text: filled, isEnglish: false };
}

/**
 * @param {string} name of the detail: it decides the unit of a number
 * @param {string | number} value
 */
function shown(name, value) {
  if (typeof value === "string") return name === "kind" ? text.kinds[value] ?? value : value;
  if (name.endsWith("_bytes")) return settingText(value);
  if (name.endsWith("_ms")) return `${numberText(value / 1000, 1)} s`;
  return numberText(value);
}

/**
 * A size in the unit of the server's settings (2^20 bytes), so that both show the same number.
 * @param {number} bytes
 */
function settingText(bytes) {
  if (bytes < KB) return `${bytes} B`;
  return bytes < MB ? `${numberText(bytes / KB, 1)} kB` : `${numberText(bytes / MB, 1)} MB`;
}
