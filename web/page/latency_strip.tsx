/**
 * Where a frame's time went: a bar of four parts, and its legend.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { View } from "./view.ts";

/** The parts in the order in which a frame goes through them; the browser's is there and back. */
const PARTS = ["browser", "queue", "worker", "server"] as const;

/** What it is made from. */
export interface LatencyStripProps {
  readonly view: View;
  /** Whose result it is about. */
  readonly kind: string;
}

/** Scripts fill it in; it is found by `data-part`. */
export function LatencyStrip({ view, kind }: LatencyStripProps): JSX.Element {
  const text = view.text.live;
  const id = `${kind}-latency-legend`;
  return (
    <div class="split-place" data-part="split" hidden>
      <button
        type="button"
        class="split-button"
        data-part="split-button"
        aria-label={text.split}
        aria-expanded="false"
        aria-controls={id}
      >
        <span class="split" aria-hidden="true">
          {PARTS.map((name) => <span class={`split-${name}`} data-split={name}></span>)}
        </span>
      </button>
      <div id={id} class="split-legend" data-part="split-legend" hidden>
        <table>
          <caption>{text.split}</caption>
          <thead>
            <tr>
              <td></td>
              <th scope="col">{text.splitLast}</th>
              <th scope="col">{text.splitMedian}</th>
            </tr>
          </thead>
          <tbody>
            {PARTS.map((name) => (
              <tr data-split-row={name}>
                <th scope="row">
                  <span class={`split-key split-${name}`} aria-hidden="true"></span>
                  {text.splitParts[name]}
                </th>
                <td data-split-last></td>
                <td data-split-median></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
