/**
 * Where a picture is given: dropped, pasted, chosen, or one of the examples.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import { ProcessorSelect } from "./processor_select.tsx";
import { fill, limitText } from "./text/mod.ts";
import type { View } from "./view.ts";

const EXAMPLES = ["astronaut", "coffee", "chelsea", "rocket"] as const;
const ACCEPT = "image/jpeg,image/png,image/webp,image/bmp";

/** The left side of the image tab. */
export function ImageInput({ view }: { view: View }): JSX.Element {
  const { text, language } = view;
  const { maxUploadBytes } = view.deps.options;
  return (
    <section class="panel" aria-labelledby="image-input-title">
      <header class="panel-head">
        <h2 id="image-input-title">{text.input}</h2>
        <span class="file-name" id="image-name"></span>
        <div class="panel-tools" id="image-change" hidden>
          {EXAMPLES.map((name) => <Example view={view} name={name} />)}
          <button type="button" class="button small" data-choose="image-file">
            {text.change}
          </button>
        </div>
      </header>
      <div class="stage" id="image-drop">
        <img id="image-shown" class="picture" alt={text.inputAlt} hidden />
        <div class="empty" id="image-empty">
          <Icon name="picture" />
          <p class="lead">{text.drop}</p>
          <button type="button" class="button primary" data-choose="image-file">
            {text.choose}
          </button>
          <p class="quiet">{text.tryExample}</p>
          <div class="examples">
            {EXAMPLES.map((name) => <Example view={view} name={name} />)}
          </div>
          <p class="quiet">
            {fill(text.kinds, { size: limitText(maxUploadBytes, language) })}
          </p>
        </div>
        <p class="drop-now" aria-hidden="true">{text.dropNow}</p>
      </div>
      <footer class="panel-foot">
        <input
          type="file"
          id="image-file"
          accept={ACCEPT}
          aria-label={text.choose}
          hidden
        />
        <ProcessorSelect view={view} id="image-processor" />
      </footer>
    </section>
  );
}

function Example(props: { view: View; name: typeof EXAMPLES[number] }): JSX.Element {
  const { view, name } = props;
  const { deps } = view;
  const title = view.text.examples[name];
  return (
    <button
      type="button"
      class="example"
      data-example={deps.assetUrl(`examples/${name}.jpg`)}
      title={title}
    >
      <img
        src={deps.assetUrl(`examples/${name}_small.jpg`)}
        alt={title}
        width="64"
        height="64"
      />
    </button>
  );
}
