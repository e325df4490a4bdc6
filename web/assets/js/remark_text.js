/** What the server remarks on a picture, in the page's language where it knows the code. */
import { fill, numberText, text } from "./text.js";

/** @typedef {import("../../wire/mod.ts").NoticeJson} Remark */

/** @param {Remark} remark */
export function remarkText({ code, message, details }) {
  const sentence = text.remarks[code];
  if (!sentence || !details) return message;
  const values = Object.entries(details)
    .map(([name, value]) => [name, typeof value === "number" ? numberText(value) : value]);
  return fill(sentence, Object.fromEntries(values));
}

/**
 * Whether it is one that results hold themselves, so that it is not announced twice.
 * @param {{code: string}} notice
 */
export function isRemark({ code }) {
  return code in text.remarks;
}
