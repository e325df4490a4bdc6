/**
 * In which language the page speaks: what the browser asks for, of those that there are.
 *
 * @module
 */
import type { Context } from "hono";
import { detectFromHeader } from "hono/language";
import { type Language, LANGUAGES } from "./words.ts";

/** Longest header that is read; no honest browser sends more. */
const MAX_CHARACTERS = 1000;

/**
 * The language that a user prefers (RFC 9110, 12.5.4): a regional one, as `pt-BR`, is served by
 * its language.
 */
export function languageOf(c: Context): Language {
  if ((c.req.header("accept-language")?.length ?? 0) > MAX_CHARACTERS) return "en";
  const detected = detectFromHeader(c, {
    order: ["header"],
    lookupFromHeaderKey: "accept-language",
    supportedLanguages: [...LANGUAGES],
    fallbackLanguage: "en",
    ignoreCase: true,
    // Of other places to look at, and of keeping what was found.
    lookupQueryString: "",
    lookupCookie: "",
    lookupFromPathIndex: 0,
    caches: false,
  });
  return LANGUAGES.find((language) => language === detected) ?? "en";
}
