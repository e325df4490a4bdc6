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
import { API } from "./api.ts";
import { ASKING } from "./worker_activity.ts";
import { CAMERA } from "./camera.ts";
import { CODE } from "./code.ts";
import { CAMERAS } from "./cameras.ts";
import { DATA } from "./data.ts";
import { FOLDERS } from "./folders.ts";
import { FRAME } from "./frame.ts";
import { GIVEN } from "./given.ts";
import { IMAGE } from "./image.ts";
import type { InLanguages } from "./in_languages.ts";
import type { Language } from "./language.ts";
import { LIVE } from "./live.ts";
import { IMAGE_SET } from "./image_set.ts";
import { PLACES } from "./places.ts";
import { KIND_TEXT, REASON_TEXT } from "./reasons.ts";
import { RESULT } from "./result.ts";
import { STREAMS } from "./streams.ts";
import { VIDEO } from "./video.ts";

export { bytesText, fill, limitText, numberText, plural } from "./format.ts";
export { type InLanguages, inLanguages, type Plural, type Words } from "./in_languages.ts";
export { sentenceIn } from "./reasons.ts";
export { processorWords } from "./processors.ts";
export { type Language, languageOf, LANGUAGES } from "./language.ts";

/** The page's base, in every language. */
export const BASE = { FRAME, IMAGE, RESULT, CAMERA, API } as const;

/** The features by name, in every language: the one line that a feature's words need. */
export const FEATURES = {
  code: CODE,
  video: VIDEO,
  imageSet: IMAGE_SET,
  live: LIVE,
  data: DATA,
  cameras: CAMERAS,
  folders: FOLDERS,
  streams: STREAMS,
  given: GIVEN,
  asking: ASKING,
  places: PLACES,
} as const;

type Part = "page" | "live";
type PartWords = { readonly [P in Part]: object };
type Features = typeof FEATURES;
type FeaturePart<P extends Part> = { readonly [F in keyof Features]: Features[F]["en"][P] };
type Base = typeof BASE;
type BasePart<P extends Part> =
  & Base["FRAME"]["en"][P]
  & Base["IMAGE"]["en"][P]
  & Base["RESULT"]["en"][P]
  & Base["CAMERA"]["en"][P]
  & Base["API"]["en"][P];

/** Words that components write into the page. */
export type PageText = BasePart<"page"> & FeaturePart<"page">;

/** Words that scripts show. */
export type LiveText =
  & {
    readonly language: Language;
    /** The server's errors and notices by their codes; in English it sends them itself. */
    readonly reasons: (typeof REASON_TEXT)[Language];
    readonly kinds: (typeof KIND_TEXT)[Language];
  }
  & BasePart<"live">
  & FeaturePart<"live">;

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
