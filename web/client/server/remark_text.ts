/** What the server remarks on a picture, in the page's language where it knows the code. */
import type { NoticeJson } from "../../wire/mod.ts";
import type { SentenceLike } from "../base/sentence.ts";
import { fill, numberText, text, wordOf } from "../base/text.ts";

export type Remark = NoticeJson;

export function remarkText({ code, message, details }: Remark): SentenceLike {
  const sentence = wordOf(text.remarks, code);
  if (!sentence || !details) return { text: message, lang: "en" };
  const values = Object.entries(details)
    .map(([name, value]) => [name, typeof value === "number" ? numberText(value) : value]);
  return fill(sentence, Object.fromEntries(values));
}

/** Whether it is one that results hold themselves, so that it is not announced twice. */
export function isRemark({ code }: { code: string }): boolean {
  return wordOf(text.remarks, code) !== undefined;
}
