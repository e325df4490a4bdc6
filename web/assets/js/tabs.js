import { moveFocus } from "./dom.js";

/**
 * The tabs are one document with an address each, so that changing over keeps the session, the
 * results and a running camera.
 *
 * Event: `change`.
 */
export class Tabs extends EventTarget {
  /** @type {HTMLAnchorElement[]} */
  #links = Array.from(document.querySelectorAll("[data-tab-link]"));

  constructor() {
    super();
    for (const link of this.#links) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.open(link.dataset.tabLink ?? "image");
      });
    }
    addEventListener("popstate", () => {
      const link = this.#links.find((link) => isSamePath(link.pathname, location.pathname));
      if (link) this.#show(link.dataset.tabLink ?? "image");
    });
  }

  get current() {
    return document.body.dataset.tab ?? "image";
  }

  /** @param {string} name */
  open(name) {
    const link = this.#links.find((link) => link.dataset.tabLink === name);
    if (!link || name === this.current) return;
    history.pushState(null, "", link.pathname);
    this.#show(name);
  }

  /** @param {number} position 1 is the first */
  openNumber(position) {
    const name = this.#links[position - 1]?.dataset.tabLink;
    if (name) this.open(name);
  }

  /** @param {string} name */
  #title(name) {
    return this.#links.find((link) => link.dataset.tabLink === name)?.textContent?.trim() ?? "";
  }

  /** @param {string} name */
  #show(name) {
    document.body.dataset.tab = name;
    for (const link of this.#links) {
      if (link.dataset.tabLink === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = document.title.replace(/^.* · /, `${this.#title(name)} · `);
    const main = document.getElementById("main");
    for (const panel of document.querySelectorAll("[data-tab-panel]")) {
      const hidden = panel.getAttribute("data-tab-panel") !== name;
      if (hidden && main) moveFocus(panel, main);
      /** @type {HTMLElement} */ (panel).hidden = hidden;
    }
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * A proxy that strips a path may have let the page be opened without the slash at its end.
 * @param {string} one
 * @param {string} other
 */
function isSamePath(one, other) {
  return one.replace(/\/$/, "") === other.replace(/\/$/, "");
}
