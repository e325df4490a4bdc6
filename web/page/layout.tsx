/**
 * What all pages share: head, header with tabs, workers, theme and help, and the live region.
 *
 * @module
 */
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { HelpDialog } from "./help_dialog.tsx";
import { Icon, IconSheet, Mark } from "./icon.tsx";
import { TabBar } from "./tab_bar.tsx";
import { plural, TEXT } from "./text/mod.ts";
import { type PageTab, tabAssets, type View } from "./view.ts";

/** What a page needs of its surroundings. */
export interface LayoutProps {
  readonly view: View;
  readonly title: string;
  /** The tab that is looked at. */
  readonly active?: PageTab;
  /** The page that is no tab; left out with a tab. */
  readonly page?: "account" | "api";
  readonly children: Child;
}

const HTMX_CONFIG = JSON.stringify({
  allowEval: false,
  includeIndicatorStyles: false,
  allowScriptTags: false,
  historyEnabled: false,
  selfRequestsOnly: true,
});

/** JSON that may stand inside a script element: nothing in it can end that element. */
function jsonText(value: unknown): HtmlEscapedString | Promise<HtmlEscapedString> {
  return raw(JSON.stringify(value).replaceAll("<", "\\u003c"));
}

/** Words of a tab that is not there are not sent. */
function liveText({ deps, tabs, language }: View): object {
  const isShown = new Set(tabs.flatMap(({ words = [] }) => words));
  const isOfTab = new Set(deps.tabs.flatMap(({ words = [] }) => words));
  const { live } = TEXT[language];
  const keys = Object.keys(live) as (keyof typeof live)[];
  return Object.fromEntries(
    keys.filter((key) => isShown.has(key) || !isOfTab.has(key)).map((key) => [key, live[key]]),
  );
}

/** The whole document around a page's content. */
export function Layout(props: LayoutProps): HtmlEscapedString | Promise<HtmlEscapedString> {
  const { view, active } = props;
  const { deps, language, text, theme, base } = view;
  const own = active && tabAssets(active, view);
  const asset = (path: string) => deps.assetUrl(path);
  return html`<!DOCTYPE html>${(
    <html lang={language} data-theme={theme} data-base={base}>
      <head>
        <meta charset="utf-8" />
        <title>{`${props.title} · ${text.title}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="description" content={text.description} />
        <meta name="htmx-config" content={HTMX_CONFIG} />
        <link rel="icon" type="image/svg+xml" href={asset("favicon.svg")} />
        <link rel="stylesheet" href={asset("css/styles.css")} />
        {own?.styles && <link rel="stylesheet" href={own.styles} />}
      </head>
      <body data-tab={active?.name ?? props.page}>
        <a class="skip" href="#main">{text.skip}</a>
        <IconSheet />
        <Header view={view} active={active} page={props.page} />
        {deps.options.open ? <p class="banner" role="note">{text.open}</p> : null}
        <div id="connection-problem" class="banner" role="status" hidden></div>
        {props.children}
        <HelpDialog view={view} />
        <div id="live-region" class="visually-hidden" role="status" aria-live="polite"></div>
        <div id="toast" class="toast" aria-hidden="true"></div>
        <script type="application/json" id="live-text">{jsonText(liveText(view))}</script>
        {/* At the end and with a low priority: on a slow line they leave it to the styles. */}
        <script src={asset("js/htmx.min.js")} defer fetchpriority="low"></script>
        <script type="module" src={asset("js/page.js")} fetchpriority="low"></script>
        {own && <script type="module" src={own.script} fetchpriority="low"></script>}
      </body>
    </html>
  )}`;
}

function Header({ view, active, page }: {
  readonly view: View;
  readonly active: PageTab | undefined;
  readonly page: LayoutProps["page"];
}): JSX.Element {
  const { deps, text, language, base } = view;
  const count = deps.hub.status.workers.length;
  return (
    <header class="bar">
      <a class="brand" href={`${base}/`}>
        <Mark />
        <span>framebox</span>
      </a>
      <TabBar view={view} active={active} />
      <div class="bar-tools">
        <a
          class="api-link"
          href={`${base}/api`}
          aria-current={page === "api" ? "page" : undefined}
        >
          {text.api}
        </a>
        <button
          type="button"
          class="workers-button"
          id="workers-button"
          popovertarget="workers-popover"
          data-count={count}
        >
          <span class="dot" aria-hidden="true"></span>
          <span id="workers-count">
            {count === 0 ? text.noWorker : plural(text.worker, count, language)}
          </span>
        </button>
        <div
          id="workers-popover"
          class="popover"
          popover="auto"
          hx-get={`${base}/page/workers`}
          hx-trigger="toggle, workers-changed"
        >
        </div>
        <button
          type="button"
          class="tool"
          id="theme-button"
          aria-label={text.theme}
          title={text.theme}
        >
          <Icon name="theme" />
        </button>
        <button
          type="button"
          class="tool"
          id="help-button"
          aria-label={text.help}
          title={text.help}
        >
          <Icon name="help" />
        </button>
        {view.principal.name !== undefined && (
          <a
            class="tool"
            href={`${base}/account`}
            aria-label={text.account.title}
            title={text.account.title}
            aria-current={page === "account" ? "page" : undefined}
          >
            <Icon name="account" />
          </a>
        )}
      </div>
    </header>
  );
}
