/** Data as a tree; lines are made when what they stand in is opened. */
import { make } from "../base/element.ts";
import { fill, numberText, text } from "../base/text.ts";
import { TreeKeys } from "../data/tree_keys.ts";
import { lineAt, writeLine } from "../data/tree_line.ts";

/** Lines made at once. */
const STEP = 100;

interface Item {
  value: unknown;
  place: HTMLLIElement;
  level: number;
  group: HTMLUListElement | undefined;
}

export class ValueTree {
  root = make("ul", "tree");
  #items = new Map<HTMLElement, Item>();

  /** @param name for screen readers */
  constructor(value: unknown, name: string) {
    this.root.setAttribute("role", "tree");
    this.root.setAttribute("aria-label", name);
    const keys = new TreeKeys(this.root, {
      toggle: (line, open) => this.#toggle(line, open),
      chosen: () => {},
    });
    const entries = entriesOf(value);
    if (entries.length === 0) this.root.append(this.#add("", value, 1));
    else this.#fill(this.root, entries, 1);
    keys.keepOne();
  }

  #toggle(line: HTMLElement, open: boolean) {
    const item = this.#items.get(line);
    if (!item) return line.classList.contains("more") ? line.click() : undefined;
    const entries = entriesOf(item.value);
    if (entries.length === 0) return;
    line.setAttribute("aria-expanded", String(open));
    if (item.group) item.group.hidden = !open;
    else if (open) {
      item.group = make("ul");
      item.group.setAttribute("role", "group");
      item.place.append(item.group);
      this.#fill(item.group, entries, item.level + 1);
    }
  }

  #fill(list: HTMLElement, entries: readonly [string, unknown][], level: number, from = 0) {
    const to = Math.min(entries.length, from + STEP);
    for (const [key, value] of entries.slice(from, to)) list.append(this.#add(key, value, level));
    if (to === entries.length) return;
    const counts = { n: numberText(to), total: numberText(entries.length) };
    const more = make("li", "more", fill(text.data.first, counts));
    more.setAttribute("role", "treeitem");
    more.setAttribute("aria-level", String(level));
    more.tabIndex = -1;
    more.addEventListener("click", () => {
      const hadFocus = more === document.activeElement;
      more.remove();
      this.#fill(list, entries, level, to);
      const next = list.children[to]?.firstElementChild;
      if (hadFocus && next instanceof HTMLElement) next.focus();
    });
    list.append(more);
  }

  #add(key: string, value: unknown, level: number): HTMLLIElement {
    const { place, line } = lineAt(level);
    this.#items.set(line, { value, place, level, group: undefined });
    const children = entriesOf(value).length;
    const kind = text.services.types[typeOf(value)];
    const isLeaf = typeof value !== "object" || value === null;
    const dims = Array.isArray(value) ? [children] : [];
    const words = isLeaf ? leafText(value) : summaryOf(value);
    writeLine({
      line,
      group: undefined,
      branch: { key, class: kind, dims, text: words, children },
    });
    return place;
  }
}

type TypeName = "object" | "array" | "string" | "number" | "boolean" | "null";

function typeOf(value: unknown): TypeName {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? type : "object";
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function leafText(value: unknown): string {
  return typeof value === "number" ? String(value) : value === null ? "–" : String(value);
}

/** The first few values of a list of plain ones. */
function summaryOf(value: object): string {
  if (!Array.isArray(value)) return "";
  const first = value.slice(0, 6);
  if (first.some((item) => typeof item === "object")) return "";
  return first.map(leafText).join(", ") + (value.length > first.length ? ", …" : "");
}
