/**
 * What a user sees who came to an address under which this server is not. It stands alone: scripts
 * and styles are not served under such an address.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { FrameboxError, type ReasonCode } from "../../base/errors/mod.ts";
import { errorStatus } from "../api/errors.ts";
import { languageOf, sentenceIn, TEXT } from "./text/mod.ts";
import { VIEW_HEADERS } from "./view.ts";

/** The few rules of `css/base.css` and `css/page.css` that matter here. */
const STYLE = `:root { color-scheme: light dark; }
body { max-width: 70ch; margin: 15vh auto 0; padding: 0 16px; font: 14px / 20px system-ui, sans-serif;
  background: light-dark(#f6f6f7, #111214); color: light-dark(#18191c, #ededef);
  overflow-wrap: anywhere; }
h1 { font-size: 20px; line-height: 28px; }
a { color: light-dark(#2f5bd8, #8eaaff); }`;

const POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; " +
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

/** Reasons of errors about the address itself: a user that typed it gets a page about it. */
const REASONS: readonly ReasonCode[] = [
  "host-unknown",
  "origin-unknown",
  "nothing-here",
  "login-at-proxy",
];

/** Whether an error is about the address of the request. */
export function isWrongPlace(error: unknown): error is FrameboxError {
  return error instanceof FrameboxError && error.because !== undefined &&
    REASONS.includes(error.because.code);
}

/** Whether a user looks at the answer, and no program. */
export function wantsPage(c: Context): boolean {
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  return isRead && (c.req.header("accept") ?? "").includes("text/html");
}

/** The answer. */
export function wrongPlaceResponse(c: Context, error: FrameboxError): Response | Promise<Response> {
  const language = languageOf(c);
  const text = TEXT[language].page.places;
  const { page } = error.because?.details ?? {};
  const sentence = sentenceIn(language, error);
  const document = html`<!DOCTYPE html>${(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${text.wrong} · framebox`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>{raw(STYLE)}</style>
      </head>
      <body>
        <main>
          <h1>{text.wrong}</h1>
          <p lang={sentence.lang}>{sentence.text}</p>
          {page === undefined ? null : (
            <p>
              <a href={String(page)}>{text.toPage}</a>
            </p>
          )}
        </main>
      </body>
    </html>
  )}`;
  return c.html(document, errorStatus(error) as ContentfulStatusCode, {
    ...VIEW_HEADERS,
    "Content-Security-Policy": POLICY,
  });
}
