/**
 * The image set tab: pictures given together, a gallery that fills, and one of them large.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { CodeButton } from "../code_dialog.tsx";
import { ExamplePicture } from "../example_picture.tsx";
import { FoldersCard } from "./folders_card.tsx";
import { Icon } from "../icon.tsx";
import { ImageSetViewer } from "./image_set_viewer.tsx";
import { ProcessorSelect } from "../processor_select.tsx";
import { fill, limitText } from "../text/mod.ts";
import type { PageTab, PanelProps, View } from "../view.ts";

/** Many pictures, and what becomes of them. */
export const IMAGE_SET_TAB: PageTab = {
  name: "image-set",
  href: "/image-set",
  // As it was called before; goes with the next version.
  oldHrefs: ["/many"],
  icon: "pictures",
  access: "user",
  title: (text) => text.tabs.imageSet,
  takes: ["pictures", "picture", "folder"],
  words: ["imageSet", "folders"],
  Panel,
};

const ACCEPT = "image/jpeg,image/png,image/webp,image/bmp,image/gif,image/avif,image/tiff," +
  "image/heic,image/heif,.jpg,.jpeg,.png,.webp,.bmp,.gif,.avif,.tif,.tiff,.heic,.heif";
const EXAMPLES = ["astronaut", "coffee", "chelsea", "rocket"] as const;

function Panel({ view, panel }: PanelProps): JSX.Element {
  const { text } = view;
  return (
    <section class="image-set" {...panel}>
      <header class="panel-head image-set-head">
        <h2>{text.imageSet.heading}</h2>
        <ProcessorSelect view={view} id="image-set-processor" />
        <div class="panel-tools" id="image-set-tools" hidden>
          <label class="field small" for="image-set-filter">
            <span>{text.imageSet.show}</span>
            <select id="image-set-filter" autocomplete="off">
              <option value="all">{text.imageSet.all}</option>
              <option value="failed">{text.imageSet.failedOnly}</option>
            </select>
          </label>
          <button type="button" class="button small" data-image-set-choose="files" disabled>
            {text.imageSet.add}
          </button>
          <button type="button" class="button small" data-image-set-choose="folder" disabled>
            {text.imageSet.addFolder}
          </button>
        </div>
        <CodeButton view={view} kind="image_set" />
      </header>
      <FoldersCard view={view} />
      <ImageSetStatus view={view} />
      <div class="stage image-set-stage" id="image-set-stage">
        <EmptyGallery view={view} />
        <ul class="gallery" id="image-set-gallery" aria-label={text.imageSet.gallery} hidden></ul>
        <div class="state" id="image-set-state" hidden>
          <p class="lead" id="image-set-state-title"></p>
          <p class="quiet" id="image-set-state-text"></p>
          <div class="actions" id="image-set-state-actions"></div>
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
    <div class="image-set-status" id="image-set-status" hidden>
      <progress id="image-set-progress" max="1" value="0" aria-label={text.imageSet.progress}>
      </progress>
      <div class="image-set-line">
        <p class="image-set-facts" id="image-set-facts">
          <b id="image-set-count"></b>
          <span id="image-set-failed"></span>
          <span id="image-set-unsent"></span>
          <span id="image-set-pace"></span>
          <span id="image-set-left"></span>
        </p>
        <div class="foot-tools">
          <button type="button" class="button small" id="image-set-retry" hidden></button>
          <button type="button" class="button small" id="image-set-pause">{text.pause}</button>
          <button type="button" class="button small" id="image-set-cancel">
            {text.imageSet.cancel}
          </button>
          <button type="button" class="button small" id="image-set-over" hidden>
            {text.imageSet.startOver}
          </button>
          <a
            class="button small"
            id="image-set-zip"
            download="results.zip"
            title={text.imageSet.zipHelp}
            hidden
          >
            <Icon name="download" />
            <span>{text.imageSet.zip}</span>
          </a>
        </div>
      </div>
      <p class="image-set-note quiet" id="image-set-note" hidden></p>
    </div>
  );
}

/** Its buttons wait for the tab's script, so that no click is lost. */
function EmptyGallery({ view }: { view: View }): JSX.Element {
  const { text, deps, language } = view;
  return (
    <div class="empty" id="image-set-empty">
      <Icon name="pictures" />
      <p class="lead">{text.imageSet.title}</p>
      <div class="actions">
        <button type="button" class="button primary" data-image-set-choose="files" disabled>
          {text.imageSet.choose}
        </button>
        <button type="button" class="button" data-image-set-choose="folder" disabled>
          {text.imageSet.chooseFolder}
        </button>
      </div>
      <p class="quiet">{text.imageSet.example}</p>
      <button
        type="button"
        class="image-set-examples"
        id="image-set-examples"
        disabled
        aria-label={text.imageSet.tryExamples}
        data-urls={EXAMPLES.map((name) => deps.assetUrl(`examples/${name}.jpg`)).join(" ")}
      >
        {EXAMPLES.map((name) => (
          <ExamplePicture view={view} name={name} alt="" width={48} height={48} />
        ))}
      </button>
      <p class="quiet" id="image-set-kinds">
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
        id="image-set-files"
        accept={ACCEPT}
        multiple
        tabindex={-1}
        aria-label={text.imageSet.choose}
      />
      <input
        class="visually-hidden"
        type="file"
        id="image-set-folder"
        webkitdirectory
        multiple
        tabindex={-1}
        aria-label={text.imageSet.chooseFolder}
      />
    </>
  );
}
