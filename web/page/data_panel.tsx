/**
 * What the strip of data opens into: a tree, tables and plots of `data.mat`. Scripts fill it in.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import type { View } from "./view.ts";

const VIEWS = ["tree", "table", "plot"] as const;

/** The three views, and what is done with what is chosen in them. */
export function DataPanel({ view }: { view: View }): JSX.Element {
  const { text } = view;
  return (
    <div class="data-panel" id="data-panel" hidden>
      <div class="data-head">
        <div class="data-tabs" role="tablist" aria-label={text.data.views}>
          {VIEWS.map((name, i) => (
            <button
              type="button"
              role="tab"
              class="data-tab"
              id={`data-tab-${name}`}
              aria-controls={`data-${name}`}
              aria-selected={i === 0 ? "true" : "false"}
              tabindex={i === 0 ? 0 : -1}
            >
              {text.data[name]}
            </button>
          ))}
        </div>
        <ExportTools view={view} />
      </div>
      <p class="data-none quiet" id="data-none">{text.data.none}</p>
      <div class="data-view" role="tabpanel" id="data-tree" aria-labelledby="data-tab-tree">
        <ul class="tree" role="tree" id="data-tree-root" aria-label={text.data.variables}></ul>
      </div>
      <div
        class="data-view"
        role="tabpanel"
        id="data-table"
        aria-labelledby="data-tab-table"
        hidden
      >
        <TableView view={view} />
      </div>
      <div class="data-view" role="tabpanel" id="data-plot" aria-labelledby="data-tab-plot" hidden>
        <PlotView view={view} />
      </div>
    </div>
  );
}

function ExportTools({ view }: { view: View }): JSX.Element {
  const { text } = view;
  return (
    <div class="data-tools" id="data-tools" hidden>
      <span class="data-range" id="data-range" hidden>
        <label class="field small">
          <span>{text.data.from}</span>
          <input type="number" id="data-from" min="0" step="1" inputmode="numeric" />
        </label>
        <label class="field small">
          <span>{text.data.to}</span>
          <input type="number" id="data-to" min="0" step="1" inputmode="numeric" />
        </label>
      </span>
      <button
        type="button"
        class="tool"
        id="data-copy"
        title={text.data.copy}
        aria-label={text.data.copy}
      >
        <Icon name="copy" />
      </button>
      <a class="button small" id="data-csv" download title={text.data.csv}>CSV</a>
      <a class="button small" id="data-json" download title={text.data.json}>JSON</a>
    </div>
  );
}

function TableView({ view }: { view: View }): JSX.Element {
  const { text } = view;
  return (
    <>
      <div class="data-row">
        <label class="field small">
          <span>{text.data.show}</span>
          <select id="data-table-what"></select>
        </label>
        <label class="field small" id="data-sheet-field" hidden>
          <span>{text.data.sheet}</span>
          <input type="number" id="data-sheet" min="1" step="1" value="1" />
        </label>
        <span class="data-pager">
          <span class="quiet" id="data-rows"></span>
          <Step id="data-earlier" title={text.data.earlier} />
          <Step id="data-later" title={text.data.later} />
        </span>
      </div>
      <div
        class="data-scroll"
        id="data-scroll"
        role="region"
        aria-label={text.data.tablePlace}
        tabindex={0}
        data-own-arrows
      >
        <table class="grid" id="data-grid"></table>
      </div>
    </>
  );
}

function Step({ id, title }: { id: string; title: string }): JSX.Element {
  return (
    <button type="button" class="tool step" id={id} title={title} aria-label={title} disabled>
      <Icon name="chevron" />
    </button>
  );
}

function PlotView({ view }: { view: View }): JSX.Element {
  const { text } = view;
  return (
    <>
      <div class="data-row">
        <fieldset class="choices" id="data-plot-values">
          <legend class="visually-hidden">{text.data.values}</legend>
        </fieldset>
        <label class="field small">
          <span>{text.data.span}</span>
          <select id="data-span">
            <option value="100">{text.data.lastHundred}</option>
            <option value="1000" selected>{text.data.lastThousand}</option>
            <option value="0">{text.data.allFrames}</option>
          </select>
        </label>
      </div>
      <p class="quiet" id="data-plot-note"></p>
      <div
        class="plots"
        id="data-plots"
        role="region"
        aria-label={text.data.plotPlace}
        tabindex={0}
      >
      </div>
    </>
  );
}
