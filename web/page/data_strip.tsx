/**
 * The strip below the pictures: `data.mat`, its variables and its download.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { DataPanel } from "./data_panel.tsx";
import { Icon } from "./icon.tsx";
import { bytesText, plural } from "./text/mod.ts";
import type { View } from "./view.ts";

/** What is in `data.mat`. */
export interface DataView {
  readonly byteLength: number;
  /** How many variables. */
  readonly count: number;
  readonly href: string;
}

/** The strip, empty; the fragment of {@linkcode DataFacts} fills its line, scripts its panel. */
export function DataStrip({ view }: { view: View }): JSX.Element {
  const { text, base } = view;
  return (
    <section class="data" id="data" aria-label={text.dataTitle}>
      <details id="data-details">
        <summary>
          <Icon name="chevron" />
          <span class="data-title">{text.dataTitle}</span>
          <DataSummary view={view} data={undefined} />
        </summary>
        <DataPanel view={view} />
      </details>
      <DataDownload view={view} data={undefined} />
      <div
        id="data-facts"
        hx-get={`${base}/page/data`}
        hx-trigger="data-changed"
        hx-swap="none"
        hx-sync="this:queue last"
        hidden
      >
      </div>
    </section>
  );
}

/** The fragment: the strip's line and its download, each in its own place. */
export function DataFacts(
  { view, data }: { view: View; data: DataView | undefined },
): JSX.Element {
  return (
    <>
      <DataSummary view={view} data={data} oob />
      <DataDownload view={view} data={data} oob />
    </>
  );
}

function DataSummary(
  props: { view: View; data: DataView | undefined; oob?: boolean },
): JSX.Element {
  const { view, data, oob } = props;
  const { text } = view;
  const some = data !== undefined && data.byteLength > 0;
  return (
    <span id="data-summary" class="data-summary" hx-swap-oob={oob ? "true" : undefined}>
      {some
        ? (
          <>
            <span>{text.downloadMat}</span>
            <span>{plural(text.variable, data.count, view.language)}</span>
            <span>{bytesText(data.byteLength, view.language)}</span>
          </>
        )
        : <span class="quiet">{text.dataNone}</span>}
    </span>
  );
}

function DataDownload(
  props: { view: View; data: DataView | undefined; oob?: boolean },
): JSX.Element {
  const { view, data, oob } = props;
  const { text } = view;
  const some = data !== undefined && data.byteLength > 0;
  return (
    <a
      id="data-download"
      class="tool"
      href={some ? data.href : undefined}
      download="data.mat"
      hidden={!some}
      title={text.downloadMat}
      aria-label={`${text.download}: ${text.downloadMat}`}
      hx-swap-oob={oob ? "true" : undefined}
    >
      <Icon name="download" />
    </a>
  );
}
