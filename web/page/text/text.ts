/**
 * The words of each language as components and scripts use them.
 *
 * @module
 */
import { EN } from "./en.ts";
import { TRANSLATIONS } from "./translations.ts";
import { type English, type Language, type LiveText, type PageText, wordsOf } from "./words.ts";

/** All words of one language. */
export interface Text {
  readonly page: PageText;
  readonly live: LiveText;
}

function textIn(language: Language, words: English): Text {
  const { kinds } = words;
  const reasons = language === "en" ? {} : TRANSLATIONS[language].reasons;
  return {
    page: wordsOf(words, "page"),
    // A translation has other entries than parts; they come last, so that no part stands in their place.
    live: { ...wordsOf(words, "live"), language, reasons, kinds },
  };
}

/** The page's words by language. */
export const TEXT: Readonly<Record<Language, Text>> = {
  en: textIn("en", EN),
  pt: textIn("pt", TRANSLATIONS.pt),
  es: textIn("es", TRANSLATIONS.es),
};
