/**
 * Which processor is wanted. The menus of both tabs show the same; until the user chooses, they
 * follow the workers, as the server does.
 *
 * Event: `change`, when the user chose.
 */
import { byId } from "./dom.js";
import { text } from "./text.js";

export class ProcessorChoice extends EventTarget {
  /** What the user chose; empty: follow the workers. @type {string} */
  chosen = "";
  /** Whose the running camera's frames are; it stays with workers that may come back. */
  #held = "";
  #workers = 0;
  /** @type {HTMLSelectElement[]} */
  #menus = Array.from(document.querySelectorAll("select[data-processor]"));
  #fallback = byId("main", HTMLElement).dataset.defaultProcessor ?? "grey";

  constructor() {
    super();
    for (const menu of this.#menus) {
      menu.addEventListener("change", () => this.choose(menu.value));
    }
  }

  /** What answers while no worker does. */
  get builtIn() {
    return this.#fallback;
  }

  /** Who will answer now. */
  get current() {
    return this.#menus[0]?.value ?? this.#fallback;
  }

  /**
   * A processor's title.
   * @param {string} name
   */
  title(name) {
    if (name === "workers") return text.workers;
    return this.#menus[0]?.querySelector(`option[value="${CSS.escape(name)}"]`)?.textContent ??
      name;
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.#show(name);
    this.dispatchEvent(new Event("change"));
  }

  /** @param {number} count workers connected */
  setWorkers(count) {
    for (const menu of this.#menus) {
      const option = menu.querySelector('option[value="workers"]');
      if (option) option.textContent = count > 0 ? text.workers : text.workersNone;
    }
    this.#workers = count;
    this.#follow();
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
    return processor === "workers" ? by : this.title(processor);
  }

  #follow() {
    if (this.chosen !== "") return;
    this.#show(this.#held || (this.#workers > 0 ? "workers" : this.#fallback));
  }

  /** @param {string} name */
  #show(name) {
    for (const menu of this.#menus) menu.value = name;
  }
}
