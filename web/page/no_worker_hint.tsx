/**
 * What to do when nobody but framebox itself answers: ten lines of Python to paste.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import { EN } from "./text.ts";

/** The hint, with the code and a button that copies it. */
export function NoWorkerHint({ code }: { code: string }): JSX.Element {
  return (
    <div class="hint">
      <div class="hint-head">
        <div>
          <p class="lead">{EN.page.noWorkerTitle}</p>
          <p class="quiet">{EN.page.noWorkerText}</p>
        </div>
        <button type="button" class="button small" data-copy>
          <Icon name="copy" />
          <span>{EN.page.copy}</span>
        </button>
      </div>
      <pre tabindex={0}><code>{code}</code></pre>
    </div>
  );
}
