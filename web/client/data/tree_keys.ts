/** Moving in a tree, by keyboard and pointer, as the ARIA pattern for trees has it. */

export class TreeKeys {
  root: HTMLElement;
  actions: {
    toggle: (line: HTMLElement, open: boolean) => void;
    chosen: (line: HTMLElement) => void;
  };
  /** @param root has role tree; its lines have role treeitem */
  constructor(
    root: HTMLElement,
    actions: {
      toggle: (line: HTMLElement, open: boolean) => void;
      chosen: (line: HTMLElement) => void;
    },
  ) {
    this.root = root;
    this.actions = actions;
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : root;
      const line = target.closest("[role=treeitem]");
      if (!(line instanceof HTMLElement) || line.classList.contains("more")) return;
      this.focus(line);
      if (line.hasAttribute("aria-expanded")) this.#toggle(line);
    });
  }

  /** Moves focus and choice to a line. */
  focus(line: HTMLElement): void {
    this.#mark(line);
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
    if (!line.classList.contains("more")) this.actions.chosen(line);
  }

  /** One line can always be reached by Tab. */
  keepOne(): void {
    const now = this.root.querySelector('[role=treeitem][tabindex="0"]');
    const first = this.root.querySelector("[role=treeitem]");
    if (!now && first instanceof HTMLElement) first.tabIndex = 0;
  }

  #mark(line: HTMLElement) {
    for (
      const other of this.root.querySelectorAll<HTMLElement>(
        '[tabindex="0"], [aria-selected="true"]',
      )
    ) {
      other.tabIndex = -1;
      if (other.hasAttribute("aria-selected")) other.setAttribute("aria-selected", "false");
    }
    line.tabIndex = 0;
    if (line.hasAttribute("aria-selected")) line.setAttribute("aria-selected", "true");
  }

  #toggle(line: HTMLElement) {
    this.actions.toggle(line, line.getAttribute("aria-expanded") !== "true");
  }

  /** Lines that can be seen, from the top. */
  #visible() {
    return [...this.root.querySelectorAll<HTMLElement>("[role=treeitem]")]
      .filter((line) => !line.closest("[hidden]"));
  }

  #key(event: KeyboardEvent) {
    const line = event.target;
    if (!(line instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const lines = this.#visible();
    const at = lines.indexOf(line);
    const expanded = line.getAttribute("aria-expanded");
    const go = (to: HTMLElement | undefined | null) => to && this.focus(to);
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(lines[at + 1]),
      ArrowUp: () => go(lines[at - 1]),
      Home: () => go(lines[0]),
      End: () => go(lines.at(-1)),
      ArrowRight: () => {
        if (expanded === "false") this.#toggle(line);
        else if (expanded === "true") go(lines[at + 1]);
      },
      ArrowLeft: () => {
        if (expanded === "true") return this.#toggle(line);
        go(lineAbove(line));
      },
      Enter: () => line.classList.contains("more") ? line.click() : this.#toggle(line),
      " ": () => line.classList.contains("more") ? line.click() : this.#toggle(line),
    };
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }
}

/** The line whose group a line lies in. */
export function lineAbove(line: HTMLElement): HTMLElement | null {
  const place = line.closest("[role=group]")?.parentElement;
  return place?.querySelector(":scope > [role=treeitem]") ?? null;
}
