/**
 * The video tab: the original and the result side by side, and below both one bar with the progress
 * and the player.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { ExamplePicture } from "../example_picture.tsx";
import { FilePanel } from "../file_panel.tsx";
import { Icon, type IconName } from "../icon.tsx";
import { ResultPanel } from "../result_panel.tsx";
import { fill, limitText } from "../text/mod.ts";
import type { PageTab, PanelProps, View } from "../view.ts";

/** One video, and what becomes of it. */
export const VIDEO_TAB: PageTab = {
  name: "video",
  href: "/video",
  icon: "video",
  access: "user",
  title: (text) => text.tabs.video,
  keys: (text) => [["←  →", text.video.stepKeys]],
  takes: ["video"],
  words: ["video"],
  Panel,
};

const SPEEDS = ["0.25", "0.5", "1", "2"] as const;

function Panel({ view, panel }: PanelProps): JSX.Element {
  const { maxVideoBytes } = view.deps.options;
  return (
    <section
      class="pair"
      {...panel}
      data-decoder={view.deps.videos ? "ffmpeg" : "browser"}
      data-max-video={maxVideoBytes}
    >
      <VideoInput view={view} />
      <ResultPanel view={view} kind="video" />
      <VideoBar view={view} />
    </section>
  );
}

function VideoInput({ view }: { view: View }): JSX.Element {
  const { text: { video: words }, language, deps } = view;
  const size = limitText(deps.options.maxVideoBytes, language);
  const kinds = deps.videos ? fill(words.kinds, { size }) : words.kindsBrowser;
  return (
    <FilePanel
      view={view}
      kind="video"
      icon="video"
      accept="video/*,.mkv,.avi,.mov,.ts,.m4v"
      words={{ ...words, kinds }}
      shown={<Original view={view} />}
      examples={<Example view={view} />}
      foot={<button type="button" class="button small" id="video-again" hidden></button>}
    />
  );
}

function Original({ view: { text } }: { view: View }): JSX.Element {
  return (
    <>
      <video
        id="video-original"
        class="picture"
        aria-label={text.video.inputAlt}
        playsinline
        muted
        preload="auto"
        tabindex={-1}
        hidden
      >
      </video>
      <p class="quiet original-hidden" id="video-original-hidden" hidden></p>
    </>
  );
}

function Example({ view }: { view: View }): JSX.Element {
  const { text, deps } = view;
  const title = text.video.example;
  return (
    <button
      type="button"
      class="example"
      id="video-example"
      data-url={deps.assetUrl("examples/clip.mp4")}
      title={title}
      disabled
    >
      <ExamplePicture view={view} name="clip" alt={title} width={112} height={64} />
    </button>
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
