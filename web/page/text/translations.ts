/**
 * The languages besides English.
 *
 * @module
 */
import { ES } from "./es.ts";
import { PT } from "./pt.ts";
import type { Translation } from "./translation.ts";
import type { Language } from "./words.ts";

/** Words by language. */
export const TRANSLATIONS: Readonly<Record<Exclude<Language, "en">, Translation>> = {
  pt: PT,
  es: ES,
};
