/**
 * A button that is only an icon; its words are read and shown on hover.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon, type IconName } from "./icon.tsx";

/** What a tool is made from. */
export interface ToolProps {
  /** Name by which scripts find it. */
  readonly part: string;
  readonly icon: IconName;
  readonly title: string;
  /** It is a switch, off at first. */
  readonly pressed?: boolean;
  readonly hidden?: boolean;
}

/** The button. */
export function Tool({ part, icon, title, pressed, hidden }: ToolProps): JSX.Element {
  return (
    <button
      type="button"
      class="tool"
      data-part={part}
      title={title}
      aria-label={title}
      aria-pressed={pressed ? "false" : undefined}
      hidden={hidden}
    >
      <Icon name={icon} />
    </button>
  );
}
