/**
 * The list of keys.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import { tabTitle } from "./tabs.ts";
import { hasTab, type View } from "./view.ts";

/** Opens on `?`. */
export function HelpDialog({ view }: { view: View }): JSX.Element {
  const { text, tabs } = view;
  const keys = [
    [tabs.map((_, i) => i + 1).join("  "), tabs.map(({ tab }) => tabTitle(text, tab)).join(", ")],
    ...text.keys,
    ...(hasTab(view, "streams") ? [["↑  ↓", text.streams.key]] : []),
  ] as const;
  return (
    <dialog id="help" class="dialog" aria-labelledby="help-title">
      <form method="dialog">
        <h2 id="help-title">{text.keysTitle}</h2>
        <button type="submit" class="tool" aria-label={text.close}>
          <Icon name="close" />
        </button>
      </form>
      <dl class="keys">
        {keys.map(([keys = "", meaning]) => (
          <div>
            <dt>{keys.split("  ").map((key) => <kbd>{key}</kbd>)}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
