import { Emitter } from "../base/emitter.ts";
import { moveFocus } from "../base/dom.ts";

/** Events of {@linkcode Tabs}. */
export interface TabsEvents {
  change: void;
}

/**
 * The tabs are one document with an address each, so that changing over keeps the session, the
 * results and a running camera.
 */
export class Tabs extends Emitter<TabsEvents> {
  #links: HTMLAnchorElement[] = Array.from(document.querySelectorAll("[data-tab-link]"));

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

  get current(): string {
    return document.body.dataset.tab ?? "image";
  }

  open(name: string): void {
    const link = this.#links.find((link) => link.dataset.tabLink === name);
    if (!link || name === this.current) return;
    history.pushState(null, "", link.pathname);
    this.#show(name);
  }

  /** @param position 1 is the first */
  openNumber(position: number): void {
    const name = this.#links[position - 1]?.dataset.tabLink;
    if (name) this.open(name);
  }

  #title(name: string) {
    return this.#links.find((link) => link.dataset.tabLink === name)?.textContent?.trim() ?? "";
  }

  #show(name: string) {
    document.body.dataset.tab = name;
    for (const link of this.#links) {
      if (link.dataset.tabLink === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = document.title.replace(/^.* · /, `${this.#title(name)} · `);
    const main = document.getElementById("main");
    for (const panel of document.querySelectorAll<HTMLElement>("[data-tab-panel]")) {
      const hidden = panel.getAttribute("data-tab-panel") !== name;
      if (hidden && main) moveFocus(panel, main);
      panel.hidden = hidden;
    }
    this.emit("change");
  }
}

/** A proxy that strips a path may have let the page be opened without the slash at its end. */
function isSamePath(one: string, other: string) {
  return one.replace(/\/$/, "") === other.replace(/\/$/, "");
}
