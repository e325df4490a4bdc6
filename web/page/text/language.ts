/**
 * In which language the page speaks: what the browser asks for, of those that there are.
 *
 * @module
 */

/** Languages of the page, as they stand in `<html lang>`. */
export type Language = "en" | "pt" | "es";

/** Every language; the first is spoken when none of a person's own is there. */
export const LANGUAGES: readonly Language[] = ["en", "pt", "es"];

/** Ranges that are read; no honest browser sends more. */
const MAX_RANGES = 32;

/**
 * The language that a person prefers (RFC 9110, 12.5.4): a regional one, as `pt-BR`, is served by
 * its language.
 *
 * @param accept the request's Accept-Language header
 */
export function languageOf(accept: string | undefined): Language {
  let best: Language = "en";
  let bestQuality = 0;
  for (const range of (accept ?? "").split(",", MAX_RANGES)) {
    const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
    const language = LANGUAGES.find((known) => known === tag.split("-")[0]);
    const quality = qualityOf(parameters);
    if (language !== undefined && quality > bestQuality) {
      best = language;
      bestQuality = quality;
    }
  }
  return best;
}

function qualityOf(parameters: readonly string[]): number {
  const q = parameters.map((p) => /^\s*q=([0-9.]{1,5})\s*$/.exec(p)?.[1]).find(Boolean);
  return q === undefined ? 1 : Number(q) || 0;
}
