/**
 * The result beside its input: same height, same scale; with its states, tools and facts.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { CodeButton } from "./code_dialog.tsx";
import { CompareLayer } from "./compare_layer.tsx";
import { Icon } from "./icon.tsx";
import { LatencyStrip } from "./latency_strip.tsx";
import { NoWorkerHint } from "./no_worker_hint.tsx";
import { Tool } from "./tool.tsx";
import type { View } from "./view.ts";

/** What the right side of a tab is made from. */
export interface ResultPanelProps {
  readonly view: View;
  readonly kind: "image" | "camera" | "video";
}

/** Scripts fill it in; its parts are found by `data-part`. */
export function ResultPanel({ view, kind }: ResultPanelProps): JSX.Element {
  const { deps, text } = view;
  const connected = deps.hub.status.workers.length > 0;
  return (
    <section class="panel result" data-result={kind} aria-labelledby={`${kind}-result-title`}>
      <header class="panel-head">
        <h2 id={`${kind}-result-title`}>{text.result}</h2>
        <div class="panel-tools" data-part="tools" hidden>
          <Tool part="boxes-button" icon="boxes" title={text.data.boxes} pressed hidden />
          <Tool part="compare-button" icon="compare" title={text.compare} pressed />
          <Tool part="expand-button" icon="expand" title={text.fullScreen} />
          <Downloads view={view} kind={kind} />
        </div>
        <CodeButton view={view} kind={kind} />
      </header>
      <div class="stage" data-part="stage">
        {kind === "image"
          ? <img class="picture" data-part="picture" alt={text.resultAlt} hidden />
          : <PictureCanvas alt={text.resultAlt} />}
        {kind === "video"
          ? (
            <video
              class="picture"
              data-part="video"
              aria-label={text.video.resultAlt}
              playsinline
              preload="auto"
              tabindex={-1}
              hidden
            >
            </video>
          )
          : null}
        <CompareLayer view={view} />
        <div class="empty" data-part="empty">
          <div data-no-worker hidden={connected}>
            <NoWorkerHint view={view} />
          </div>
          <div data-with-worker hidden={!connected}>
            <p class="lead">{text.workersWaitTitle}</p>
            <p class="quiet">{text.workersWaitText}</p>
          </div>
        </div>
        <StageState />
      </div>
      <div class="said">
        <div class="answers" data-part="answers" aria-label={text.answers} hidden></div>
        <ScaleNote />
      </div>
      <footer class="panel-foot">
        <Facts view={view} kind={kind} />
        {kind !== "video" && <LatencyStrip view={view} kind={kind} />}
      </footer>
    </section>
  );
}

/** Shows that frames are made smaller for their worker. */
export function ScaleNote(): JSX.Element {
  return <p class="scale-note quiet" data-part="note" role="status" hidden></p>;
}

/** What a stage shows while its picture is not as it should be. */
export function StageState(): JSX.Element {
  return (
    <>
      <div class="state" data-part="state" hidden>
        <p class="lead" data-part="state-title"></p>
        <p class="quiet" data-part="state-text"></p>
        <div class="actions" data-part="state-actions"></div>
      </div>
      <div class="busy" data-part="busy" hidden></div>
    </>
  );
}

function Facts({ view, kind }: ResultPanelProps): JSX.Element {
  if (kind === "image") return <ImageFacts view={view} />;
  return kind === "camera" ? <CameraFacts view={view} /> : <VideoFacts view={view} />;
}

/** Where scripts draw the newest picture of a stage. */
export function PictureCanvas({ alt }: { alt: string }): JSX.Element {
  return (
    <canvas class="picture" data-part="picture" role="img" aria-label={alt} hidden>
      {alt}
    </canvas>
  );
}

function Downloads({ view, kind }: ResultPanelProps): JSX.Element {
  const { text } = view;
  const id = `${kind}-downloads`;
  return (
    <div class="menu-place">
      <button
        type="button"
        class="tool"
        popovertarget={id}
        title={text.download}
        aria-label={text.download}
      >
        <Icon name="download" />
      </button>
      <div id={id} class="popover menu" popover="auto">
        {kind === "video" ? <a data-part="mp4" download hidden>{text.video.download}</a> : (
          <>
            <a data-part="jpeg" download>{text.downloadJpeg}</a>
            <a data-part="png" download>{text.downloadPng}</a>
          </>
        )}
        <a data-part="mat" download hidden>{text.downloadMat}</a>
      </div>
    </div>
  );
}

function ImageFacts({ view }: { view: View }): JSX.Element {
  const { text } = view;
  return (
    <dl class="facts" data-part="facts" hidden>
      <Fact name="frame" title={text.frame} />
      <Fact name="time" title={text.time} />
      <Fact name="size" title={text.size} />
      <Fact name="by" title={text.by} />
    </dl>
  );
}

function CameraFacts({ view }: { view: View }): JSX.Element {
  const { text } = view;
  return (
    <>
      <dl class="facts live" data-part="facts" hidden>
        <Fact name="frame" title={text.frame} />
        <Fact name="rate" title={text.rate} />
        <Fact name="latency" title={text.latency} />
        <Fact name="dropped" title={text.dropped} />
        <Fact name="by" title={text.by} />
      </dl>
      <svg
        class="spark"
        data-part="spark"
        viewBox="0 0 60 20"
        role="img"
        aria-label={text.latencyCurve}
        hidden
      >
        <polyline points="" />
      </svg>
    </>
  );
}

function VideoFacts({ view }: { view: View }): JSX.Element {
  const { text } = view;
  return (
    <dl class="facts" data-part="facts" hidden>
      <Fact name="frame" title={text.frame} />
      <Fact name="rate" title={text.video.rate} />
      <Fact name="failed" title={text.video.failed} />
      <Fact name="size" title={text.size} />
      <Fact name="by" title={text.by} />
    </dl>
  );
}

/** One figure below a picture. */
export function Fact({ name, title }: { name: string; title: string }): JSX.Element {
  return (
    <div class={`fact fact-${name}`}>
      <dt>{title}</dt>
      <dd data-fact={name}></dd>
    </div>
  );
}
