/**
 * One picture of many, large: before and after, what was said of it, and the way to the next.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon, type IconName } from "./icon.tsx";
import type { View } from "./view.ts";

const FACTS = ["frame", "size", "time", "by", "data"] as const;

/** Opens over the page; scripts fill it in, its parts are found by `data-part`. */
export function ManyViewer({ view: { text } }: { view: View }): JSX.Element {
  return (
    <dialog class="viewer" id="many-viewer" aria-labelledby="many-viewer-name">
      <header class="panel-head">
        <h2 id="many-viewer-name" data-part="name"></h2>
        <span class="file-name" data-part="position"></span>
        <div class="panel-tools">
          <Tool part="compare-button" icon="compare" title={text.compare} pressed />
          <Tool part="expand-button" icon="expand" title={text.fullScreen} />
          <a
            class="tool"
            data-part="download"
            download
            title={text.many.downloadResult}
            aria-label={text.many.downloadResult}
          >
            <Icon name="download" />
          </a>
          <Tool part="previous" icon="previous" title={text.many.previous} />
          <Tool part="next" icon="chevron" title={text.many.next} />
          <Tool part="close" icon="close" title={text.close} />
        </div>
      </header>
      <div class="stage" data-part="stage">
        <img class="picture" data-part="picture" alt="" hidden />
        <div class="compare" data-part="compare" hidden>
          <div class="compare-slot" data-part="compare-slot"></div>
          <div class="compare-line" aria-hidden="true"></div>
          <input
            type="range"
            min="0"
            max="100"
            value="50"
            step="0.5"
            aria-label={text.compareRange}
            data-part="compare-range"
          />
        </div>
        <div class="state" data-part="state" hidden>
          <p class="lead" data-part="state-title"></p>
          <p class="quiet" data-part="state-text"></p>
        </div>
      </div>
      <div class="answers" data-part="answers" role="group" aria-label={text.many.answers}></div>
      <footer class="panel-foot">
        <dl class="facts" data-part="facts">
          {FACTS.map((name) => (
            <div class={`fact fact-${name}`} data-fact-place={name}>
              <dt>{text.many[name]}</dt>
              <dd data-fact={name}></dd>
            </div>
          ))}
        </dl>
      </footer>
    </dialog>
  );
}

interface ToolProps {
  readonly part: string;
  readonly icon: IconName;
  readonly title: string;
  readonly pressed?: boolean;
}

function Tool({ part, icon, title, pressed }: ToolProps): JSX.Element {
  return (
    <button
      type="button"
      class="tool"
      data-part={part}
      title={title}
      aria-label={title}
      aria-pressed={pressed ? "false" : undefined}
    >
      <Icon name={icon} />
    </button>
  );
}
