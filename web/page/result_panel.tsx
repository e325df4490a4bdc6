/**
 * The result beside its input: same height, same scale; with its states, tools and facts.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { PageDeps } from "../types.ts";
import { Icon } from "./icon.tsx";
import { NoWorkerHint } from "./no_worker_hint.tsx";
import { EN } from "./text.ts";

/** What the right side of a tab is made from. */
export interface ResultPanelProps {
  readonly deps: PageDeps;
  readonly kind: "image" | "camera";
  readonly workerCode: string;
}

/** Scripts fill it in; its parts are found by `data-part`. */
export function ResultPanel({ deps, kind, workerCode }: ResultPanelProps): JSX.Element {
  const connected = deps.hub.status.workers.length > 0;
  return (
    <section class="panel result" data-result={kind} aria-labelledby={`${kind}-result-title`}>
      <header class="panel-head">
        <h2 id={`${kind}-result-title`}>{EN.page.result}</h2>
        <div class="panel-tools" data-part="tools" hidden>
          <Tool name="compare" title={EN.page.compare} pressed />
          <Tool name="expand" title={EN.page.fullScreen} />
          <Downloads kind={kind} />
        </div>
      </header>
      <div class="stage" data-part="stage">
        {kind === "image"
          ? <img class="picture" data-part="picture" alt={EN.page.resultAlt} hidden />
          : (
            <canvas class="picture" data-part="picture" role="img" hidden>
              {EN.page.resultAlt}
            </canvas>
          )}
        <div class="compare" data-part="compare" hidden>
          <div class="compare-slot" data-part="compare-slot"></div>
          <div class="compare-line" aria-hidden="true"></div>
          <input
            type="range"
            min="0"
            max="100"
            value="50"
            step="0.5"
            aria-label={EN.page.compareRange}
            data-part="compare-range"
          />
        </div>
        <div class="empty" data-part="empty">
          <div data-no-worker hidden={connected}>
            <NoWorkerHint code={workerCode} />
          </div>
          <div data-with-worker hidden={!connected}>
            <p class="lead">{EN.page.workersWaitTitle}</p>
            <p class="quiet">{EN.page.workersWaitText}</p>
          </div>
        </div>
        <div class="state" data-part="state" hidden>
          <p class="lead" data-part="state-title"></p>
          <p class="quiet" data-part="state-text"></p>
          <div class="actions" data-part="state-actions"></div>
        </div>
        <div class="busy" data-part="busy" hidden></div>
      </div>
      <div class="answers" data-part="answers" aria-label={EN.page.answers} hidden></div>
      <footer class="panel-foot">{kind === "image" ? <ImageFacts /> : <CameraFacts />}</footer>
    </section>
  );
}

function Tool(
  props: { name: "compare" | "expand"; title: string; pressed?: boolean },
): JSX.Element {
  return (
    <button
      type="button"
      class="tool"
      data-part={`${props.name}-button`}
      title={props.title}
      aria-label={props.title}
      aria-pressed={props.pressed ? "false" : undefined}
    >
      <Icon name={props.name} />
    </button>
  );
}

function Downloads({ kind }: { kind: string }): JSX.Element {
  const id = `${kind}-downloads`;
  return (
    <div class="menu-place">
      <button
        type="button"
        class="tool"
        popovertarget={id}
        title={EN.page.download}
        aria-label={EN.page.download}
      >
        <Icon name="download" />
      </button>
      <div id={id} class="popover menu" popover="auto">
        <a data-part="jpeg" download>{EN.page.downloadJpeg}</a>
        <a data-part="png" download>{EN.page.downloadPng}</a>
        <a data-part="mat" download hidden>{EN.page.downloadMat}</a>
      </div>
    </div>
  );
}

function ImageFacts(): JSX.Element {
  return (
    <dl class="facts" data-part="facts" hidden>
      <Fact name="frame" title={EN.page.frame} />
      <Fact name="time" title={EN.page.time} />
      <Fact name="size" title={EN.page.size} />
      <Fact name="by" title={EN.page.by} />
    </dl>
  );
}

function CameraFacts(): JSX.Element {
  return (
    <>
      <dl class="facts live" data-part="facts" hidden>
        <Fact name="frame" title={EN.page.frame} />
        <Fact name="rate" title={EN.page.rate} />
        <Fact name="latency" title={EN.page.latency} />
        <Fact name="dropped" title={EN.page.dropped} />
        <Fact name="by" title={EN.page.by} />
      </dl>
      <svg
        class="spark"
        data-part="spark"
        viewBox="0 0 60 20"
        role="img"
        aria-label={EN.page.latencyCurve}
        hidden
      >
        <polyline points="" />
      </svg>
    </>
  );
}

function Fact({ name, title }: { name: string; title: string }): JSX.Element {
  return (
    <div class={`fact fact-${name}`}>
      <dt>{title}</dt>
      <dd data-fact={name}></dd>
    </div>
  );
}
