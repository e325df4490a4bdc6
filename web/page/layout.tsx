/**
 * What all pages share: head, header with tabs, workers, theme and help, and the live region.
 *
 * @module
 */
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { PageDeps } from "../types.ts";
import { HelpDialog } from "./help_dialog.tsx";
import { Icon, IconSheet, Mark } from "./icon.tsx";
import { EN, plural } from "./text.ts";
import type { Theme } from "./theme.ts";

/** What is looked at. */
export type Tab = "image" | "camera" | "api";

/** What a page needs of its surroundings. */
export interface LayoutProps {
  readonly deps: PageDeps;
  readonly title: string;
  readonly active: Tab;
  readonly theme: Theme | undefined;
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

/** The whole document around a page's content. */
export function Layout(props: LayoutProps): HtmlEscapedString | Promise<HtmlEscapedString> {
  const { deps, theme } = props;
  const asset = (path: string) => deps.assetUrl(path);
  const title = props.title === EN.page.title ? props.title : `${props.title} · ${EN.page.title}`;
  return html`<!DOCTYPE html>${(
    <html lang={EN.language} data-theme={theme}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="description" content={EN.page.description} />
        <meta name="htmx-config" content={HTMX_CONFIG} />
        <link rel="icon" type="image/svg+xml" href={asset("favicon.svg")} />
        <link rel="stylesheet" href={asset("css/base.css")} />
        <link rel="stylesheet" href={asset("css/page.css")} />
        <link rel="stylesheet" href={asset("css/parts.css")} />
        <script src={asset("js/htmx.min.js")} defer></script>
        <script type="module" src={asset("js/page.js")}></script>
      </head>
      <body data-tab={props.active}>
        <a class="skip" href="#main">{EN.page.skip}</a>
        <IconSheet />
        <Header deps={deps} active={props.active} />
        {deps.options.open ? <p class="banner" role="note">{EN.page.open}</p> : null}
        {props.children}
        <HelpDialog />
        <div id="live-region" class="visually-hidden" role="status" aria-live="polite"></div>
        <div id="toast" class="toast" aria-hidden="true"></div>
        <script type="application/json" id="live-text">{jsonText(EN.live)}</script>
      </body>
    </html>
  )}`;
}

function Header({ deps, active }: { deps: PageDeps; active: Tab }): JSX.Element {
  const count = deps.hub.status.workers.length;
  return (
    <header class="bar">
      <a class="brand" href="/">
        <Mark />
        <span>framebox</span>
      </a>
      <nav class="tabs" aria-label={EN.page.tabs}>
        <TabLink tab="image" href="/" active={active} icon="picture" title={EN.page.image} />
        <TabLink tab="camera" href="/camera" active={active} icon="camera" title={EN.page.camera} />
      </nav>
      <div class="bar-tools">
        <a class="api-link" href="/api" aria-current={active === "api" ? "page" : undefined}>
          {EN.page.api}
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
            {count === 0 ? EN.page.noWorker : plural(EN.page.worker, count)}
          </span>
        </button>
        <div
          id="workers-popover"
          class="popover"
          popover="auto"
          hx-get="/page/workers"
          hx-trigger="toggle, workers-changed"
        >
        </div>
        <button
          type="button"
          class="tool"
          id="theme-button"
          aria-label={EN.page.theme}
          title={EN.page.theme}
        >
          <Icon name="theme" />
        </button>
        <button
          type="button"
          class="tool"
          id="help-button"
          aria-label={EN.page.help}
          title={EN.page.help}
        >
          <Icon name="help" />
        </button>
      </div>
    </header>
  );
}

interface TabLinkProps {
  readonly tab: Tab;
  readonly href: string;
  readonly active: Tab;
  readonly icon: "picture" | "camera";
  readonly title: string;
}

function TabLink(props: TabLinkProps): JSX.Element {
  return (
    <a
      class="tab"
      href={props.href}
      data-tab-link={props.tab}
      aria-current={props.active === props.tab ? "page" : undefined}
    >
      <Icon name={props.icon} />
      <span>{props.title}</span>
    </a>
  );
}
