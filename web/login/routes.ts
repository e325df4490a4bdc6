/**
 * `/login` and `/logout`: forms that work without scripts.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { type Logins, setCookie } from "../../auth/mod.ts";
import { FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import { wantsPage } from "../page/mod.ts";
import { type Env, placeOf } from "../place/place.ts";
import { admitted, authRequestOf } from "../security/admitted.ts";
import type { WebParts } from "../web_parts.ts";
import type { Forms } from "./forms.ts";
import { type LoginForm, loginPage, logoutPage, pageResponse } from "./login_page.tsx";
import { nextPath } from "./next_path.ts";
import { redirectRoutes } from "./redirect_routes.ts";

/** Makes the routes. */
export function loginRoutes(
  { auth, log }: Pick<WebParts, "auth" | "log">,
  logins: Logins,
  forms: Forms,
): Hono<Env> {
  const app = new Hono<Env>();
  const isOpen = admitted(auth, "open");

  const show = (c: Context<Env>, next: string, given: LoginGiven = {}, caught?: unknown) => {
    const error = caught === undefined ? undefined : toFrameboxError(caught);
    if (error?.code === "INTERNAL") log.error("login_failed", error);
    const token = forms.issue(c);
    const form = { methods: logins.methods, token, next, ...given };
    return pageResponse(c, loginPage(c, form, error), error);
  };

  app.get("/login", isOpen, (c) => {
    const left = logins.methods.find(({ id }) => id === c.req.query("left"));
    return show(c, nextPath(c.req.query("next") ?? null), { left });
  });

  app.post("/login", isOpen, async (c) => {
    const form = await forms.read(c);
    const next = nextPath(form.get("next"));
    const name = form.get("name") ?? "";
    const method = form.get("method") ?? "";
    const place = placeOf(c);
    try {
      forms.check(c, form);
      const given = { method, name, password: form.get("password") ?? "" };
      const { signal } = c.req.raw;
      const id = await logins.logIn(given, place.client, authRequestOf(c), signal);
      c.header("Set-Cookie", setCookie(place, "login", id));
      c.header("Set-Cookie", setCookie(place, "form", ""), { append: true });
      return c.redirect(place.base + next, 303);
    } catch (caught) {
      return await show(c, next, { method, name: name.slice(0, 64) }, caught);
    }
  });

  app.route(
    "/",
    redirectRoutes({ auth }, logins, (c, next, caught) => show(c, next, {}, caught)),
  );

  app.get("/logout", isOpen, (c) => pageResponse(c, logoutPage(c)));

  app.post("/logout", isOpen, async (c) => {
    const form = await forms.read(c);
    const [left] = logins.logOut(authRequestOf(c), form.has("everywhere"));
    const method = logins.methods.find(({ id }) => id === left);
    const place = placeOf(c);
    c.header("Set-Cookie", setCookie(place, "login", ""));
    const query = method?.kind === "redirect" ? `?left=${method.id}` : "";
    return c.redirect(`${place.base}/login${query}`, 303);
  });
  return app;
}

/** What a user has written into one of the forms, or has logged out of. */
type LoginGiven = Pick<LoginForm, "method" | "name" | "left">;

/** Where a user is sent that has to log in first; `undefined` for a program, and where no page logs users in. */
export function loginAddress(
  c: Context<Env>,
  error: unknown,
  logins: Logins | undefined,
): string | undefined {
  const isAsked = error instanceof FrameboxError && error.because?.code === "login-needed";
  if (!isAsked || !wantsPage(c) || !logins) return undefined;
  const next = nextPath(c.req.path + new URL(c.req.url).search);
  return `${placeOf(c).base}/login${next === "/" ? "" : `?next=${encodeURIComponent(next)}`}`;
}
