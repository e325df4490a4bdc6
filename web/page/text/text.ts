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

function textIn(language: Language, words: English, reasons: LiveText["reasons"]): Text {
  return {
    page: wordsOf(words, "page"),
    live: { language, reasons, kinds: words.kinds, ...wordsOf(words, "live") },
  };
}

function translated(language: keyof typeof TRANSLATIONS): Text {
  const { reasons, processors: _, ...words } = TRANSLATIONS[language];
  return textIn(language, words, reasons);
}

/** The page's words by language. */
export const TEXT: Readonly<Record<Language, Text>> = {
  en: textIn("en", EN, {}),
  pt: translated("pt"),
  es: translated("es"),
};
