/**
 * The input over the result, cut by a slider.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { View } from "./view.ts";

/** Stands in a stage; `StageTools` fills it in. */
export function CompareLayer({ view }: { view: View }): JSX.Element {
  return (
    <div class="compare" data-part="compare" hidden>
      <div class="compare-slot" data-part="compare-slot"></div>
      <div class="compare-line" aria-hidden="true"></div>
      <input
        type="range"
        min="0"
        max="100"
        value="50"
        step="0.5"
        aria-label={view.text.compareRange}
        data-part="compare-range"
      />
    </div>
  );
}
