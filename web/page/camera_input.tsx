/**
 * The camera's own picture, with what can be chosen about it.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { PageDeps } from "../types.ts";
import { Icon } from "./icon.tsx";
import { ProcessorSelect } from "./processor_select.tsx";
import { EN } from "./text.ts";

const SIZES = ["640x480", "1280x720", "1920x1080"] as const;

/** The left side of the camera tab. */
export function CameraInput({ deps }: { deps: PageDeps }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="camera-input-title">
      <header class="panel-head">
        <h2 id="camera-input-title">{EN.page.input}</h2>
        <span class="file-name" id="camera-shown-size"></span>
        <div class="panel-tools">
          <label class="field small">
            <span>{EN.page.device}</span>
            <select id="camera-device" autocomplete="off">
              <option value="">{EN.page.anyDevice}</option>
            </select>
          </label>
          <label class="field small">
            <span>{EN.page.cameraSize}</span>
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
          aria-label={EN.page.cameraAlt}
          playsinline
          muted
          hidden
        >
        </video>
        <div class="empty" id="camera-empty">
          <Icon name="camera" />
          <p class="lead" id="camera-empty-title">{EN.page.cameraTitle}</p>
          <p class="quiet" id="camera-empty-text">{EN.page.cameraText}</p>
          <button type="button" class="button primary" id="camera-start">
            {EN.page.startCamera}
          </button>
        </div>
      </div>
      <footer class="panel-foot">
        <ProcessorSelect deps={deps} id="camera-processor" />
        <div class="foot-tools" id="camera-tools" hidden>
          <button type="button" class="tool" id="camera-reset" title={EN.page.reset}>
            <Icon name="reset" />
            <span class="visually-hidden">{EN.page.reset}</span>
          </button>
          <button type="button" class="button" id="camera-pause">{EN.page.pause}</button>
          <button type="button" class="button" id="camera-stop">{EN.page.stop}</button>
        </div>
      </footer>
    </section>
  );
}
