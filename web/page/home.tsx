/**
 * The page itself: input and result side by side for each tab, and the data below.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { CameraInput } from "./camera_input.tsx";
import { CodeDialog } from "./code_dialog.tsx";
import { DataStrip } from "./data_strip.tsx";
import { ImageInput } from "./image_input.tsx";
import type { Tab } from "./tabs.ts";
import { ImageSetTab } from "./image_set_tab.tsx";
import { ResultPanel } from "./result_panel.tsx";
import { StreamsTab } from "./streams_tab.tsx";
import { VideoTab } from "./video_tab.tsx";
import { hasTab, type View } from "./view.ts";

/** What the page is made from. */
export interface HomeProps {
  readonly view: View;
  readonly active: Tab;
}

/** All tabs are in the document, so that changing between them loses nothing. */
export function Home({ view, active }: HomeProps): JSX.Element {
  const { text } = view;
  const { options } = view.deps;
  return (
    <main
      id="main"
      class="main"
      tabindex={-1}
      data-max-upload={options.maxUploadBytes}
      data-result-timeout={options.resultTimeoutMs}
      data-default-processor={options.defaultProcessor}
    >
      <h1 class="visually-hidden">{text.title}</h1>
      <noscript>
        <p class="banner">{text.noScript}</p>
      </noscript>
      <section
        class="pair"
        id="tab-image"
        data-tab-panel="image"
        aria-label={text.tabs.image}
        hidden={active !== "image"}
      >
        <ImageInput view={view} />
        <ResultPanel view={view} kind="image" />
      </section>
      <section
        class="pair"
        id="tab-camera"
        data-tab-panel="camera"
        aria-label={text.tabs.camera}
        hidden={active !== "camera"}
      >
        <CameraInput view={view} />
        <ResultPanel view={view} kind="camera" />
      </section>
      <VideoTab view={view} active={active === "video"} />
      <ImageSetTab view={view} active={active === "image-set"} />
      {hasTab(view, "streams") ? <StreamsTab view={view} active={active === "streams"} /> : null}
      <DataStrip view={view} />
      <CodeDialog view={view} />
    </main>
  );
}
