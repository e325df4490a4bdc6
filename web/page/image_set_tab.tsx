/**
 * The Many tab: pictures given together, a gallery that fills, and one of them large. Its script,
 * `assets/js/image_set/tab.js`, is loaded when the tab is first opened.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { CodeButton } from "./code_dialog.tsx";
import { FoldersCard } from "./folders_card.tsx";
import { Icon } from "./icon.tsx";
import { ImageSetViewer } from "./image_set_viewer.tsx";
import { ProcessorSelect } from "./processor_select.tsx";
import { fill, limitText } from "./text/mod.ts";
import type { View } from "./view.ts";

const ACCEPT = "image/jpeg,image/png,image/webp,image/bmp,image/gif,image/avif,image/tiff," +
  "image/heic,image/heif,.jpg,.jpeg,.png,.webp,.bmp,.gif,.avif,.tif,.tiff,.heic,.heif";
const EXAMPLES = ["astronaut", "coffee", "chelsea", "rocket"] as const;

/** The tab's panel; hidden unless it is looked at. */
export function ImageSetTab({ view, active }: { view: View; active: boolean }): JSX.Element {
  const { text } = view;
  return (
    <section
      class="many"
      id="tab-many"
      data-tab-panel="many"
      aria-label={text.tabs.many}
      hidden={!active}
    >
      <header class="panel-head many-head">
        <h2>{text.imageSet.heading}</h2>
        <ProcessorSelect view={view} id="many-processor" />
        <div class="panel-tools" id="many-tools" hidden>
          <label class="field small" for="many-filter">
            <span>{text.imageSet.show}</span>
            <select id="many-filter" autocomplete="off">
              <option value="all">{text.imageSet.all}</option>
              <option value="failed">{text.imageSet.failedOnly}</option>
            </select>
          </label>
          <button type="button" class="button small" data-many-choose="files" disabled>
            {text.imageSet.add}
          </button>
          <button type="button" class="button small" data-many-choose="folder" disabled>
            {text.imageSet.addFolder}
          </button>
        </div>
        <CodeButton view={view} kind="image_set" />
      </header>
      <FoldersCard view={view} />
      <ImageSetStatus view={view} />
      <div class="stage many-stage" id="many-stage">
        <EmptyGallery view={view} />
        <ul class="gallery" id="many-gallery" aria-label={text.imageSet.gallery} hidden></ul>
        <div class="state" id="many-state" hidden>
          <p class="lead" id="many-state-title"></p>
          <p class="quiet" id="many-state-text"></p>
          <div class="actions" id="many-state-actions"></div>
        </div>
        <p class="drop-now" aria-hidden="true">{text.dropNow}</p>
      </div>
      <Fields view={view} />
      <ImageSetViewer view={view} />
    </section>
  );
}

function ImageSetStatus({ view: { text } }: { view: View }): JSX.Element {
  return (
    <div class="many-status" id="many-status" hidden>
      <progress id="many-progress" max="1" value="0" aria-label={text.imageSet.progress}></progress>
      <div class="many-line">
        <p class="many-facts" id="many-facts">
          <b id="many-count"></b>
          <span id="many-failed"></span>
          <span id="many-unsent"></span>
          <span id="many-pace"></span>
          <span id="many-left"></span>
        </p>
        <div class="foot-tools">
          <button type="button" class="button small" id="many-retry" hidden></button>
          <button type="button" class="button small" id="many-pause">{text.pause}</button>
          <button type="button" class="button small" id="many-cancel">
            {text.imageSet.cancel}
          </button>
          <button type="button" class="button small" id="many-over" hidden>
            {text.imageSet.startOver}
          </button>
          <a
            class="button small"
            id="many-zip"
            download="results.zip"
            title={text.imageSet.zipHelp}
            hidden
          >
            <Icon name="download" />
            <span>{text.imageSet.zip}</span>
          </a>
        </div>
      </div>
      <p class="many-note quiet" id="many-note" hidden></p>
    </div>
  );
}

/** Its buttons wait for the tab's script, so that no click is lost. */
function EmptyGallery({ view }: { view: View }): JSX.Element {
  const { text, deps, language } = view;
  return (
    <div class="empty" id="many-empty">
      <Icon name="many" />
      <p class="lead">{text.imageSet.title}</p>
      <div class="actions">
        <button type="button" class="button primary" data-many-choose="files" disabled>
          {text.imageSet.choose}
        </button>
        <button type="button" class="button" data-many-choose="folder" disabled>
          {text.imageSet.chooseFolder}
        </button>
      </div>
      <p class="quiet">{text.imageSet.example}</p>
      <button
        type="button"
        class="many-examples"
        id="many-examples"
        disabled
        aria-label={text.imageSet.tryExamples}
        data-urls={EXAMPLES.map((name) => deps.assetUrl(`examples/${name}.jpg`)).join(" ")}
      >
        {EXAMPLES.map((name) => (
          <img
            src={deps.assetUrl(`examples/${name}_small.jpg`)}
            alt=""
            width="48"
            height="48"
            loading="lazy"
          />
        ))}
      </button>
      <p class="quiet" id="many-kinds">
        {fill(text.imageSet.kinds, { size: limitText(deps.options.maxUploadBytes, language) })}
      </p>
    </div>
  );
}

/** File fields are out of sight and out of the way of the keyboard: buttons open them. */
function Fields({ view: { text } }: { view: View }): JSX.Element {
  return (
    <>
      <input
        class="visually-hidden"
        type="file"
        id="many-files"
        accept={ACCEPT}
        multiple
        tabindex={-1}
        aria-label={text.imageSet.choose}
      />
      <input
        class="visually-hidden"
        type="file"
        id="many-folder"
        webkitdirectory
        multiple
        tabindex={-1}
        aria-label={text.imageSet.chooseFolder}
      />
    </>
  );
}
