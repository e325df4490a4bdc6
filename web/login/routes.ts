/**
 * `/login` and `/logout`: forms that work without scripts.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { cookieName, cookieValue, type Logins, setCookie } from "../../auth/mod.ts";
import { because, FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import { errorStatus } from "../api/errors.ts";
import { readBody } from "../limits/read_body.ts";
import { wantsPage } from "../page/mod.ts";
import { type Env, placeOf } from "../place/place.ts";
import { admitted, authRequestOf } from "../security/admitted.ts";
import type { WebParts } from "../web_parts.ts";
import { FormTokens } from "./form_token.ts";
import { loginPage, logoutPage, pageResponse } from "./login_page.tsx";
import { nextPath } from "./next_path.ts";

/** A name, a password and a path; more is no login. */
const MAX_FORM_BYTES = 16 * 1024;

/** Makes the routes. */
export function loginRoutes(
  { auth, intake, options, log }: Pick<WebParts, "auth" | "intake" | "options" | "log">,
  logins: Logins,
): Hono<Env> {
  const app = new Hono<Env>();
  const tokens = new FormTokens();
  const isOpen = admitted(auth, "open");

  const show = (c: Context<Env>, next: string, name: string, error?: FrameboxError) => {
    const place = placeOf(c);
    const given = cookieValue(c.req.header("cookie"), cookieName(place, "form"));
    const cookie = given && /^[\w-]{22}$/.test(given) ? given : tokens.newCookie();
    c.header("Set-Cookie", setCookie(place, "form", cookie));
    const form = { methods: logins.methods, token: tokens.tokenFor(cookie), next, name };
    return pageResponse(c, loginPage(c, form, error), error ? statusOf(error) : 200);
  };

  app.get("/login", isOpen, (c) => show(c, nextPath(c.req.query("next") ?? null), ""));

  app.post("/login", isOpen, async (c) => {
    const account = intake.budget.account();
    let form: URLSearchParams;
    try {
      const body = await readBody(c.req.raw, {
        maxBytes: MAX_FORM_BYTES,
        idleMs: options.uploadIdleMs,
        account,
      });
      form = new URLSearchParams(new TextDecoder().decode(body));
    } finally {
      account.release();
    }
    const next = nextPath(form.get("next"));
    const name = form.get("name") ?? "";
    const place = placeOf(c);
    try {
      const cookie = cookieValue(c.req.header("cookie"), cookieName(place, "form"));
      if (!tokens.fits(form.get("token") ?? "", cookie)) throw oldForm();
      const password = form.get("password") ?? "";
      const method = form.get("method") ?? "";
      const id = await logins.logIn({ method, name, password }, place.client, authRequestOf(c));
      c.header("Set-Cookie", setCookie(place, "login", id));
      c.header("Set-Cookie", setCookie(place, "form", ""), { append: true });
      return c.redirect(place.base + next, 303);
    } catch (caught) {
      const error = toFrameboxError(caught);
      if (error.code === "INTERNAL") log.error("login_failed", error);
      return await show(c, next, name.slice(0, 64), error);
    }
  });

  app.get("/logout", isOpen, (c) => pageResponse(c, logoutPage(c), 200));

  app.post("/logout", isOpen, async (c) => {
    const account = intake.budget.account();
    try {
      const bounds = { maxBytes: MAX_FORM_BYTES, idleMs: options.uploadIdleMs, account };
      const form = new URLSearchParams(new TextDecoder().decode(await readBody(c.req.raw, bounds)));
      logins.logOut(authRequestOf(c), form.has("everywhere"));
    } finally {
      account.release();
    }
    const place = placeOf(c);
    c.header("Set-Cookie", setCookie(place, "login", ""));
    return c.redirect(`${place.base}/login`, 303);
  });
  return app;
}

/** Where a user is sent that has to log in first; `undefined` for a program, and where no page logs users in. */
export function loginAddress(
  c: Context<Env>,
  error: unknown,
  logins: Logins | undefined,
): string | undefined {
  const isAsked = error instanceof FrameboxError && error.because?.code === "login-needed";
  if (!isAsked || !wantsPage(c) || !logins || logins.methods.length === 0) return undefined;
  const next = nextPath(c.req.path + new URL(c.req.url).search);
  return `${placeOf(c).base}/login${next === "/" ? "" : `?next=${encodeURIComponent(next)}`}`;
}

function oldForm(): FrameboxError {
  return new FrameboxError(
    "PERMISSION_DENIED",
    "This form is too old, or the browser has not kept its cookie; try again.",
    undefined,
    because("login-form-old"),
  );
}

function statusOf(error: FrameboxError): 400 | 401 | 403 | 429 {
  const status = errorStatus(error);
  return status === 401 || status === 403 || status === 429 ? status : 400;
}
