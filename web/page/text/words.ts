/**
 * Which words a language has, and the types of what components and scripts show of them. English decides which there
 * are; one that another language lacks, or has too many, is a type error. Imports words alone, so that the browser's
 * scripts are checked against the same types.
 *
 * @module
 */
import type { EN } from "./en.ts";

/** Languages of the page, as they stand in `<html lang>`; the first is spoken when none of a user's own is there. */
export const LANGUAGES = ["en", "pt", "es"] as const;
/** One of them. */
export type Language = typeof LANGUAGES[number];

/** Words, and the language that they are in; empty where that is not known, as in HTML. */
export interface Sentence {
  readonly text: string;
  readonly lang: Language | "";
}

/** A sentence that depends on a number: the forms of `Intl.PluralRules`. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

/** The same keys and the same lengths of lists, with other words. */
export type Words<T> = T extends string ? string : { readonly [K in keyof T]: Words<T[K]> };

/** The words of one language, by the parts of the page; English has no others. */
export type English = Words<typeof EN>;

/** Parts whose words stand side by side (`text.choose`); those of all others stand under the part's name (`text.video.choose`). */
export const BASE = [
  "frame",
  "image",
  "result",
  "camera",
  "api",
] as const satisfies (keyof English)[];

/** Who shows a word: components, or scripts. */
export type Shown = "page" | "live";
type Base = typeof BASE[number];
/** Parts whose words stand under their name. */
export type Feature = Exclude<keyof English, Base | "kinds">;
/** Words under the names of their parts. */
export type FeatureWords<S extends Shown> = { readonly [F in Feature]: English[F][S] };
/** Words side by side. */
export type BaseWords<S extends Shown> =
  & English["frame"][S]
  & English["image"][S]
  & English["result"][S]
  & English["camera"][S]
  & English["api"][S];

/** Words that components write into the page. */
export type PageText = BaseWords<"page"> & FeatureWords<"page">;

/** Words that scripts show. */
export type LiveText =
  & {
    readonly language: Language;
    /** The server's errors and notices by their codes; in English it sends them itself. */
    readonly reasons: Readonly<Partial<Record<string, string>>>;
    readonly kinds: Readonly<Partial<Record<string, string>>>;
  }
  & BaseWords<"live">
  & FeatureWords<"live">;

/** Puts the words of the base side by side, and those of each other part under its name. */
export function wordsOf<S extends Shown>(words: English, by: S): BaseWords<S> & FeatureWords<S> {
  const { kinds: _, ...parts } = words;
  const base: readonly string[] = BASE;
  const all = Object.entries(parts).map(([part, { [by]: shown }]) =>
    base.includes(part) ? shown : { [part]: shown }
  );
  // Each part is of its type; put together, TypeScript knows it no more.
  return Object.assign({}, ...all);
}
