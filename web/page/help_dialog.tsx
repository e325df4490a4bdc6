/**
 * The list of keys.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import { EN } from "./text.ts";

/** Opens on `?`. */
export function HelpDialog(): JSX.Element {
  return (
    <dialog id="help" class="dialog" aria-labelledby="help-title">
      <form method="dialog">
        <h2 id="help-title">{EN.page.keysTitle}</h2>
        <button type="submit" class="tool" aria-label={EN.page.close}>
          <Icon name="close" />
        </button>
      </form>
      <dl class="keys">
        {EN.page.keys.map(([keys, meaning]) => (
          <div>
            <dt>{keys.split("  ").map((key) => <kbd>{key}</kbd>)}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
