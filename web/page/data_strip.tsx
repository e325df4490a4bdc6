/**
 * The strip below the pictures: `data.mat`, its variables and its download.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import { bytesText, EN, fill, plural } from "./text.ts";

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
export function DataStrip(): JSX.Element {
  return (
    <section class="data" id="data" aria-label={EN.page.data}>
      <details id="data-details">
        <summary>
          <Icon name="chevron" />
          <span class="data-title">{EN.page.data}</span>
          <DataSummary data={undefined} />
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
      <DataDownload data={undefined} />
    </section>
  );
}

/** The fragment: the table, and the summary and download beside it out of band. */
export function DataList({ data }: { data: DataView | undefined }): JSX.Element {
  const variables = data?.variables ?? [];
  const shown = variables.slice(-LISTED).reverse();
  return (
    <>
      {shown.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th scope="col">{EN.page.variableName}</th>
              <th scope="col">{EN.page.variableClass}</th>
              <th scope="col">{EN.page.variableDims}</th>
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
            {fill(EN.page.moreVariables, { n: variables.length - shown.length })}
          </p>
        )
        : null}
      <DataSummary data={data} oob />
      <DataDownload data={data} oob />
    </>
  );
}

function DataSummary(props: { data: DataView | undefined; oob?: boolean }): JSX.Element {
  const { data, oob } = props;
  const some = data !== undefined && data.byteLength > 0;
  return (
    <span id="data-summary" class="data-summary" hx-swap-oob={oob ? "true" : undefined}>
      {some
        ? (
          <>
            <span>{EN.page.downloadMat}</span>
            <span>{plural(EN.page.variable, data.variables.length)}</span>
            <span>{bytesText(data.byteLength)}</span>
          </>
        )
        : <span class="quiet">{EN.page.dataNone}</span>}
    </span>
  );
}

function DataDownload(props: { data: DataView | undefined; oob?: boolean }): JSX.Element {
  const { data, oob } = props;
  const some = data !== undefined && data.byteLength > 0;
  return (
    <a
      id="data-download"
      class="tool"
      href={some ? data.href : undefined}
      download="data.mat"
      hidden={!some}
      title={EN.page.downloadMat}
      aria-label={`${EN.page.download}: ${EN.page.downloadMat}`}
      hx-swap-oob={oob ? "true" : undefined}
    >
      <Icon name="download" />
    </a>
  );
}
