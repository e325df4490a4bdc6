/**
 * The image tab: where a picture is given (dropped, pasted, chosen, or one of the examples), and its result.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { ExamplePicture } from "../example_picture.tsx";
import { FilePanel } from "../file_panel.tsx";
import { ResultPanel } from "../result_panel.tsx";
import { fill, limitText } from "../text/mod.ts";
import type { PageTab, PanelProps, View } from "../view.ts";

/** One picture, and what becomes of it. */
export const IMAGE_TAB: PageTab = {
  name: "image",
  href: "/",
  icon: "picture",
  access: "user",
  title: (text) => text.tabs.image,
  takes: ["picture"],
  Panel,
};

const EXAMPLES = ["astronaut", "coffee", "chelsea", "rocket"] as const;
/** Endings, too, for kinds that not every system has a type for. */
const ACCEPT = "image/jpeg,image/png,image/webp,image/bmp,image/gif,image/avif,image/tiff," +
  "image/heic,image/heif,.avif,.tif,.tiff,.heic,.heif";

function Panel({ view, panel }: PanelProps): JSX.Element {
  return (
    <section class="pair" {...panel}>
      <ImageInput view={view} />
      <ResultPanel view={view} kind="image" />
    </section>
  );
}

function ImageInput({ view }: { view: View }): JSX.Element {
  const { text, language } = view;
  const { drop, choose, tryExample } = text;
  const size = limitText(view.deps.options.maxUploadBytes, language);
  const examples = EXAMPLES.map((name) => <Example view={view} name={name} />);
  return (
    <FilePanel
      view={view}
      kind="image"
      icon="picture"
      accept={ACCEPT}
      words={{ drop, choose, tryExample, kinds: fill(text.kinds, { size }) }}
      shown={<img id="image-shown" class="picture" alt={text.inputAlt} hidden />}
      examples={examples}
      tools={examples}
    />
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
      disabled
    >
      <ExamplePicture view={view} name={name} alt={title} width={64} height={64} />
    </button>
  );
}
