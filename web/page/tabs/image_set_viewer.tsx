/**
 * One picture of an image set, large: before and after, its answers, and the way to the next.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { CompareLayer } from "../compare_layer.tsx";
import { Icon } from "../icon.tsx";
import { ScaleNote } from "../result_panel.tsx";
import { Tool } from "../tool.tsx";
import type { View } from "../view.ts";

const FACTS = ["frame", "size", "time", "by", "data"] as const;

/** Opens over the page; scripts fill it in, its parts are found by `data-part`. */
export function ImageSetViewer({ view }: { view: View }): JSX.Element {
  const { text } = view;
  return (
    <dialog class="viewer" id="image-set-viewer" aria-labelledby="image-set-viewer-name">
      <header class="panel-head">
        <h2 id="image-set-viewer-name" data-part="name"></h2>
        <span class="file-name" data-part="position"></span>
        <div class="panel-tools">
          <Tool part="boxes-button" icon="boxes" title={text.data.boxes} pressed hidden />
          <Tool part="compare-button" icon="compare" title={text.compare} pressed />
          <Tool part="expand-button" icon="expand" title={text.fullScreen} />
          <a
            class="tool"
            data-part="download"
            download
            title={text.imageSet.downloadResult}
            aria-label={text.imageSet.downloadResult}
          >
            <Icon name="download" />
          </a>
          <Tool part="previous" icon="previous" title={text.imageSet.previous} />
          <Tool part="next" icon="chevron" title={text.imageSet.next} />
          <Tool part="close" icon="close" title={text.close} />
        </div>
      </header>
      <div class="stage" data-part="stage">
        <img class="picture" data-part="picture" alt="" hidden />
        <CompareLayer view={view} />
        <div class="state" data-part="state" hidden>
          <p class="lead" data-part="state-title"></p>
          <p class="quiet" data-part="state-text"></p>
        </div>
      </div>
      <div class="said">
        <div class="answers" data-part="answers" role="group" aria-label={text.imageSet.answers}>
        </div>
        <ScaleNote />
      </div>
      <footer class="panel-foot">
        <dl class="facts" data-part="facts">
          {FACTS.map((name) => (
            <div class={`fact fact-${name}`} data-fact-place={name}>
              <dt>{text.imageSet[name]}</dt>
              <dd data-fact={name}></dd>
            </div>
          ))}
        </dl>
        <dl class="facts" data-part="values" aria-label={text.imageSet.values} hidden></dl>
      </footer>
    </dialog>
  );
}
