/** Errors and notices of the server in the page's language, by their stable codes. */
import type { Details, ErrorJson } from "../../wire/mod.ts";
import type { Sentence } from "../base/sentence.ts";
import { fill, numberText, text, wordOf } from "../base/text.ts";

const KB = 1024;
const MB = 1024 * KB;

export function errorSentence({ reason, details, message }: ErrorJson): Sentence {
  return noticeSentence({ code: reason, message, details: details ?? {} });
}

/** What a sentence is made from; without a code it is the message. */
export interface Notice {
  code?: string | undefined;
  details?: Details | undefined;
  message: string;
}

/** In the page's language; where that has no words for it, as the server wrote it, in English. */
export function noticeSentence({ code = "", details, message }: Notice): Sentence {
  const sentence = wordOf(text.reasons, code);
  const own: Sentence = { text: message, lang: "en" };
  if (sentence === undefined || !details) return own;
  const values = Object.entries(details).map(([name, value]) => [name, shown(name, value)]);
  const filled = fill(sentence, Object.fromEntries(values));
  // A server of another version may give other details.
  return /\{\w+\}/.test(filled) ? own : { text: filled, lang: text.language };
}

/** @param name of the detail: it decides the unit of a number */
function shown(name: string, value: string | number) {
  if (typeof value === "string") {
    return name === "kind" ? wordOf(text.kinds, value) ?? value : value;
  }
  if (name.endsWith("_bytes")) return settingText(value);
  if (name.endsWith("_ms")) return `${numberText(value / 1000, 1)} s`;
  return numberText(value);
}

/** A size in the unit of the server's settings (2^20 bytes), so that both show the same number. */
function settingText(bytes: number) {
  if (bytes < KB) return `${bytes} B`;
  return bytes < MB ? `${numberText(bytes / KB, 1)} kB` : `${numberText(bytes / MB, 1)} MB`;
}
