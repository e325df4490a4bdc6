/**
 * What every component of one answer is given: the box, and how this person looks at it.
 *
 * @module
 */
import type { Context } from "hono";
import type { PageDeps } from "../types.ts";
import { type Language, languageOf, type PageText, TEXT } from "./text/mod.ts";
import { type Theme, themeOf } from "./theme.ts";
import { grpcAddress, workerCode } from "./worker_code.ts";

/** One person's look at the page; made anew for each answer. */
export interface View {
  readonly deps: PageDeps;
  readonly language: Language;
  /** The page's words in that language. */
  readonly text: PageText;
  readonly theme: Theme | undefined;
  /** `http://host:port` as the person reached the box. */
  readonly origin: string;
  /** `host:port` where programs connect over gRPC. */
  readonly grpcAddress: string;
  /** Ten lines of Python that connect a worker to this box. */
  readonly workerCode: string;
}

/** Reads from a request how the page is looked at. */
export function viewOf(c: Context, deps: PageDeps): View {
  const host = c.req.header("host");
  const address = grpcAddress(host, deps.options.grpcPort);
  const language = languageOf(c.req.header("accept-language"));
  return {
    deps,
    language,
    text: TEXT[language].page,
    theme: themeOf(c.req.header("cookie")),
    origin: `${deps.options.tls ? "https" : "http"}://${host ?? "localhost"}`,
    grpcAddress: address,
    workerCode: workerCode(address),
  };
}

/** What an answer that was made from a view says of itself: whose it is, and that nobody keeps it. */
export const VIEW_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "vary": "Accept-Language, cookie",
};
