/**
 * Where a picture is given: dropped, pasted, chosen, or one of the examples.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { PageDeps } from "../types.ts";
import { Icon } from "./icon.tsx";
import { ProcessorSelect } from "./processor_select.tsx";
import { EN, fill, limitText } from "./text.ts";

const EXAMPLES = ["astronaut", "coffee", "chelsea", "rocket"] as const;
const ACCEPT = "image/jpeg,image/png,image/webp,image/bmp";

/** The left side of the image tab. */
export function ImageInput({ deps }: { deps: PageDeps }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="image-input-title">
      <header class="panel-head">
        <h2 id="image-input-title">{EN.page.input}</h2>
        <span class="file-name" id="image-name"></span>
        <div class="panel-tools" id="image-change" hidden>
          {EXAMPLES.map((name) => <Example deps={deps} name={name} />)}
          <label class="button small" for="image-file">{EN.page.change}</label>
        </div>
      </header>
      <div class="stage" id="image-drop">
        <img id="image-shown" class="picture" alt={EN.page.inputAlt} hidden />
        <div class="empty" id="image-empty">
          <Icon name="picture" />
          <p class="lead">{EN.page.drop}</p>
          <label class="button primary" for="image-file">{EN.page.choose}</label>
          <p class="quiet">{EN.page.tryExample}</p>
          <div class="examples">
            {EXAMPLES.map((name) => <Example deps={deps} name={name} />)}
          </div>
          <p class="quiet">
            {fill(EN.page.kinds, { size: limitText(deps.options.maxUploadBytes) })}
          </p>
        </div>
        <p class="drop-now" aria-hidden="true">{EN.page.dropNow}</p>
      </div>
      <footer class="panel-foot">
        <input
          class="visually-hidden"
          type="file"
          id="image-file"
          accept={ACCEPT}
          aria-label={EN.page.choose}
        />
        <ProcessorSelect deps={deps} id="image-processor" />
      </footer>
    </section>
  );
}

function Example(props: { deps: PageDeps; name: typeof EXAMPLES[number] }): JSX.Element {
  const { deps, name } = props;
  const title = EN.page.examples[name];
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
