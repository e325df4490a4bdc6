/**
 * The camera tab: the camera's own picture, with what can be chosen about it, and its result.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "../icon.tsx";
import { ProcessorSelect } from "../processor_select.tsx";
import { ResultPanel } from "../result_panel.tsx";
import type { PageTab, PanelProps, View } from "../view.ts";

/** What a camera sees, and what becomes of it. */
export const CAMERA_TAB: PageTab = {
  name: "camera",
  href: "/camera",
  icon: "camera",
  access: "user",
  title: (text) => text.tabs.camera,
  keys: (text) => [["R", text.reset]],
  words: ["cameras"],
  Panel,
};

const SIZES = ["640x480", "1280x720", "1920x1080"] as const;

function Panel({ view, panel }: PanelProps): JSX.Element {
  return (
    <section class="pair" {...panel}>
      <CameraInput view={view} />
      <ResultPanel view={view} kind="camera" />
    </section>
  );
}

function CameraInput({ view }: { view: View }): JSX.Element {
  const { text } = view;
  return (
    <section class="panel" aria-labelledby="camera-input-title">
      <header class="panel-head">
        <h2 id="camera-input-title">{text.input}</h2>
        <span class="file-name" id="camera-shown-size"></span>
        <div class="panel-tools">
          <label class="field small">
            <span>{text.device}</span>
            <DeviceMenu view={view} />
          </label>
          <label class="field small">
            <span>{text.cameraSize}</span>
            <select id="camera-size" autocomplete="off">
              {SIZES.map((size) => (
                <option value={size} selected={size === "1280x720"}>
                  {size.replace("x", " × ")}
                </option>
              ))}
            </select>
          </label>
        </div>
      </header>
      <div class="stage">
        <video
          id="camera-video"
          class="picture"
          aria-label={text.cameraAlt}
          playsinline
          muted
          hidden
        >
        </video>
        <img id="camera-network" class="picture" alt={text.cameraAlt} hidden />
        <div class="state warn" id="camera-away" hidden>
          <p class="lead" id="camera-away-title"></p>
          <p class="quiet" id="camera-away-text"></p>
        </div>
        <div class="empty" id="camera-empty">
          <Icon name="camera" />
          <p class="lead" id="camera-empty-title">{text.cameraTitle}</p>
          <p class="quiet" id="camera-empty-text">{text.cameraText}</p>
          <button type="button" class="button primary" id="camera-start" disabled>
            {text.startCamera}
          </button>
        </div>
      </div>
      <footer class="panel-foot">
        <ProcessorSelect view={view} id="camera-processor" />
        <div class="foot-tools" id="camera-tools" hidden>
          <button type="button" class="tool" id="camera-reset" title={text.reset}>
            <Icon name="reset" />
            <span class="visually-hidden">{text.reset}</span>
          </button>
          <button type="button" class="button" id="camera-pause">{text.pause}</button>
          <button type="button" class="button" id="camera-stop">{text.stop}</button>
        </div>
      </footer>
    </section>
  );
}

/** The cameras of this device, and those that the operator named. */
function DeviceMenu({ view: { deps, text } }: { view: View }): JSX.Element {
  const any = <option value="">{text.anyDevice}</option>;
  const network = deps.cameras.list;
  return (
    <select id="camera-device" autocomplete="off">
      {network.length === 0 ? any : (
        <>
          <optgroup label={text.cameras.thisDevice} data-local>{any}</optgroup>
          <optgroup label={text.cameras.network}>
            {network.map(({ name }) => <option value={`network:${name}`}>{name}</option>)}
          </optgroup>
        </>
      )}
    </select>
  );
}
