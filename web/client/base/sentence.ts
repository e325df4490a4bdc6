/** Sentences with their language, as they are written into the page: a screen reader speaks each in its own. */
import type { Sentence } from "../../page/text/words.ts";
import { text } from "./text.ts";

export type { Sentence };

/** What is shown: the page's own words, or a sentence that may be in another language. */
export type SentenceLike = string | Sentence;

/** The page's own words as a sentence. */
export function sentenceOf(shown: SentenceLike): Sentence {
  return typeof shown === "string" ? { text: shown, lang: text.language } : shown;
}

/** The words of a worker, a processor's author or the browser, whose language is not known. */
export function foreign(words: string): Sentence {
  return { text: words, lang: "" };
}

/** Writes one sentence, or several with blanks between them, into an element; empty ones are left out. */
export function write(
  place: HTMLElement,
  ...sentences: readonly SentenceLike[]
): void {
  const parts = sentences.map(sentenceOf).filter((sentence) => sentence.text !== "");
  const [only, ...others] = parts;
  if (others.length > 0) place.replaceChildren(...partsOf(parts));
  else place.textContent = only?.text ?? "";
  setLang(
    place,
    others.length > 0 ? text.language : only?.lang ?? text.language,
  );
}

/** The same as nodes, for a place that holds more than sentences. */
export function partsOf(
  sentences: readonly SentenceLike[],
): (string | HTMLElement)[] {
  return sentences.flatMap((shown, i) => {
    const sentence = sentenceOf(shown);
    const blank = i === 0 ? [] : [" "];
    if (sentence.lang === text.language) return [...blank, sentence.text];
    const part = document.createElement("span");
    write(part, sentence);
    return [...blank, part];
  });
}

function setLang(place: HTMLElement, lang: string) {
  if (lang === text.language) place.removeAttribute("lang");
  else place.lang = lang;
}
