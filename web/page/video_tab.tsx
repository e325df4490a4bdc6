/**
 * The Video tab. Its script, `assets/js/video/tab.js`, is loaded when the tab is first opened.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import type { View } from "./view.ts";

/** The tab's panel; hidden unless it is looked at. */
export function VideoTab({ view, active }: { view: View; active: boolean }): JSX.Element {
  const { text } = view;
  return (
    <section
      class="pair"
      id="tab-video"
      data-tab-panel="video"
      aria-label={text.tabs.video}
      hidden={!active}
    >
      <div class="empty">
        <Icon name="video" />
        <p class="lead">{text.video.title}</p>
      </div>
    </section>
  );
}
