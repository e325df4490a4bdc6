/**
 * What every component of one answer is given: framebox, and how this user looks at it.
 *
 * @module
 */
import { mayEnter, type Principal } from "../../auth/mod.ts";
import { principalOf } from "../security/admitted.ts";
import type { Context } from "hono";
import { addressOf, type Env, placeOf } from "../place/place.ts";
import type { WebOptions } from "../types.ts";
import type { WebParts } from "../web_parts.ts";
import { type Language, languageOf, type PageText, TEXT } from "./text/mod.ts";
import { type Tab, type TabEntry, tabsOf } from "./tabs.ts";
import { type Theme, themeOf } from "./theme.ts";
import { grpcAddress, workerCode } from "./worker_code.ts";

/** What the page's own routes use. */
export interface PageDeps
  extends Pick<WebParts, "auth" | "cameras" | "choice" | "folders" | "hub" | "streams" | "videos"> {
  readonly options: Pick<
    WebOptions,
    | "defaultProcessor"
    | "grpcPort"
    | "maxUploadBytes"
    | "maxVideoBytes"
    | "open"
    | "resultTimeoutMs"
  >;
  /** Where the browser finds an asset; may be kept for ever, for it changes with the content. */
  assetUrl(path: string): string;
}

/** One user's look at the page; made anew for each answer. */
export interface View {
  readonly deps: PageDeps;
  /** The viewer. */
  readonly principal: Principal;
  /** Those that the user may open. */
  readonly tabs: readonly TabEntry[];
  readonly language: Language;
  /** The page's words in that language. */
  readonly text: PageText;
  readonly theme: Theme | undefined;
  /** What stands before every path of framebox for this user, e.g. `/box`; mostly nothing. */
  readonly base: string;
  /** Where the user reached framebox: `http://host:port`, and the base. */
  readonly address: string;
  /** `host:port` where programs connect over gRPC. */
  readonly grpcAddress: string;
  /** Ten lines of Python that connect a worker to this server. */
  readonly workerCode: string;
}

/** Reads from a request how the page is looked at. */
export function viewOf(c: Context<Env>, deps: PageDeps): View {
  const place = placeOf(c);
  const { base, host } = place;
  const address = grpcAddress(host?.name, deps.options.grpcPort);
  const language = languageOf(c);
  const principal = principalOf(c);
  return {
    deps: { ...deps, assetUrl: (path) => base + deps.assetUrl(path) },
    principal,
    tabs: tabsOf(deps).filter(({ access }) => mayEnter(principal, access)),
    language,
    text: TEXT[language].page,
    theme: themeOf(c.req.header("cookie")),
    base,
    address: addressOf(place),
    grpcAddress: address,
    workerCode: workerCode(address),
  };
}

/** Whether the user may open a tab. */
export function hasTab({ tabs }: View, tab: Tab): boolean {
  return tabs.some((entry) => entry.tab === tab);
}

/** The caching headers of an answer that was made from a view: it varies by user, and is not cached. */
export const VIEW_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "vary": "Accept-Language, cookie",
};
