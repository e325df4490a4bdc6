/**
 * The Video tab: the original and the result side by side, and below both one bar with the progress
 * and the player. Its script, `assets/js/video/tab.js`, is loaded when the tab is first opened.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon, type IconName } from "./icon.tsx";
import { ProcessorSelect } from "./processor_select.tsx";
import { ResultPanel } from "./result_panel.tsx";
import { fill, limitText } from "./text/mod.ts";
import type { View } from "./view.ts";

const SPEEDS = ["0.25", "0.5", "1", "2"] as const;

/** The tab's panel; hidden unless it is looked at. */
export function VideoTab({ view, active }: { view: View; active: boolean }): JSX.Element {
  const { maxVideoBytes } = view.deps.options;
  return (
    <section
      class="pair"
      id="tab-video"
      data-tab-panel="video"
      data-decoder={view.deps.videos ? "ffmpeg" : "browser"}
      data-max-video={maxVideoBytes}
      aria-label={view.text.tabs.video}
      hidden={!active}
    >
      <VideoInput view={view} />
      <ResultPanel view={view} kind="video" />
      <VideoBar view={view} />
    </section>
  );
}

function VideoInput({ view }: { view: View }): JSX.Element {
  const { text, language, deps } = view;
  const { maxVideoBytes } = deps.options;
  const words = text.video;
  const kinds = deps.videos
    ? fill(words.kinds, { size: limitText(maxVideoBytes, language) })
    : words.kindsBrowser;
  return (
    <section class="panel" aria-labelledby="video-input-title">
      <header class="panel-head">
        <h2 id="video-input-title">{text.input}</h2>
        <span class="file-name" id="video-name"></span>
        <div class="panel-tools" id="video-change" hidden>
          <button type="button" class="button small" data-choose="video-file">
            {text.change}
          </button>
        </div>
      </header>
      <div class="stage" id="video-drop">
        <video
          id="video-original"
          class="picture"
          aria-label={words.inputAlt}
          playsinline
          muted
          preload="auto"
          tabindex={-1}
          hidden
        >
        </video>
        <p class="quiet original-hidden" id="video-original-hidden" hidden></p>
        <div class="empty" id="video-empty">
          <Icon name="video" />
          <p class="lead">{words.drop}</p>
          <button type="button" class="button primary" data-choose="video-file">
            {words.choose}
          </button>
          <p class="quiet">{words.tryExample}</p>
          <div class="examples">
            <button
              type="button"
              class="example"
              id="video-example"
              data-url={deps.assetUrl("examples/clip.mp4")}
              title={words.example}
              disabled
            >
              <img
                src={deps.assetUrl("examples/clip_small.jpg")}
                alt={words.example}
                width="112"
                height="64"
                loading="lazy"
              />
            </button>
          </div>
          <p class="quiet">{kinds}</p>
        </div>
        <p class="drop-now" aria-hidden="true">{text.dropNow}</p>
      </div>
      <footer class="panel-foot">
        <input
          type="file"
          id="video-file"
          accept="video/*,.mkv,.avi,.mov,.ts,.m4v"
          aria-label={words.choose}
          hidden
        />
        <ProcessorSelect view={view} id="video-processor" />
        <button type="button" class="button small" id="video-again" hidden></button>
      </footer>
    </section>
  );
}

function VideoBar({ view }: { view: View }): JSX.Element {
  const { text } = view;
  const words = text.video;
  return (
    <section class="video-bar" id="video-bar" aria-label={words.bar} hidden>
      <div class="video-progress" id="video-progress" hidden>
        <progress id="video-share" max="1" aria-label={words.progress}></progress>
        <p id="video-words"></p>
        <button type="button" class="button small" id="video-pause">{text.pause}</button>
        <button type="button" class="button small" id="video-cancel"></button>
      </div>
      <div class="video-player" id="video-player" hidden>
        <PlayerButton id="video-play" icon="play" title={words.play} />
        <PlayerButton id="video-back" icon="chevron" title={words.back} />
        <PlayerButton id="video-forward" icon="chevron" title={words.forward} />
        <input
          type="range"
          id="video-seek"
          min="0"
          max="0"
          value="0"
          step="1"
          aria-label={words.seek}
        />
        <output id="video-frame" for="video-seek"></output>
        <label class="field small">
          <span class="visually-hidden">{words.speed}</span>
          <select id="video-speed" autocomplete="off">
            {SPEEDS.map((speed) => (
              <option value={speed} selected={speed === "1"}>{`${speed} ×`}</option>
            ))}
          </select>
        </label>
      </div>
      <dl class="facts video-values" id="video-values" aria-label={words.frameData} hidden></dl>
      <ul class="video-remarks" id="video-remarks" hidden></ul>
    </section>
  );
}

function PlayerButton(props: { id: string; icon: IconName; title: string }): JSX.Element {
  return (
    <button type="button" class="tool" id={props.id} title={props.title} aria-label={props.title}>
      <Icon name={props.icon} />
    </button>
  );
}
