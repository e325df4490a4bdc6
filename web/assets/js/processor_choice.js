/**
 * Which processor is wanted. The menus of all tabs show the same; until the user chooses, they
 * follow the workers, as the server does.
 *
 * Events: `change`, when the user chose; `gone`, when what was wanted can't be chosen any more and
 * `current` is another one.
 */
import { announce } from "./announce.js";
import { byId } from "./dom.js";
import { KnownProcessors } from "./known_processors.js";
import { fill, text } from "./text.js";

/** @typedef {import("./known_processors.js").Known} Known */

export class ProcessorChoice extends EventTarget {
  /** What the user chose; empty: follow the workers. @type {string} */
  chosen = "";
  /** Whose the running camera's frames are; it stays with workers that may come back. */
  #held = "";
  #workers = 0;
  /** @type {HTMLSelectElement[]} */
  #menus = Array.from(document.querySelectorAll("select[data-processor]"));
  #default = byId("main", HTMLElement).dataset.defaultProcessor ?? "";
  #known = new KnownProcessors(Array.from(this.#menus[0]?.options ?? [], knownOf));

  constructor() {
    super();
    for (const menu of this.#menus) {
      menu.addEventListener("change", () => this.choose(menu.value));
    }
  }

  /** What answers while no worker does. */
  get builtIn() {
    return this.#known.has(this.#default) ? this.#default : this.#known.workers;
  }

  /** Who will answer now. */
  get current() {
    return this.#menus[0]?.value ?? this.builtIn;
  }

  /**
   * Whether workers are to answer, and not framebox itself.
   * @param {string} [name] of a processor; the one that will answer now, if left out
   */
  isForWorkers(name = this.current) {
    return this.#known.kindOf(name) === "workers";
  }

  /**
   * Whether it can be chosen now.
   * @param {string} name
   */
  has(name) {
    return this.#known.has(name);
  }

  /**
   * A processor's title.
   * @param {string} name
   */
  title(name) {
    return this.isForWorkers(name) ? text.workers : this.#known.titleOf(name);
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.#show(name);
    this.dispatchEvent(new Event("change"));
  }

  /** @param {number} count workers connected */
  setWorkers(count) {
    this.#workers = count;
    for (const menu of this.#menus) {
      for (const option of menu.options) option.textContent = this.#labelOf(knownOf(option));
    }
    this.#follow();
  }

  /** @param {readonly import("../../wire/mod.ts").ProcessorJson[]} processors those of the server */
  setProcessors(processors) {
    const wanted = this.current;
    const { came, left } = this.#known.update(processors);
    this.#fillMenus();
    if (this.#known.has(wanted)) {
      this.#show(wanted);
      this.#announce(came, left);
      return;
    }
    this.chosen = this.#held = "";
    this.#follow();
    const words = { name: this.title(wanted), other: this.title(this.current) };
    announce(fill(text.processorGone, words));
    this.dispatchEvent(new Event("gone"));
  }

  /**
   * A camera runs, and the server names the processor of its frames.
   * @param {string} name
   */
  hold(name) {
    this.#held = name;
    this.#follow();
  }

  /** The camera has ended. */
  release() {
    this.hold("");
  }

  /**
   * Who answered, as users read it: a worker by its name, a built-in by its title.
   * @param {{by: string, processor: string}} answer
   */
  nameOf({ by, processor }) {
    return this.isForWorkers(processor) ? by : this.title(processor);
  }

  #follow() {
    if (this.chosen !== "") return;
    this.#show(this.#held || (this.#workers > 0 ? this.#known.workers : this.builtIn));
  }

  /** @param {string} name */
  #show(name) {
    for (const menu of this.#menus) menu.value = name;
  }

  /** Makes the menus' options those that can be chosen; an open menu whose options stay is left alone. */
  #fillMenus() {
    for (const menu of this.#menus) {
      const options = this.#known.choices.map((known) => this.#optionOf(known));
      const isSame = options.length === menu.options.length &&
        options.every((option, i) => isSameOption(option, menu.options[i]));
      if (!isSame) menu.replaceChildren(...options);
    }
  }

  /** @param {Known} known */
  #optionOf(known) {
    const option = document.createElement("option");
    option.value = known.name;
    option.dataset.kind = known.kind;
    option.title = known.help;
    option.textContent = this.#labelOf(known);
    return option;
  }

  /** @param {Known} known */
  #labelOf({ kind, title }) {
    if (kind !== "workers") return title;
    return this.#workers > 0 ? text.workers : text.workersNone;
  }

  /**
   * For screen readers; the eye has it in the menu.
   * @param {readonly Known[]} came
   * @param {readonly Known[]} left
   */
  #announce(came, left) {
    const sentence = (/** @type {string} */ words, /** @type {readonly Known[]} */ list) =>
      list.length === 0 ? "" : fill(words, { names: list.map(({ title }) => title).join(", ") });
    const words = `${sentence(text.processorsCame, came)} ${sentence(text.processorsLeft, left)}`;
    if (words.trim() !== "") announce(words.trim(), { quiet: true });
  }
}

/**
 * @param {HTMLOptionElement} option
 * @param {HTMLOptionElement} [other]
 */
function isSameOption({ value, title, textContent }, other) {
  return other?.value === value && other.title === title && other.textContent === textContent;
}

/**
 * @param {HTMLOptionElement} option of a menu
 * @returns {Known}
 */
function knownOf({ value, textContent, title, dataset }) {
  const kind = /** @type {Known["kind"]} */ (dataset.kind ?? "");
  return { name: value, title: textContent ?? "", help: title, kind };
}
