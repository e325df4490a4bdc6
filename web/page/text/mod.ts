/**
 * Every word of the page, one file a part. What `page` holds is written into the HTML; `live` is
 * what the browser's scripts show later: it travels with the page as JSON. `{name}` marks what is
 * filled in; `one`/`other` are the plural forms of `Intl.PluralRules`.
 *
 * The words of the page's base stand side by side (`text.choose`); those of a feature stand under
 * its name (`text.video.choose`), in components and in scripts alike.
 *
 * @module
 */
import type { InLanguages } from "./in_languages.ts";
import type { Language } from "./in_languages.ts";
import {
  BASE,
  type BasePart,
  type FeaturePart,
  FEATURES,
  type LiveText,
  type PageText,
  type Part,
} from "./words.ts";
import { KIND_TEXT, REASON_TEXT } from "./reasons.ts";

export { bytesText, fill, limitText, numberText, plural } from "./format.ts";
export {
  type InLanguages,
  inLanguages,
  type Language,
  type Plural,
  type Words,
} from "./in_languages.ts";
export { BASE, FEATURES, type LiveText, type PageText } from "./words.ts";
export { sentenceIn } from "./reasons.ts";
export { processorWords } from "./processors.ts";
export { languageOf, LANGUAGES } from "./language.ts";

type PartWords = { readonly [P in Part]: object };

/** All words of one language. */
export interface Text {
  readonly page: PageText;
  readonly live: LiveText;
}

function partIn<P extends Part>(language: Language, part: P): BasePart<P> & FeaturePart<P> {
  const all: readonly (readonly [string, InLanguages<PartWords>])[] = Object.entries(FEATURES);
  const features = all.map(([name, words]) => [name, words[language][part]] as const);
  const base = Object.values<InLanguages<PartWords>>(BASE).map((words) => words[language][part]);
  // What `inLanguages` has checked part by part; put together, TypeScript knows it no more.
  return Object.assign({}, ...base, Object.fromEntries(features));
}

function textIn(language: Language): Text {
  const codes = { reasons: REASON_TEXT[language], kinds: KIND_TEXT[language] };
  return {
    page: partIn(language, "page"),
    live: { language, ...codes, ...partIn(language, "live") },
  };
}

/** The page's words by language. */
export const TEXT: Readonly<Record<Language, Text>> = {
  en: textIn("en"),
  pt: textIn("pt"),
  es: textIn("es"),
};
