/**
 * The list of keys.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import type { View } from "./view.ts";

/** Opens on `?`. */
export function HelpDialog({ view }: { view: View }): JSX.Element {
  const { text, tabs } = view;
  // A digit is one key, so the tenth tab has none.
  const numbers = tabs.slice(0, 9).map((_, i) => i + 1).join("  ");
  const keys = [
    [numbers, tabs.map((tab) => tab.title(text)).join(", ")],
    ...text.keys,
    ...tabs.flatMap((tab) => tab.keys?.(text) ?? []),
    ...text.lastKeys,
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
