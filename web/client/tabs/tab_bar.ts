/** The links to the tabs: those that have no room in the bar are in the menu at its end. */
import { byId } from "../base/dom.ts";
import { folded } from "./folded.ts";

export class TabBar {
  /** All links in their order, wherever they stand. */
  readonly links: readonly HTMLAnchorElement[];
  #bar = byId("tabs", HTMLElement);
  #more = byId("tabs-more", HTMLButtonElement);
  #menu = byId("tabs-rest", HTMLElement);

  constructor() {
    this.links = Array.from(this.#bar.querySelectorAll<HTMLAnchorElement>("[data-tab-link]"));
    this.#menu.addEventListener("toggle", () => {
      this.#more.setAttribute("aria-expanded", String(this.#isOpen));
    });
    // Its first report comes before the first paint after this. What stands beside the bar takes room from it, too.
    const observer = new ResizeObserver(() => this.#fold());
    for (const part of this.#bar.parentElement?.children ?? []) observer.observe(part);
    if (this.#bar.parentElement) observer.observe(this.#bar.parentElement);
  }

  /** Marks the link of the tab that is looked at, which has a place in the bar. */
  mark(active: HTMLAnchorElement): void {
    for (const link of this.links) {
      if (link === active) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    this.#fold();
    if (this.#isOpen) this.#menu.hidePopover();
  }

  get #isOpen() {
    return this.#menu.matches(":popover-open");
  }

  #fold() {
    const focused = document.activeElement;
    if (this.#menu.childElementCount > 0) this.#bar.prepend(...this.links);
    const inMenu = this.#measured().map((i) => this.links[i]).filter((link) => link !== undefined);
    this.#menu.append(...inMenu);
    this.#bar.classList.add("measured");
    this.#bar.classList.toggle("folds", inMenu.length > 0);
    if (inMenu.length === 0 && this.#isOpen) this.#menu.hidePopover();
    this.#giveBack(focused);
  }

  /** Indices of the links for which there is no room, as the styles of `.measuring` show it. */
  #measured() {
    const header = this.#bar.parentElement;
    header?.classList.add("measuring");
    const widthOf = (element: Element) => element.getBoundingClientRect().width;
    const active = this.links.findIndex((link) => link.hasAttribute("aria-current"));
    const maxPlaces = Number(getComputedStyle(this.#bar).getPropertyValue("--max-places"));
    const room = {
      width: this.#bar.clientWidth,
      moreWidth: widthOf(this.#more),
      maxPlaces: maxPlaces || Infinity,
    };
    const found = folded(this.links.map(widthOf), room, active);
    header?.classList.remove("measuring");
    return found;
  }

  /** What had the focus keeps it where it stands now, or its neighbour gets it. */
  #giveBack(focused: Element | null) {
    if (!(focused instanceof HTMLElement) || !this.#bar.contains(focused)) return;
    const isSeen = focused.checkVisibility();
    const active = this.links.find((link) => link.hasAttribute("aria-current"));
    const to = isSeen ? focused : this.#menu.contains(focused) ? this.#more : active;
    if (to !== document.activeElement) to?.focus({ preventScroll: true });
  }
}
