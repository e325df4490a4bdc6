/**
 * The Many tab. Its script, `assets/js/many/tab.js`, is loaded when the tab is first opened.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import type { View } from "./view.ts";

/** The tab's panel; hidden unless it is looked at. */
export function ManyTab({ view, active }: { view: View; active: boolean }): JSX.Element {
  const { text } = view;
  return (
    <section
      class="pair"
      id="tab-many"
      data-tab-panel="many"
      aria-label={text.tabs.many}
      hidden={!active}
    >
      <div class="empty">
        <Icon name="many" />
        <p class="lead">{text.many.title}</p>
      </div>
    </section>
  );
}
