/**
 * What every component of one answer is given: framebox, and how this user looks at it; and what a tab is.
 *
 * @module
 */
import { type Access, mayEnter, type Principal } from "../../auth/mod.ts";
import { principalOf } from "../security/admitted.ts";
import type { Context } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { addressOf, type Env, placeOf } from "../place/place.ts";
import type { WebOptions } from "../types.ts";
import type { WebParts } from "../web_parts.ts";
import type { IconName } from "./icon.tsx";
import { type Language, languageOf, type LiveText, type PageText, TEXT } from "./text/mod.ts";
import { type Theme, themeOf } from "./theme.ts";
import { grpcAddress, workerCode } from "./worker_code.ts";

/** What the page's own routes use. */
export interface PageDeps extends
  Pick<
    WebParts,
    "auth" | "calls" | "cameras" | "choice" | "clusters" | "folders" | "hub" | "streams" | "videos"
  > {
  readonly options: Pick<
    WebOptions,
    | "defaultProcessor"
    | "grpcPort"
    | "maxUploadBytes"
    | "maxVideoBytes"
    | "open"
    | "resultTimeoutMs"
  >;
  /** All that the server has, in their order. */
  readonly tabs: readonly PageTab[];
  /** Where the browser finds an asset; may be kept for ever, for it changes with the content. */
  assetUrl(path: string): string;
  /** Whether there is such an asset. */
  hasAsset(path: string): boolean;
}

/** Kinds of what users give: one picture, several, a folder of them, a video, a sound. */
export type GivenKind = "picture" | "pictures" | "folder" | "video" | "sound";

/**
 * One tab of the page. Its script is `web/client/NAME/tab.ts` and its styles, if it has any, are
 * `web/client/NAME/tab.css`, with `_` for `-`; both are loaded when the tab is first opened.
 */
export interface PageTab {
  /** In ids (`#tab-NAME`), and by which scripts know it. */
  readonly name: string;
  /** Its address, e.g. `/camera`. */
  readonly href: string;
  /** What its own addresses end with besides, e.g. `/:cluster/:service`; its script reads them. */
  readonly below?: string;
  /** Addresses that it had; they lead to the one that it has. */
  readonly oldHrefs?: readonly string[];
  readonly icon: IconName;
  /** What its user must be. */
  readonly access: Access;
  /** What it is called. */
  title(text: PageText): string;
  /** Lines of the list of keys for those that only this tab has: keys, two spaces apart, and what they do. */
  keys?(text: PageText): readonly (readonly [string, string])[];
  /** Whether it has anything to show on this server; left out: always. */
  hasContent?(deps: PageDeps): boolean;
  /** What may be given to it; the first is what its answers to anything else ask for. */
  readonly takes?: readonly GivenKind[];
  /** Words of scripts that only this tab shows: they aren't sent where it isn't. */
  readonly words?: readonly (keyof LiveText)[];
  /** Its contents, in one section that has the attributes. */
  Panel(props: PanelProps): JSX.Element;
}

/** What a tab's panel is made from. */
export interface PanelProps {
  readonly view: View;
  /** Attributes of its outermost element, by which scripts find, name, load and hide it. */
  readonly panel: Readonly<Record<string, string | boolean | undefined>>;
}

/** One user's look at the page; made anew for each answer. */
export interface View {
  readonly deps: PageDeps;
  /** The viewer. */
  readonly principal: Principal;
  /** Those that the user may open. */
  readonly tabs: readonly PageTab[];
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
    tabs: deps.tabs.filter((tab) => isThere(tab, deps) && mayEnter(principal, tab.access)),
    language,
    text: TEXT[language].page,
    theme: themeOf(c.req.header("cookie")),
    base,
    address: addressOf(place),
    grpcAddress: address,
    workerCode: workerCode(address),
  };
}

/** Whether this server has a tab: one that has nothing to show is left out. */
export function isThere({ hasContent }: PageTab, deps: PageDeps): boolean {
  return hasContent?.(deps) ?? true;
}

/** Where a tab's script and styles are; it may have no styles. */
export function tabAssets({ name }: PageTab, { deps }: View): { script: string; styles?: string } {
  const file = `${name.replaceAll("-", "_")}_tab`;
  const script = deps.assetUrl(`js/${file}.js`);
  const styles = `css/${file}.css`;
  return deps.hasAsset(styles) ? { script, styles: deps.assetUrl(styles) } : { script };
}

/** The caching headers of an answer that was made from a view: it varies by user, and is not cached. */
export const VIEW_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "vary": "Accept-Language, cookie",
};
