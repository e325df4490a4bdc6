/**
 * `/account`: who is logged in, and that user's API tokens, by forms that work without scripts.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Logins, mayEnter } from "../../auth/mod.ts";
import { type FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import { errorStatus } from "../api/errors.ts";
import { openWork } from "../api/open_work.ts";
import { AccountPage } from "../page/account_page.tsx";
import { type PageDeps, VIEW_HEADERS, viewOf } from "../page/mod.ts";
import { sentenceIn } from "../page/text/mod.ts";
import { type Env, placeOf } from "../place/place.ts";
import { admitted, authRequestOf } from "../security/admitted.ts";
import type { Forms } from "./forms.ts";

const HEADERS: Readonly<Record<string, string>> = {
  ...VIEW_HEADERS,
  // Without a referrer a browser sends `Origin: null` with the forms.
  "Referrer-Policy": "same-origin",
};

/** Makes the routes. A caller that shows an API token has no account here: one token makes no others. */
export function accountRoutes(deps: PageDeps, logins: Logins, forms: Forms): Hono<Env> {
  const app = new Hono<Env>();
  const isUser = admitted(deps.auth, "user");

  const show = async (c: Context<Env>, made?: string, error?: FrameboxError) => {
    const account = logins.accountOf(authRequestOf(c));
    if (!account) throw logins.refusal();
    const view = viewOf(c, deps);
    const problem = error && sentenceIn(view.language, error);
    const work = mayEnter(view.principal, "operator") ? openWork(deps) : undefined;
    const formToken = forms.issue(c);
    const document = AccountPage({ view, account, formToken, made, problem, work });
    const status = error ? errorStatus(error) as ContentfulStatusCode : 200;
    return c.html(await document, status, HEADERS);
  };
  /** Does what a form asks for; what goes wrong is shown. */
  const submitted = async (
    c: Context<Env>,
    act: (form: URLSearchParams) => Promise<Response>,
  ): Promise<Response> => {
    const form = await forms.read(c);
    try {
      forms.check(c, form);
      return await act(form);
    } catch (caught) {
      return await show(c, undefined, toFrameboxError(caught));
    }
  };

  app.get("/account", isUser, (c) => show(c));

  app.post("/account/tokens", isUser, (c) =>
    submitted(c, async (form) => {
      const name = (form.get("name") ?? "").trim();
      return await show(c, await logins.addToken(authRequestOf(c), name));
    }));

  app.post("/account/tokens/revoke", isUser, (c) =>
    submitted(c, async (form) => {
      await logins.removeToken(authRequestOf(c), form.get("id") ?? "");
      return c.redirect(`${placeOf(c).base}/account`, 303);
    }));
  return app;
}
