/**
 * The streams tab: which stream clients send frames, and one of their streams live. It is there where the
 * operator shows them.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "../icon.tsx";
import { LatencyStrip } from "../latency_strip.tsx";
import { Fact, PictureCanvas, ScaleNote, StageState } from "../result_panel.tsx";
import { fill } from "../text/mod.ts";
import { Tool } from "../tool.tsx";
import type { PageTab, PanelProps, View } from "../view.ts";

/** What stream clients send, and what becomes of it. */
export const STREAMS_TAB: PageTab = {
  name: "streams",
  href: "/streams",
  icon: "streams",
  access: "operator",
  title: (text) => text.streams.tab,
  keys: (text) => [["↑  ↓", text.streams.key]],
  hasContent: ({ streams }) => streams !== undefined,
  words: ["streams"],
  Panel,
};

/** What stream clients call, and the setting that chooses who processes what they send. */
const ENTRANCES = [
  ["media-graph", "MediaGraphExtension", "AVA_PROCESSOR"],
  ["image-test", "ImageTest.Analyse", "IMAGETEST_PROCESSOR"],
] as const;

function Panel({ view, panel }: PanelProps): JSX.Element {
  return (
    <section class="pair" {...panel}>
      <Streams view={view} />
      <Shown view={view} />
    </section>
  );
}

function Streams({ view: { text: { streams: text } } }: { view: View }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="streams-title">
      <header class="panel-head">
        <h2 id="streams-title">{text.list}</h2>
        <span class="file-name" id="streams-count"></span>
      </header>
      <div class="streams">
        <p class="quiet" id="streams-none">{text.noneNow}</p>
        <ul id="streams-list" aria-labelledby="streams-title"></ul>
      </div>
      <footer class="panel-foot">
        <p class="quiet">{text.readOnly}</p>
      </footer>
    </section>
  );
}

function Shown({ view }: { view: View }): JSX.Element {
  const { text } = view;
  const words = text.streams;
  return (
    <section class="panel result" data-result="stream" aria-labelledby="stream-result-title">
      <header class="panel-head">
        <h2 id="stream-result-title">{text.result}</h2>
        <span class="file-name" id="stream-name"></span>
        <div class="panel-tools" data-part="tools" hidden>
          <Tool part="boxes-button" icon="boxes" title={text.data.boxes} pressed hidden />
          <Tool part="expand-button" icon="expand" title={text.fullScreen} />
        </div>
      </header>
      <div class="stage" data-part="stage">
        <PictureCanvas alt={words.resultAlt} />
        <div class="empty" data-part="empty">
          <Connect view={view} />
        </div>
        <StageState />
      </div>
      <div class="stream-said">
        <div class="answers" data-part="answers" aria-label={text.answers} hidden></div>
        <dl class="facts stream-values" id="stream-values" aria-label={words.values} hidden></dl>
        <ScaleNote />
      </div>
      <footer class="panel-foot">
        <dl class="facts live" data-part="facts" hidden>
          <Fact name="frame" title={text.frame} />
          <Fact name="rate" title={words.rate} />
          <Fact name="time" title={words.latency} />
          <Fact name="failed" title={words.failed} />
          <Fact name="size" title={text.size} />
          <Fact name="by" title={text.by} />
        </dl>
        <LatencyStrip view={view} kind="stream" />
      </footer>
    </section>
  );
}

/** How a stream client gets here. */
function Connect({ view: { text: { streams: text }, grpcAddress } }: { view: View }): JSX.Element {
  const [before, after] = fill(text.noneText, { address: "\n" }).split("\n");
  return (
    <>
      <Icon name="streams" />
      <p class="lead">{text.none}</p>
      <p class="quiet">
        {before}
        <code>{grpcAddress}</code>
        {after}
      </p>
      <table class="stream-entrances">
        <thead>
          <tr>
            <th scope="col">{text.client}</th>
            <th scope="col">{text.service}</th>
            <th scope="col">{text.setting}</th>
          </tr>
        </thead>
        <tbody>
          {ENTRANCES.map(([kind, service, setting]) => (
            <tr>
              <th scope="row">{text.kinds[kind]}</th>
              <td>
                <code>{service}</code>
              </td>
              <td>
                <code>{setting}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
