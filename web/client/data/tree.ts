/** data.mat as a tree: variables, the newest first, and what is in them, fetched when it is opened. */
import type { DataSelection } from "./view.ts";
import type { BranchJson, TreeJson, VariablesJson } from "../../wire/mod.ts";
import { type DataSource, Question } from "./source.ts";
import { isTree, isVariables } from "../server/api_shapes.ts";
import { byId } from "../base/dom.ts";
import { fill, numberText, text } from "../base/text.ts";
import { lineAt, product, writeLine } from "./tree_line.ts";
import { lineAbove, TreeKeys } from "./tree_keys.ts";

/** Lines fetched at once. */
const STEP = 100;

/** Lines beside the top level that live results may leave before the oldest go. */
const MAX_VARIABLES = 500;

export type Branch = BranchJson;
export type Tree = TreeJson;
export type Variables = VariablesJson;

/** A line and how to get to it. */
export interface Item {
  /** has role treeitem */
  line: HTMLElement;
  /** holds the line, and the group below it */
  place: HTMLLIElement;
  variable: string;
  path: number[];
  branch: Branch;
  frame: number;
  level: number;
  /** its lines, once it was opened */
  group: HTMLUListElement | undefined;
}

export class DataTree {
  source: DataSource;
  onChosen: (part: { variable: string; path: number[]; title: string }) => void;
  #root = byId("data-tree-root", HTMLUListElement);
  #question = new Question();
  #items = new Map<HTMLElement, Item>();
  #keys: TreeKeys;

  constructor(
    source: DataSource,
    onChosen: (part: { variable: string; path: number[]; title: string }) => void,
  ) {
    this.source = source;
    this.onChosen = onChosen;
    this.#keys = new TreeKeys(this.#root, {
      toggle: (line, open) => this.#toggle(line, open),
      chosen: (line) => this.#choose(line),
    });
  }

  reset(): void {
    this.#question.stop();
    this.#items.clear();
    this.#root.replaceChildren();
  }

  selection(): DataSelection | undefined {
    const item = this.#chosen ?? this.#itemOf(this.#root.firstElementChild);
    if (!item) return undefined;
    const query = { what: "variables", variable: item.variable, path: item.path.join(".") };
    return { query, hasRange: false, copies: "json", hasCsv: true };
  }

  async refresh(): Promise<void> {
    const answer = await this.#question.ask((signal) =>
      this.source.json("variables", { limit: STEP }, isVariables, signal)
    );
    if (!answer) return;
    this.#merge(answer.variables);
    this.#more(this.#root, answer.total, undefined);
    this.#keys.keepOne();
  }

  get #chosen() {
    const line = this.#root.querySelector('[aria-selected="true"]');
    return line instanceof HTMLElement ? this.#items.get(line) : undefined;
  }

  #choose(line: HTMLElement) {
    const item = this.#items.get(line);
    if (!item) return;
    const title = [item.variable, ...titlesAbove(line)].join(" › ");
    this.onChosen({ variable: item.variable, path: item.path, title });
  }

  /**
   * New variables come on top; one that was replaced is read again when it is open.
   *
   * @param variables the newest first
   */
  #merge(variables: Variables["variables"]) {
    const known = new Map(
      [...this.#items.values()].filter(({ level }) => level === 1)
        .map((item) => [item.variable, item]),
    );
    let before: Element | null = this.#root.firstElementChild;
    for (const { name, class: matClass, dims, frame } of variables) {
      const item = known.get(name);
      if (item) {
        if (item.place === before) before = before.nextElementSibling;
        else this.#root.insertBefore(item.place, before);
        if (item.frame !== frame) this.#renew(item, frame);
        continue;
      }
      const leaf = matClass !== "struct" && matClass !== "cell" && product(dims) === 1;
      const branch = { key: name, class: matClass, dims, text: "", children: leaf ? 0 : 1 };
      this.#root.insertBefore(this.#add(name, [], branch, 1, frame), before);
    }
    this.#cutOld();
  }

  /** While results come, lines that were never opened are removed at the end. */
  #cutOld() {
    const places = [...this.#root.children].filter((place) => !place.classList.contains("more"));
    for (const place of places.slice(MAX_VARIABLES)) {
      const item = this.#itemOf(place);
      if (!item || item.group || place.contains(document.activeElement)) continue;
      this.#items.delete(item.line);
      place.remove();
    }
  }

  #renew(item: Item, frame: number) {
    item.frame = frame;
    if (!item.group) return;
    if (item.line.getAttribute("aria-expanded") === "true") this.#reread(item);
    else {
      item.group.remove();
      item.group = undefined;
    }
  }

  /** Reads the lines of an open item again, and of those that are open in it. */
  async #reread(item: Item) {
    const shown = item.group?.querySelectorAll(":scope > :not(.more)").length ?? 0;
    const answer = await this.#lines(item, 0, Math.max(1, shown));
    if (!answer || !item.group) return;
    const items = [...item.group.children].map((place) => this.#itemOf(place))
      .filter((inner) => inner !== undefined);
    const same = items.length === answer.lines.length &&
      items.every((inner, i) => inner.branch.key === answer.lines[i]?.key);
    if (!same) {
      this.#fill(item, answer, true);
      return;
    }
    for (const [i, inner] of items.entries()) {
      inner.branch = answer.lines[i] ?? inner.branch;
      writeLine(inner);
      if (inner.line.getAttribute("aria-expanded") === "true") this.#reread(inner);
    }
  }

  async #toggle(line: HTMLElement, open: boolean) {
    const item = this.#items.get(line);
    if (!item) return void (line.classList.contains("more") && line.click());
    if (item.branch.children === 0) return;
    line.setAttribute("aria-expanded", String(open));
    if (item.group) item.group.hidden = !open;
    else if (open) {
      const answer = await this.#lines(item, 0, STEP);
      if (answer && !item.group) this.#fill(item, answer, true);
    }
  }

  #lines({ variable, path }: Item, from: number, limit: number): Promise<Tree | undefined> {
    const part = `variables/${encodeURIComponent(variable)}/tree`;
    const signal = AbortSignal.timeout(30_000);
    return this.source.json(part, { path: path.join("."), from, limit }, isTree, signal)
      .catch(() => undefined);
  }

  #fill(item: Item, answer: Tree, anew: boolean) {
    const group = item.group ?? document.createElement("ul");
    group.setAttribute("role", "group");
    item.group = group;
    if (anew) {
      for (const line of group.querySelectorAll<HTMLElement>("[role=treeitem]")) {
        this.#items.delete(line);
      }
      group.replaceChildren();
      item.place.append(group);
    }
    item.branch = { ...item.branch, text: answer.text, children: answer.children };
    writeLine(item);
    const lines = answer.lines.map((branch, i) => {
      const path = [...item.path, answer.from + i];
      return this.#add(item.variable, path, branch, item.level + 1, item.frame);
    });
    group.querySelector(":scope > .more")?.remove();
    group.append(...lines);
    this.#more(group, answer.children, item);
  }

  /**
   * The line at the end of a list that is cut.
   *
   * @param item whose list it is; undefined: the variables
   */
  #more(list: HTMLElement, total: number, item: Item | undefined) {
    list.querySelector(":scope > .more")?.remove();
    const n = list.children.length;
    if (n >= total) return;
    const more = document.createElement("li");
    more.className = "more";
    more.setAttribute("role", "treeitem");
    more.setAttribute("aria-level", String((item?.level ?? 0) + 1));
    more.tabIndex = -1;
    more.textContent = fill(text.data.first, { n: numberText(n), total: numberText(total) });
    more.addEventListener("click", async () => {
      const hadFocus = more === document.activeElement;
      if (item) {
        const answer = await this.#lines(item, n, STEP);
        if (answer) this.#fill(item, answer, false);
      } else {
        const signal = AbortSignal.timeout(30_000);
        const query = { from: n, limit: STEP };
        const answer = await this.source.json("variables", query, isVariables, signal);
        if (!answer) return;
        for (const { name, class: matClass, dims, frame } of answer.variables) {
          const branch = { key: name, class: matClass, dims, text: "", children: 1 };
          more.before(this.#add(name, [], branch, 1, frame));
        }
        this.#more(list, answer.total, undefined);
      }
      const next = list.children[n]?.firstElementChild ?? list.children[n];
      if (hadFocus && next instanceof HTMLElement) this.#keys.focus(next);
      else this.#keys.keepOne();
    });
    list.append(more);
  }

  #add(variable: string, path: number[], branch: Branch, level: number, frame: number) {
    const { place, line } = lineAt(level);
    const item: Item = { line, place, variable, path, branch, level, frame, group: undefined };
    this.#items.set(line, item);
    writeLine(item);
    return place;
  }

  #itemOf(place: Element | null) {
    const line = place?.firstElementChild;
    return line instanceof HTMLElement ? this.#items.get(line) : undefined;
  }
}

/** Names on the way from a variable to a line in it. */
function titlesAbove(line: HTMLElement) {
  const titles: string[] = [];
  for (let at = lineAbove(line), inner = line; at; inner = at, at = lineAbove(at)) {
    titles.unshift(inner.querySelector(".tree-key")?.textContent ?? "");
  }
  return titles;
}
