import { Emitter } from "../base/emitter.ts";
import { moveFocus } from "../base/dom.ts";
import type { TabBar } from "./tab_bar.ts";

/** Events of {@linkcode Tabs}. */
export interface TabsEvents {
  change: void;
}

/**
 * The tabs are one document with an address each, so that changing over keeps the session, the
 * results and a running camera.
 */
export class Tabs extends Emitter<TabsEvents> {
  #bar: TabBar;

  constructor(bar: TabBar) {
    super();
    this.#bar = bar;
    for (const link of this.#bar.links) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.open(nameOf(link));
      });
    }
    addEventListener("popstate", () => {
      const { pathname } = location;
      const link = this.#bar.links.find((link) => isSamePath(link.pathname, pathname)) ??
        this.#bar.links.find((link) => pathname.startsWith(`${link.pathname}/`));
      if (link) this.#show(link);
    });
  }

  get current(): string {
    return document.body.dataset.tab ?? "";
  }

  /** In their order, whether in the bar or in its menu. */
  get names(): string[] {
    return this.#bar.links.map(nameOf);
  }

  open(name: string): void {
    const link = this.#bar.links.find((link) => nameOf(link) === name);
    if (!link || name === this.current) return;
    history.pushState(null, "", link.pathname);
    this.#show(link);
  }

  #show(link: HTMLAnchorElement) {
    const name = nameOf(link);
    document.body.dataset.tab = name;
    this.#bar.mark(link);
    document.title = document.title.replace(/^.* · /, `${link.textContent?.trim()} · `);
    const main = document.getElementById("main");
    for (const panel of document.querySelectorAll<HTMLElement>("[data-tab-panel]")) {
      const hidden = panel.dataset.tabPanel !== name;
      if (hidden && main) moveFocus(panel, main);
      panel.hidden = hidden;
    }
    this.emit("change");
  }
}

function nameOf(link: HTMLAnchorElement) {
  return link.dataset.tabLink ?? "";
}

/** A proxy that strips a path may have let the page be opened without the slash at its end. */
function isSamePath(one: string, other: string) {
  return one.replace(/\/$/, "") === other.replace(/\/$/, "");
}
