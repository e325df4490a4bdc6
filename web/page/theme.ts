/**
 * Light or dark. The choice is a cookie, so that the server can write it into the first byte of
 * the page and no script has to run before the first paint.
 *
 * @module
 */

/** What the user chose; none: as the system has it. */
export type Theme = "light" | "dark";

/** Reads the choice from a `Cookie` header. */
export function themeOf(cookie: string | undefined): Theme | undefined {
  const value = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(cookie ?? "")?.[1];
  return value === "light" || value === "dark" ? value : undefined;
}
