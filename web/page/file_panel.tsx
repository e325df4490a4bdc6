/**
 * The left side of a tab that takes a file: its head, the stage with what can be given, and who is
 * to process it.
 *
 * @module
 */
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon, type IconName } from "./icon.tsx";
import { ProcessorSelect } from "./processor_select.tsx";
import type { View } from "./view.ts";

/** What the panel is made from. Scripts find its parts by their ids, `{kind}-…`. */
export interface FilePanelProps {
  readonly view: View;
  readonly kind: "image" | "video";
  readonly icon: IconName;
  /** File types that are offered. */
  readonly accept: string;
  readonly words: {
    readonly drop: string;
    readonly choose: string;
    readonly tryExample: string;
    /** What files may be, and how large. */
    readonly kinds: string;
  };
  /** What shows the file once it was given. */
  readonly shown: Child;
  readonly examples: Child;
  /** Before the button that takes another file. */
  readonly tools?: Child;
  /** After the menu of processors. */
  readonly foot?: Child;
}

/** The panel. */
export function FilePanel(props: FilePanelProps): JSX.Element {
  const { view, kind, words } = props;
  const { text } = view;
  return (
    <section class="panel" aria-labelledby={`${kind}-input-title`}>
      <header class="panel-head">
        <h2 id={`${kind}-input-title`}>{text.input}</h2>
        <span class="file-name" id={`${kind}-name`}></span>
        <div class="panel-tools" id={`${kind}-change`} hidden>
          {props.tools}
          <button type="button" class="button small" data-choose={`${kind}-file`}>
            {text.change}
          </button>
        </div>
      </header>
      <div class="stage" id={`${kind}-drop`}>
        {props.shown}
        <div class="empty" id={`${kind}-empty`}>
          <Icon name={props.icon} />
          <p class="lead">{words.drop}</p>
          <button type="button" class="button primary" data-choose={`${kind}-file`}>
            {words.choose}
          </button>
          <p class="quiet">{words.tryExample}</p>
          <div class="examples">{props.examples}</div>
          <p class="quiet">{words.kinds}</p>
        </div>
        <p class="drop-now" aria-hidden="true">{text.dropNow}</p>
      </div>
      <footer class="panel-foot">
        <input
          type="file"
          id={`${kind}-file`}
          accept={props.accept}
          aria-label={words.choose}
          hidden
        />
        <ProcessorSelect view={view} id={`${kind}-processor`} />
        {props.foot}
      </footer>
    </section>
  );
}
