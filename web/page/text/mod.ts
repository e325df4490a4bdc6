/**
 * Every word of the page, one file a language. What `page` holds is written into the HTML; `live` is
 * what the browser's scripts show later: it travels with the page as JSON. `{name}` marks what is
 * filled in; `one`/`other` are the plural forms of `Intl.PluralRules`.
 *
 * @module
 */
export { bytesText, fill, limitText, numberText, plural } from "./format.ts";
export { languageOf } from "./language.ts";
export { processorWords, sentenceIn } from "./of_server.ts";
export { TEXT } from "./text.ts";
export {
  type Language,
  LANGUAGES,
  type LiveText,
  type PageText,
  type Plural,
  type Sentence,
} from "./words.ts";
