/**
 * What to do when only framebox itself answers: ten lines of Python to paste.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import type { View } from "./view.ts";

/** The hint, with the code and a button that copies it. */
export function NoWorkerHint({ view }: { view: View }): JSX.Element {
  const { text, workerCode } = view;
  return (
    <div class="hint">
      <div class="hint-head">
        <div>
          <p class="lead">{text.noWorkerTitle}</p>
          <p class="quiet">{text.noWorkerText}</p>
        </div>
        <button type="button" class="button small" data-copy>
          <Icon name="copy" />
          <span>{text.copy}</span>
        </button>
      </div>
      <pre tabindex={0}><code>{workerCode}</code></pre>
    </div>
  );
}
