/**
 * The pages to log in and out: one column, without scripts. They stand alone, for assets may be behind a proxy's login.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { LoginMethod } from "../../auth/mod.ts";
import type { FrameboxError } from "../../base/errors/mod.ts";
import { errorStatus } from "../api/errors.ts";
import { fill, languageOf, type PageText, sentenceIn, TEXT } from "../page/text/mod.ts";
import { VIEW_HEADERS } from "../page/mod.ts";
import { type Env, placeOf } from "../place/place.ts";

/** The few rules of `css/base.css` and `css/page.css` that matter here. */
const STYLE = `:root { color-scheme: light dark; }
body { max-width: 320px; margin: 15vh auto 0; padding: 0 16px; font: 14px / 20px system-ui, sans-serif;
  background: light-dark(#f6f6f7, #111214); color: light-dark(#18191c, #ededef);
  overflow-wrap: anywhere; }
h1 { font-size: 20px; line-height: 28px; }
h2 { font-size: 16px; line-height: 24px; margin: 0; }
main > * + * { margin-top: 24px; }
form { display: grid; gap: 16px; }
label { display: grid; gap: 4px; }
input, select, button, .button { font: inherit; min-height: 40px; box-sizing: border-box; padding: 0 12px; border-radius: 6px;
  border: 1px solid light-dark(#85868c, #7d7f87); background: light-dark(#fff, #1b1c1f); color: inherit; }
button { cursor: pointer; }
.button { display: flex; align-items: center; justify-content: center; text-align: center; text-decoration: none; }
button.main { background: light-dark(#2f5bd8, #8eaaff); color: light-dark(#fff, #111214); border: 0; }
:focus-visible { outline: 2px solid light-dark(#2f5bd8, #8eaaff); outline-offset: 2px; }
.error { color: light-dark(#b3261e, #ffb4ab); }
a { color: light-dark(#2f5bd8, #8eaaff); }`;

const POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; " +
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

const HEADERS: Readonly<Record<string, string>> = {
  ...VIEW_HEADERS,
  "Content-Security-Policy": POLICY,
  // Without a referrer a browser sends `Origin: null` with the form.
  "Referrer-Policy": "same-origin",
};

/** What the forms have besides what the user writes. */
export interface LoginForm {
  readonly methods: readonly LoginMethod[];
  readonly token: string;
  /** As `nextPath` gives it. */
  readonly next: string;
  /** The method whose form the user has sent already. */
  readonly method?: string;
  /** What the user has written there. */
  readonly name?: string;
  /** The method by whose login the user was here until now. */
  readonly left?: LoginMethod | undefined;
}

/** The page to log in, after an error with its sentence. */
export function loginPage(
  c: Context<Env>,
  form: LoginForm,
  error?: FrameboxError,
): string | Promise<string> {
  const language = languageOf(c);
  const text = TEXT[language].page.login;
  const { base } = placeOf(c);
  const sentence = error && sentenceIn(language, error);
  const { left } = form;
  const there = left?.kind === "redirect" ? left.logOutAddress : undefined;
  return page(
    language,
    text.title,
    <>
      <h1>{text.title}</h1>
      {sentence && <p class="error" role="alert" lang={sentence.lang}>{sentence.text}</p>}
      {left && there && (
        <p>
          {fill(text.still, { server: left.title })} <a href={there.href}>{text.logOutThere}</a>
        </p>
      )}
      <PasswordForm text={text} base={base} form={form} />
      {form.methods.filter(({ kind }) => kind === "redirect").map((method) => (
        <a
          class="button"
          href={`${base}/login/${method.id}?next=${encodeURIComponent(form.next)}`}
        >
          {fill(text.at, { server: method.title })}
        </a>
      ))}
    </>,
  );
}

/** One form for all that take a name and a password: where there are several, the user chooses. */
function PasswordForm({ text, base, form }: {
  readonly text: PageText["login"];
  readonly base: string;
  readonly form: LoginForm;
}): JSX.Element | null {
  const methods = form.methods.filter(({ kind }) => kind === "password");
  const [first, ...others] = methods;
  if (first === undefined) return null;
  return (
    <form method="post" action={`${base}/login`}>
      {others.length === 0 && first.title !== "" && <h2>{first.title}</h2>}
      <input type="hidden" name="token" value={form.token} />
      <input type="hidden" name="next" value={form.next} />
      {others.length === 0 ? <input type="hidden" name="method" value={first.id} /> : (
        <label>
          {text.where}
          <select name="method">
            {methods.map(({ id, title }) => (
              <option value={id} selected={id === form.method}>{title || text.thisServer}</option>
            ))}
          </select>
        </label>
      )}
      <label>
        {text.name}
        <input
          name="name"
          value={form.name ?? ""}
          autocomplete="username"
          autocapitalize="none"
          required
        />
      </label>
      <label>
        {text.password}
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      <button class="main" type="submit">{text.submit}</button>
    </form>
  );
}

/** The page to log out, here or everywhere. */
export function logoutPage(c: Context<Env>): string | Promise<string> {
  const language = languageOf(c);
  const text = TEXT[language].page.login;
  const { base } = placeOf(c);
  return page(
    language,
    text.logOut,
    <>
      <h1>{text.logOut}</h1>
      <form method="post" action={`${base}/logout`}>
        <button class="main" type="submit">{text.here}</button>
        <button type="submit" name="everywhere" value="yes">{text.everywhere}</button>
        <a href={`${base}/`}>{text.stay}</a>
      </form>
    </>,
  );
}

/** Answers with one of them, after an error with its status. */
export async function pageResponse(
  c: Context<Env>,
  document: string | Promise<string>,
  error?: FrameboxError,
): Promise<Response> {
  const status = error ? errorStatus(error) as ContentfulStatusCode : 200;
  return c.html(await document, status, HEADERS);
}

function page(language: string, title: string, content: Child): string | Promise<string> {
  return html`<!DOCTYPE html>${(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · framebox`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>{raw(STYLE)}</style>
      </head>
      <body>
        <main>{content}</main>
      </body>
    </html>
  )}`;
}
