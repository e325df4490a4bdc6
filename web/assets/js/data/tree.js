/** data.mat as a tree: variables, the newest first, and what is in them, fetched when it is opened. */
import { byId } from "../dom.js";
import { fill, numberText, text } from "../text.js";
import { lineAbove, TreeKeys } from "./tree_keys.js";
import { Question } from "./source.js";

/** Lines fetched at once. */
const STEP = 100;

/** Lines beside the top level that live results may leave before the oldest go. */
const MAX_VARIABLES = 500;

/** @typedef {import("../../../wire/mod.ts").BranchJson} Branch */
/** @typedef {import("../../../wire/mod.ts").TreeJson} Tree */
/** @typedef {import("../../../wire/mod.ts").VariablesJson} Variables */

/**
 * A line and how to get to it.
 * @typedef {object} Item
 * @property {HTMLElement} line has role treeitem
 * @property {HTMLLIElement} place holds the line, and the group below it
 * @property {string} variable
 * @property {number[]} path
 * @property {Branch} branch
 * @property {number} frame
 * @property {number} level
 * @property {HTMLUListElement | undefined} group its lines, once it was opened
 */

export class DataTree {
  #root = byId("data-tree-root", HTMLUListElement);
  #question = new Question();
  /** @type {Map<HTMLElement, Item>} */
  #items = new Map();
  #keys;

  /**
   * @param {import("./source.js").DataSource} source
   * @param {(part: {variable: string, path: number[], title: string}) => void} onChosen
   */
  constructor(source, onChosen) {
    this.source = source;
    this.onChosen = onChosen;
    this.#keys = new TreeKeys(this.#root, {
      toggle: (line, open) => this.#toggle(line, open),
      chosen: (line) => this.#choose(line),
    });
  }

  reset() {
    this.#question.stop();
    this.#items.clear();
    this.#root.replaceChildren();
  }

  selection() {
    const item = this.#chosen ?? this.#itemOf(this.#root.firstElementChild);
    if (!item) return undefined;
    const query = { what: "variables", variable: item.variable, path: item.path.join(".") };
    return { query, hasRange: false, copies: /** @type {const} */ ("json"), hasCsv: true };
  }

  async refresh() {
    /** @type {Variables | undefined} */
    const answer = await this.#question.ask((signal) =>
      this.source.json("variables", { limit: STEP }, signal)
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

  /** @param {HTMLElement} line */
  #choose(line) {
    const item = this.#items.get(line);
    if (!item) return;
    const title = [item.variable, ...titlesAbove(line)].join(" › ");
    this.onChosen({ variable: item.variable, path: item.path, title });
  }

  /**
   * New variables come on top; one that was replaced is read again when it is open.
   * @param {Variables["variables"]} variables the newest first
   */
  #merge(variables) {
    const known = new Map(
      [...this.#items.values()].filter(({ level }) => level === 1)
        .map((item) => [item.variable, item]),
    );
    /** @type {Element | null} */
    let before = this.#root.firstElementChild;
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

  /**
   * @param {Item} item
   * @param {number} frame
   */
  #renew(item, frame) {
    item.frame = frame;
    if (!item.group) return;
    if (item.line.getAttribute("aria-expanded") === "true") this.#reread(item);
    else {
      item.group.remove();
      item.group = undefined;
    }
  }

  /**
   * Reads the lines of an open item again, and of those that are open in it.
   * @param {Item} item
   */
  async #reread(item) {
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
      this.#write(inner);
      if (inner.line.getAttribute("aria-expanded") === "true") this.#reread(inner);
    }
  }

  /**
   * @param {HTMLElement} line
   * @param {boolean} open
   */
  async #toggle(line, open) {
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

  /**
   * @param {Item} item
   * @param {number} from
   * @param {number} limit
   * @returns {Promise<Tree | undefined>}
   */
  #lines({ variable, path }, from, limit) {
    const part = `variables/${encodeURIComponent(variable)}/tree`;
    const signal = AbortSignal.timeout(30_000);
    return this.source.json(part, { path: path.join("."), from, limit }, signal)
      .catch(() => undefined);
  }

  /**
   * @param {Item} item
   * @param {Tree} answer
   * @param {boolean} anew
   */
  #fill(item, answer, anew) {
    const group = item.group ?? document.createElement("ul");
    group.setAttribute("role", "group");
    item.group = group;
    if (anew) {
      for (const line of group.querySelectorAll("[role=treeitem]")) {
        this.#items.delete(/** @type {HTMLElement} */ (line));
      }
      group.replaceChildren();
      item.place.append(group);
    }
    item.branch = { ...item.branch, text: answer.text, children: answer.children };
    this.#write(item);
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
   * @param {HTMLElement} list
   * @param {number} total
   * @param {Item | undefined} item whose list it is; undefined: the variables
   */
  #more(list, total, item) {
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
        /** @type {Variables | undefined} */
        const answer = await this.source.json("variables", { from: n, limit: STEP }, signal);
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

  /**
   * @param {string} variable
   * @param {number[]} path
   * @param {Branch} branch
   * @param {number} level
   * @param {number} frame
   */
  #add(variable, path, branch, level, frame) {
    const place = document.createElement("li");
    place.setAttribute("role", "none");
    const line = document.createElement("div");
    line.className = "tree-row";
    line.setAttribute("role", "treeitem");
    line.setAttribute("aria-level", String(level));
    line.setAttribute("aria-selected", "false");
    line.tabIndex = -1;
    line.style.setProperty("--level", String(level));
    for (const name of ["twig", "key", "text", "class"]) {
      const part = document.createElement("span");
      part.className = `tree-${name}`;
      // Blanks stand between the words for screen readers.
      line.append(part, " ");
    }
    place.append(line);
    /** @type {Item} */
    const item = { line, place, variable, path, branch, level, frame, group: undefined };
    this.#items.set(line, item);
    this.#write(item);
    return place;
  }

  /** @param {Item} item */
  #write({ line, branch, group }) {
    const size = branch.dims.join(" × ");
    const [, key, shown, kind] = line.children;
    if (key) key.textContent = branch.key;
    if (shown) shown.textContent = branch.text;
    if (kind) {
      kind.textContent = product(branch.dims) === 1 ? branch.class : `${branch.class} ${size}`;
    }
    if (branch.children === 0) line.removeAttribute("aria-expanded");
    else if (!line.hasAttribute("aria-expanded")) {
      line.setAttribute("aria-expanded", String(group !== undefined));
    }
  }

  /** @param {Element | null} place */
  #itemOf(place) {
    const line = place?.firstElementChild;
    return line instanceof HTMLElement ? this.#items.get(line) : undefined;
  }
}

/** @param {readonly number[]} dims */
function product(dims) {
  return dims.reduce((all, dim) => all * dim, 1);
}

/** Names on the way from a variable to a line in it. @param {HTMLElement} line */
function titlesAbove(line) {
  /** @type {string[]} */
  const titles = [];
  for (let at = lineAbove(line), inner = line; at; inner = at, at = lineAbove(at)) {
    titles.unshift(inner.querySelector(".tree-key")?.textContent ?? "");
  }
  return titles;
}
