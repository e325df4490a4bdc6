/**
 * `/login/METHOD` and `/login/METHOD/callback`: a login at another server.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { cookieName, cookieValue, type Logins, setCookie } from "../../auth/mod.ts";
import { addressOf, type Env, placeOf } from "../place/place.ts";
import { admitted, authRequestOf } from "../security/admitted.ts";
import type { WebParts } from "../web_parts.ts";
import { nextPath } from "./next_path.ts";

/** Shows the login page after an error. */
export type ShowError = (c: Context<Env>, next: string, caught: unknown) => Promise<Response>;

/** Makes the routes. */
export function redirectRoutes(
  { auth }: Pick<WebParts, "auth">,
  logins: Logins,
  showError: ShowError,
): Hono<Env> {
  const app = new Hono<Env>();
  const isOpen = admitted(auth, "open");
  for (const { id, kind } of logins.methods) {
    if (kind !== "redirect") continue;
    const path = `/login/${id}`;

    app.get(path, isOpen, async (c) => {
      const place = placeOf(c);
      const next = nextPath(c.req.query("next") ?? null);
      const given = browserOf(c);
      const browser = given && /^[\w-]{43}$/.test(given) ? given : secret();
      try {
        const callback = new URL(`${addressOf(place)}${path}/callback`);
        const login = { callback, browser, next, from: place.client };
        const address = await logins.startAt(id, login, c.req.raw.signal);
        c.header("Set-Cookie", setCookie(place, "start", browser));
        return c.redirect(address.href);
      } catch (error) {
        return await showError(c, next, error);
      }
    });

    app.get(`${path}/callback`, isOpen, async (c) => {
      const place = placeOf(c);
      const answer = new URL(c.req.url).searchParams;
      try {
        const shown = authRequestOf(c);
        const { signal } = c.req.raw;
        const login = await logins.finishAt(id, answer, browserOf(c), place.client, shown, signal);
        // The cookie of the start stays: a login in another tab may still come back, and its state is for one use.
        c.header("Set-Cookie", setCookie(place, "login", login.id));
        return c.redirect(place.base + login.next);
      } catch (error) {
        return await showError(c, "/", error);
      }
    });
  }
  return app;
}

function browserOf(c: Context<Env>): string | undefined {
  return cookieValue(c.req.header("cookie"), cookieName(placeOf(c), "start"));
}

/** 256 random bits. */
function secret(): string {
  return new Uint8Array(randomBytes(32)).toBase64({ alphabet: "base64url", omitPadding: true });
}
