/**
 * A grid of fixed places of which only those in sight are there, so that ten thousand pictures
 * scroll as smoothly as ten.
 */
import { Emitter } from "../base/emitter.ts";
import type { Entry } from "./entries.ts";
import { byId } from "../base/dom.ts";
import { Cell } from "./cell.ts";

const LEAST_WIDTH = 160;
const GAP = 8;
const EDGE = 12;
/** Below the picture: its name, its state. */
const WORDS_HEIGHT = 50;
/** Rows out of sight that are ready. */
const SPARE_ROWS = 1;

/** Events of {@linkcode Gallery}. */
export interface GalleryEvents {
  /** Index in what is shown. */
  open: number;
}

export class Gallery extends Emitter<GalleryEvents> {
  #root = byId("image-set-gallery", HTMLUListElement);
  #entries: readonly Entry[] = [];
  #url = "";
  /** By index */
  #cells = new Map<number, Cell>();
  #unused: Cell[] = [];
  #columns = 1;
  #width = LEAST_WIDTH;
  #height = LEAST_WIDTH;
  /** Whose turn it is when the keyboard comes in. */
  #current = 0;
  #drawing = 0;

  constructor() {
    super();
    new ResizeObserver(() => this.#measure()).observe(this.#root);
    this.#root.addEventListener("scroll", () => this.draw(), { passive: true });
    this.#root.addEventListener("click", (event) => {
      const index = this.#indexOf(event.target);
      if (index === undefined) return;
      this.#makeCurrent(index);
      this.emit("open", index);
    });
    this.#root.addEventListener("focusin", (event) => {
      const index = this.#indexOf(event.target);
      if (index !== undefined) this.#makeCurrent(index);
    });
    this.#root.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param url of the run */
  show(entries: readonly Entry[], url: string): void {
    this.#entries = entries;
    this.#url = url;
    this.#current = Math.max(0, Math.min(this.#current, entries.length - 1));
    this.#root.hidden = entries.length === 0;
    this.#setHeight();
    this.draw();
  }

  /** Something changed; drawn once before the next frame. */
  draw(): void {
    this.#drawing ||= requestAnimationFrame(() => {
      this.#drawing = 0;
      this.#drawNow();
    });
  }

  /** Brings one into sight and gives it the focus. */
  focus(index: number): void {
    this.#reveal(index);
    this.#drawNow();
    this.#makeCurrent(index);
    this.#cells.get(index)?.button.focus({ preventScroll: true });
  }

  get #rowHeight() {
    return this.#height + GAP;
  }

  #measure() {
    const inside = this.#root.clientWidth - 2 * EDGE;
    if (inside <= 0) return;
    this.#columns = Math.max(2, Math.floor((inside + GAP) / (LEAST_WIDTH + GAP)));
    this.#width = Math.floor((inside - GAP * (this.#columns - 1)) / this.#columns);
    this.#height = Math.round(this.#width * 0.75) + WORDS_HEIGHT;
    this.#root.style.setProperty("--cell-width", `${this.#width}px`);
    this.#root.style.setProperty("--cell-height", `${this.#height}px`);
    this.#setHeight();
    this.draw();
  }

  #setHeight() {
    const rows = Math.ceil(this.#entries.length / this.#columns);
    const height = Math.max(0, rows * this.#rowHeight - GAP) + 2 * EDGE;
    this.#root.style.setProperty("--gallery-height", `${height}px`);
  }

  #drawNow() {
    const { scrollTop, clientHeight } = this.#root;
    const firstRow = Math.floor((scrollTop - EDGE) / this.#rowHeight) - SPARE_ROWS;
    const lastRow = Math.floor((scrollTop + clientHeight - EDGE) / this.#rowHeight) + SPARE_ROWS;
    const first = Math.max(0, firstRow * this.#columns);
    const last = Math.min(this.#entries.length, (lastRow + 1) * this.#columns) - 1;
    for (const [index, cell] of this.#cells) {
      const isInSight = index >= first && index <= last;
      // A keyboard user keeps the place, though it was scrolled out of sight.
      const isHeld = index < this.#entries.length && cell.button === document.activeElement;
      if (isInSight || isHeld) continue;
      cell.hide();
      this.#cells.delete(index);
      this.#unused.push(cell);
    }
    for (let index = first; index <= last; index++) this.#cellAt(index);
    const count = this.#entries.length;
    for (const [index, cell] of this.#cells) {
      const entry = this.#entries[index];
      if (!entry) continue;
      cell.show(entry, { index, count, url: this.#url });
      const column = index % this.#columns;
      const row = Math.floor(index / this.#columns);
      const x = EDGE + column * (this.#width + GAP);
      const y = EDGE + row * this.#rowHeight;
      cell.place.style.transform = `translate(${x}px, ${y}px)`;
    }
    this.#tabStop();
  }

  #cellAt(index: number) {
    if (this.#cells.has(index)) return;
    const cell = this.#unused.pop() ?? new Cell();
    this.#cells.set(index, cell);
    // In their order, for screen readers.
    let before = index - 1;
    while (before >= 0 && before > index - 2 && !this.#cells.has(before)) before--;
    const previous = this.#cells.get(before);
    if (previous) previous.place.after(cell.place);
    else this.#root.prepend(cell.place);
  }

  #tabStop() {
    const isThere = this.#cells.has(this.#current);
    let first = Infinity;
    for (const index of this.#cells.keys()) first = Math.min(first, index);
    for (const [index, { button }] of this.#cells) {
      button.tabIndex = index === (isThere ? this.#current : first) ? 0 : -1;
    }
  }

  #makeCurrent(index: number) {
    this.#current = index;
    this.#tabStop();
  }

  #reveal(index: number) {
    const top = Math.floor(index / this.#columns) * this.#rowHeight;
    const bottom = top + this.#rowHeight + EDGE;
    const { scrollTop, clientHeight } = this.#root;
    if (top < scrollTop) this.#root.scrollTop = top;
    else if (bottom > scrollTop + clientHeight) this.#root.scrollTop = bottom - clientHeight;
  }

  #key(event: KeyboardEvent) {
    const last = this.#entries.length - 1;
    const page = this.#columns * Math.max(1, Math.floor(this.#root.clientHeight / this.#rowHeight));
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -this.#columns,
      ArrowDown: this.#columns,
      PageUp: -page,
      PageDown: page,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.focus(Math.max(0, Math.min(last, this.#current + step)));
  }

  #indexOf(target: EventTarget | null) {
    if (!(target instanceof Element)) return undefined;
    const button = target.closest(".cell");
    for (const [index, cell] of this.#cells) if (cell.button === button) return index;
    return undefined;
  }
}
