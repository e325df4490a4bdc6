/**
 * The strip below the pictures: `data.mat`, its variables and its download.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import { bytesText, fill, numberText, plural } from "./text/mod.ts";
import type { View } from "./view.ts";

/** Variables listed at most; the newest ones. */
const LISTED = 200;

/** One variable as the list shows it. */
export interface ListedVariable {
  readonly name: string;
  readonly class: string;
  readonly dims: readonly number[];
}

/** What is in `data.mat`. */
export interface DataView {
  readonly byteLength: number;
  readonly variables: readonly ListedVariable[];
  readonly href: string;
}

/** The strip, empty; the fragment of {@linkcode DataList} fills it. */
export function DataStrip({ view }: { view: View }): JSX.Element {
  const { text } = view;
  return (
    <section class="data" id="data" aria-label={text.dataTitle}>
      <details id="data-details">
        <summary>
          <Icon name="chevron" />
          <span class="data-title">{text.dataTitle}</span>
          <DataSummary view={view} data={undefined} />
        </summary>
        <div
          id="data-list"
          class="data-list"
          hx-get="/page/data"
          hx-trigger="data-changed"
          hx-swap="innerHTML"
          hx-sync="this:replace"
        >
        </div>
      </details>
      <DataDownload view={view} data={undefined} />
    </section>
  );
}

/** The fragment: the table, and the summary and download beside it out of band. */
export function DataList(
  { view, data }: { view: View; data: DataView | undefined },
): JSX.Element {
  const { text, language } = view;
  const variables = data?.variables ?? [];
  const shown = variables.slice(-LISTED).reverse();
  return (
    <>
      {shown.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th scope="col">{text.variableName}</th>
              <th scope="col">{text.variableClass}</th>
              <th scope="col">{text.variableDims}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((variable) => (
              <tr>
                <th scope="row">{variable.name}</th>
                <td>{variable.class}</td>
                <td>{variable.dims.join(" × ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {variables.length > shown.length
        ? (
          <p class="quiet">
            {fill(text.moreVariables, { n: numberText(variables.length - shown.length, language) })}
          </p>
        )
        : null}
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
            <span>{plural(text.variable, data.variables.length, view.language)}</span>
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
