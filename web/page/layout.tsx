/**
 * What all pages share: head, header with tabs, workers, theme and help, and the live region.
 *
 * @module
 */
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { AT_ONCE } from "../assets/mod.ts";
import { HelpDialog } from "./help_dialog.tsx";
import { Icon, type IconName, IconSheet, Mark } from "./icon.tsx";
import { STREAMS_STYLES } from "./streams_tab.tsx";
import { type Tab, tabTitle } from "./tabs.ts";
import { plural, TEXT } from "./text/mod.ts";
import { hasTab, type View } from "./view.ts";

/** What a page needs of its surroundings. */
export interface LayoutProps {
  readonly view: View;
  readonly title: string;
  readonly active: Tab;
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
function liveText(view: View): object {
  const { streams, ...words } = TEXT[view.language].live;
  return hasTab(view, "streams") ? { ...words, streams } : words;
}

/** The whole document around a page's content. */
export function Layout(props: LayoutProps): HtmlEscapedString | Promise<HtmlEscapedString> {
  const { view } = props;
  const { deps, language, text, theme, base } = view;
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
        {props.active === "streams" && <link rel="stylesheet" href={asset(STREAMS_STYLES)} />}
        {AT_ONCE.map((path) => <link rel="modulepreload" href={asset(path)} />)}
        <script src={asset("js/htmx.min.js")} defer></script>
        <script type="module" src={asset("js/page.js")}></script>
      </head>
      <body data-tab={props.active}>
        <a class="skip" href="#main">{text.skip}</a>
        <IconSheet />
        <Header view={view} active={props.active} />
        {deps.options.open ? <p class="banner" role="note">{text.open}</p> : null}
        <div id="connection-problem" class="banner" role="status" hidden></div>
        {props.children}
        <HelpDialog view={view} />
        <div id="live-region" class="visually-hidden" role="status" aria-live="polite"></div>
        <div id="toast" class="toast" aria-hidden="true"></div>
        <script type="application/json" id="live-text">{jsonText(liveText(view))}</script>
      </body>
    </html>
  )}`;
}

function Header({ view, active }: { view: View; active: Tab }): JSX.Element {
  const { deps, text, language, base } = view;
  const count = deps.hub.status.workers.length;
  return (
    <header class="bar">
      <a class="brand" href={`${base}/`}>
        <Mark />
        <span>framebox</span>
      </a>
      <nav class="tabs" aria-label={text.tabsLabel}>
        {view.tabs.map(({ tab, href, icon }) => (
          <TabLink
            tab={tab}
            href={base + href}
            active={active}
            icon={icon}
            title={tabTitle(text, tab)}
          />
        ))}
      </nav>
      <div class="bar-tools">
        <a
          class="api-link"
          href={`${base}/api`}
          aria-current={active === "api" ? "page" : undefined}
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
      </div>
    </header>
  );
}

interface TabLinkProps {
  readonly tab: Tab;
  readonly href: string;
  readonly active: Tab;
  readonly icon: IconName;
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
