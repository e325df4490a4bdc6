/**
 * Words in every language of the page. English decides which words there are; a word that another
 * language lacks, or has too many, is a type error.
 *
 * @module
 */

/** Languages of the page, as they stand in `<html lang>`. */
export type Language = "en" | "pt" | "es";

/** A sentence that depends on a number: the forms of `Intl.PluralRules`. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

/** The same keys and the same lengths of lists, with other words. */
export type Words<T> = T extends string ? string : { readonly [K in keyof T]: Words<T[K]> };

/** The words of a part of the page, in every language. */
export type InLanguages<T> = Readonly<Record<Language, Words<T>>>;

/** Checks that all languages have the same words. */
export function inLanguages<const T>(
  words: { en: T; pt: NoInfer<Words<T>>; es: NoInfer<Words<T>> },
): InLanguages<T> {
  // English fits its own words; TypeScript can't see that of a generic type.
  return words as InLanguages<T>;
}
