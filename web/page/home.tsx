/**
 * The page itself: input and result side by side for each tab, and the data below.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { PageDeps } from "../types.ts";
import { CameraInput } from "./camera_input.tsx";
import { DataStrip } from "./data_strip.tsx";
import { ImageInput } from "./image_input.tsx";
import type { Tab } from "./layout.tsx";
import { ResultPanel } from "./result_panel.tsx";
import { EN } from "./text.ts";

/** What the page is made from. */
export interface HomeProps {
  readonly deps: PageDeps;
  readonly active: Tab;
  /** Ten lines of Python that connect a worker to this box. */
  readonly workerCode: string;
}

/** Both tabs are in the document, so that changing between them loses nothing. */
export function Home({ deps, active, workerCode }: HomeProps): JSX.Element {
  const { options } = deps;
  return (
    <main
      id="main"
      class="main"
      tabindex={-1}
      data-max-upload={options.maxUploadBytes}
      data-result-timeout={options.resultTimeoutMs}
      data-default-processor={options.defaultProcessor}
    >
      <noscript>
        <p class="banner">{EN.page.noScript}</p>
      </noscript>
      <section
        class="pair"
        id="tab-image"
        data-tab-panel="image"
        aria-label={EN.page.image}
        hidden={active !== "image"}
      >
        <ImageInput deps={deps} />
        <ResultPanel deps={deps} kind="image" workerCode={workerCode} />
      </section>
      <section
        class="pair"
        id="tab-camera"
        data-tab-panel="camera"
        aria-label={EN.page.camera}
        hidden={active !== "camera"}
      >
        <CameraInput deps={deps} />
        <ResultPanel deps={deps} kind="camera" workerCode={workerCode} />
      </section>
      <DataStrip />
    </main>
  );
}
