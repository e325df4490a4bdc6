/**
 * The Services tab: clusters with their logins, services as cards, the form of one service beside its results, and all
 * calls. It is there where the operator has named clusters.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { SERVICE_INPUTS } from "../../wire/mod.ts";
import { ExamplePicture } from "../example_picture.tsx";
import { Icon } from "../icon.tsx";
import { TEXT } from "../text/mod.ts";
import type { PageTab, PanelProps, View } from "../view.ts";
import { ServicePictures } from "./service_pictures.tsx";

/** Services of clusters, and what they make of what is given. */
export const SERVICES_TAB: PageTab = {
  name: "services",
  href: "/services",
  below: "/:cluster/:service",
  icon: "services",
  access: "user",
  title: (text) => text.services.tab,
  keys: (text) => [
    ["/", text.services.searchKey],
    ["Ctrl Enter", text.services.runKey],
    ["Esc", text.services.backKey],
  ],
  hasContent: ({ clusters }) => clusters !== undefined,
  takes: ["picture", "pictures", "video", "sound"],
  words: ["services"],
  Panel,
};

const EXAMPLES = ["astronaut", "coffee", "chelsea", "rocket"] as const;

function Panel({ view, panel }: PanelProps): JSX.Element {
  return (
    <section class="services" {...panel} data-max-video={view.deps.options.maxVideoBytes}>
      <Overview view={view} />
      <div class="pair" id="service-page" hidden>
        <Input view={view} />
        <Result view={view} />
      </div>
    </section>
  );
}

function Overview({ view }: { view: View }): JSX.Element {
  const { services: text } = view.text;
  return (
    <div class="services-overview" id="services-overview">
      <ul id="services-clusters" class="clusters" aria-label={text.clusters}></ul>
      <header class="panel-head services-head">
        <h2 id="services-heading">{text.heading}</h2>
        <span class="file-name" id="services-count" role="status"></span>
        <div class="panel-tools">
          <label class="field small" for="services-filter">
            <span>{text.filter}</span>
            <select id="services-filter" autocomplete="off">
              <option value="">{text.anyInput}</option>
              <Kinds view={view} />
            </select>
          </label>
          <input
            type="search"
            id="services-search"
            class="services-search"
            placeholder={text.search}
            aria-label={text.search}
            autocomplete="off"
            spellcheck={false}
          />
          <button
            type="button"
            class="tool"
            id="services-refresh"
            title={text.refresh}
            aria-label={text.refresh}
          >
            <Icon name="reset" />
          </button>
        </div>
      </header>
      <p class="quiet services-none" id="services-none" role="status" hidden></p>
      <ul id="services-cards" class="service-cards" aria-labelledby="services-heading"></ul>
      <section class="services-history" aria-labelledby="services-history-title">
        <h2 id="services-history-title">{text.history}</h2>
        <p class="quiet" id="services-history-none">{text.historyNone}</p>
        <ul id="services-history" class="call-rows" aria-labelledby="services-history-title"></ul>
      </section>
    </div>
  );
}

function Kinds({ view: { language } }: { view: View }): JSX.Element {
  const { inputs } = TEXT[language].live.services;
  return <>{SERVICE_INPUTS.map((kind) => <option value={kind}>{inputs[kind]}</option>)}</>;
}

function Input({ view }: { view: View }): JSX.Element {
  const { services: text } = view.text;
  return (
    <section class="panel" aria-labelledby="service-title">
      <header class="panel-head">
        <a
          class="tool"
          id="service-back"
          href={`${view.base}/services`}
          title={text.back}
          aria-label={text.back}
        >
          <Icon name="previous" />
        </a>
        <h2 id="service-title" tabindex={-1}></h2>
      </header>
      <div class="service-scroll">
        <div class="service-about" id="service-about"></div>
        <div id="service-form"></div>
        <div class="services-examples" id="services-examples" hidden>
          <p class="quiet">{text.examples}</p>
          <div class="examples">
            {EXAMPLES.map((name) => <Example view={view} name={name} />)}
          </div>
        </div>
      </div>
      <footer class="panel-foot" id="service-foot" hidden>
        <label class="field small" for="service-kind">
          <span>{text.takes}</span>
          <select id="service-kind" autocomplete="off">
            <Kinds view={view} />
          </select>
        </label>
        <label class="field small" for="service-mode">
          <span>{text.mode}</span>
          <select id="service-mode" autocomplete="off">
            <option value="sync"></option>
            <option value="async"></option>
          </select>
        </label>
        <div class="foot-tools">
          <button type="button" class="button primary" id="service-run">{text.run}</button>
        </div>
      </footer>
    </section>
  );
}

function Example({ view, name }: { view: View; name: typeof EXAMPLES[number] }): JSX.Element {
  const title = view.text.examples[name];
  const url = view.deps.assetUrl(`examples/${name}.jpg`);
  return (
    <button type="button" class="example" data-service-example={url} title={title}>
      <ExamplePicture view={view} name={name} alt={title} width={64} height={64} />
    </button>
  );
}

function Result({ view }: { view: View }): JSX.Element {
  const { services: text } = view.text;
  return (
    <section class="panel" aria-labelledby="service-result-title">
      <header class="panel-head">
        <h2 id="service-result-title">{text.result}</h2>
        <p class="service-connection" id="services-connection" role="status" hidden>
          {text.reconnecting}
        </p>
      </header>
      <div class="service-scroll" id="services-result-scroll" tabindex={-1}>
        <div class="service-calls-head" id="service-calls-head" hidden>
          <p id="service-calls-summary"></p>
          <div class="actions" id="service-calls-tools"></div>
        </div>
        <ul id="service-calls" class="call-rows" aria-label={text.calls} hidden></ul>
        <div class="empty" id="services-result-empty">
          <Icon name="services" />
          <p class="lead">{text.resultTitle}</p>
          <p class="quiet">{text.resultText}</p>
        </div>
        <div class="service-status" id="services-status" hidden>
          <div class="service-status-head">
            <p class="lead" data-part="line"></p>
            <div class="actions" data-part="actions"></div>
          </div>
          <progress max="1" data-part="bar" aria-hidden="true"></progress>
          <p data-part="why"></p>
        </div>
        <ServicePictures view={view} />
        <div class="actions" id="services-readings" role="group" aria-label={text.readings} hidden>
        </div>
        <div id="services-outputs"></div>
        <details class="service-log" id="services-log" hidden>
          <summary>{text.log}</summary>
          <pre data-part="lines" tabindex={0}></pre>
          <div class="actions" data-part="tools"></div>
        </details>
        <div class="actions service-links" id="services-links" hidden></div>
      </div>
    </section>
  );
}
