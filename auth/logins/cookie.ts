/**
 * The cookie of a login.
 *
 * @module
 */
import type { AuthRequest } from "../request.ts";

/** How the user's browser reaches framebox. */
export interface CookiePlace {
  /** Of the page's address. */
  readonly scheme: "http" | "https";
  /** What stands before each path, e.g. `/box`; empty for the host itself. */
  readonly base: string;
}

/** What a cookie is of: a login, a form, or a login that has begun and is at another server. */
export type LoginCookie = "login" | "form" | "start";

/** By https a browser takes a `__Host-` cookie from this very host alone (RFC 6265bis, 4.1.3.2). */
const NAME = /^framebox-login(-[a-z0-9]+)*$/;
const MAX_ID = 64;

/** The name of the cookie `what`; servers below other paths of the host have others. */
export function cookieName({ scheme, base }: CookiePlace, what: LoginCookie): string {
  const below = base.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/-$/, "");
  return `${scheme === "https" ? "__Host-" : ""}framebox-${what}${below}`;
}

/**
 * The value of `Set-Cookie`.
 *
 * @param value empty: the browser forgets it
 */
export function setCookie(place: CookiePlace, what: LoginCookie, value: string): string {
  const isSecure = place.scheme === "https";
  return [
    `${cookieName(place, what)}=${value}`,
    `Path=${isSecure || place.base === "" ? "/" : place.base}`,
    "HttpOnly",
    // A link from another site opens the page, and another server's login leads back to it; only this server's own
    // form sends what `form` guards.
    `SameSite=${what === "form" ? "Strict" : "Lax"}`,
    ...isSecure ? ["Secure"] : [],
    ...value === "" ? ["Max-Age=0"] : [],
  ].join("; ");
}

/** The value of a cookie of `Cookie`; `undefined` if it isn't there. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  return pairsOf(header).find(([given]) => given === name)?.[1];
}

/** The ids of logins that a request shows; over https only those that no other host can have set. */
export function loginIds(request: AuthRequest): string[] {
  const prefix = request.site?.scheme === "https" ? "__Host-" : "";
  return pairsOf(request.header("cookie")).filter(([name, value]) =>
    name.startsWith(prefix) && NAME.test(name.slice(prefix.length)) && value.length <= MAX_ID
  ).map(([, value]) => value);
}

function pairsOf(header: string | undefined): [string, string][] {
  return (header ?? "").split(";").map((pair) => {
    const equals = pair.indexOf("=");
    return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
  });
}
