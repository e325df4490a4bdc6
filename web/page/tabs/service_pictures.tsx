/**
 * Pictures of a call's result: one large, with what can be done with it, and the others small.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { CompareLayer } from "../compare_layer.tsx";
import { Icon } from "../icon.tsx";
import { Tool } from "../tool.tsx";
import type { View } from "../view.ts";

/** Scripts fill it in; its parts are found by `data-part`. */
export function ServicePictures({ view }: { view: View }): JSX.Element {
  const { text } = view;
  const { services: words } = text;
  return (
    <section class="service-pictures" id="services-pictures" aria-label={words.pictures} hidden>
      <header class="output-head">
        <h3 data-part="name"></h3>
        <div class="panel-tools">
          <Tool part="boxes-button" icon="boxes" title={text.data.boxes} pressed hidden />
          <Tool part="compare-button" icon="compare" title={text.compare} pressed />
          <Tool part="expand-button" icon="expand" title={text.fullScreen} />
          <a
            class="tool"
            data-part="download"
            download
            title={words.downloadThis}
            aria-label={words.downloadThis}
          >
            <Icon name="download" />
          </a>
        </div>
      </header>
      <div class="stage" data-part="stage">
        <img class="picture" data-part="picture" alt={words.pictures} hidden />
        <CompareLayer view={view} />
      </div>
      <ul class="thumbnails" data-part="thumbnails" aria-label={words.pictures} hidden></ul>
    </section>
  );
}
