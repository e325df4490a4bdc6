/**
 * "Use it from code": what the page does, as a few lines of curl, Python and JavaScript. Its script,
 * `web/client/code/dialog.ts`, is loaded when it is first opened, and fills in what is chosen.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import type { View } from "./view.ts";

/** What code can be had for. */
export type CodeKind = "image" | "camera" | "video" | "image_set";

/** Opens the dialog for what its tab does. */
export function CodeButton({ view, kind }: { view: View; kind: CodeKind }): JSX.Element {
  const { title } = view.text.code;
  return (
    <button
      type="button"
      class="tool code-button"
      data-code={kind}
      title={title}
      aria-label={title}
    >
      <Icon name="code" />
    </button>
  );
}

/** Of each language its name and how its files end. */
const LANGUAGES = [["curl", "sh"], ["Python", "py"], ["JavaScript", "js"]] as const;
const ANSWERS = [["jpeg", "JPEG"], ["png", "PNG"]] as const;
const KINDS: readonly CodeKind[] = ["image", "camera", "video", "image_set"];

/** The dialog; stands once in a page. */
export function CodeDialog({ view }: { view: View }): JSX.Element {
  const { text } = view;
  const words = text.code;
  return (
    <dialog id="code" class="dialog code-dialog" aria-labelledby="code-title">
      <form method="dialog">
        <h2 id="code-title">{words.title}</h2>
        <button type="submit" class="tool" aria-label={text.close}>
          <Icon name="close" />
        </button>
      </form>
      <div class="code-choices">
        <div role="tablist" class="code-tabs" aria-label={words.languages}>
          {LANGUAGES.map(([name, ending], i) => (
            <button
              type="button"
              role="tab"
              id={`code-${ending}`}
              data-ending={ending}
              aria-controls="code-panel"
              aria-selected={i === 0 ? "true" : "false"}
              tabindex={i === 0 ? 0 : -1}
            >
              {name}
            </button>
          ))}
        </div>
        <label class="field small" data-code-for="image camera">
          <span>{words.answer}</span>
          <select id="code-answer" autocomplete="off">
            {ANSWERS.map(([value, name]) => <option value={value}>{name}</option>)}
          </select>
        </label>
      </div>
      <div id="code-panel" role="tabpanel" aria-labelledby="code-sh">
        <pre tabindex={0}><code id="code-text"></code></pre>
      </div>
      <div class="code-foot">
        <div class="quiet">
          {KINDS.map((kind) => <p data-code-for={kind}>{words.explain[kind]}</p>)}
          <p>{words.needs}</p>
        </div>
        <button type="button" class="button" id="code-copy">
          <Icon name="copy" />
          <span>{text.copy}</span>
        </button>
      </div>
      <p class="visually-hidden" role="status" id="code-said"></p>
    </dialog>
  );
}
