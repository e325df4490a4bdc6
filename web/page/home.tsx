/**
 * The page itself: a panel for each tab, and the data below.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { CodeDialog } from "./code_dialog.tsx";
import { DataStrip } from "./data_strip.tsx";
import { type PageTab, type PanelProps, tabAssets, type View } from "./view.ts";

/** What the page is made from. */
export interface HomeProps {
  readonly view: View;
  readonly active: PageTab;
}

/** All tabs are in the document, so that changing between them loses nothing. */
export function Home({ view, active }: HomeProps): JSX.Element {
  const { text } = view;
  const { options } = view.deps;
  return (
    <main
      id="main"
      class="main"
      tabindex={-1}
      data-max-upload={options.maxUploadBytes}
      data-result-timeout={options.resultTimeoutMs}
      data-default-processor={options.defaultProcessor}
    >
      <h1 class="visually-hidden">{text.title}</h1>
      <noscript>
        <p class="banner">{text.noScript}</p>
      </noscript>
      {view.tabs.map((tab) => (
        <tab.Panel view={view} panel={attributesOf(tab, view, tab === active)} />
      ))}
      <DataStrip view={view} />
      <CodeDialog view={view} />
    </main>
  );
}

function attributesOf(tab: PageTab, view: View, isActive: boolean): PanelProps["panel"] {
  const { script, styles } = tabAssets(tab, view);
  return {
    "id": `tab-${tab.name}`,
    "data-tab-panel": tab.name,
    "data-script": script,
    "data-styles": styles,
    "data-takes": tab.takes?.join(" "),
    "aria-label": tab.title(view.text),
    "hidden": !isActive,
  };
}
