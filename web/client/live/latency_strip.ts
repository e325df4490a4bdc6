/**
 * Where the time of the newest frames went, as a small bar: what the browser and the network took,
 * the waiting in line, the processor, and the server itself. Its legend opens by pointer, focus or tap.
 */
import { part } from "../base/dom.ts";
import { fill, millisecondsText, text } from "../base/text.ts";

/** in ms */
export type Split = { browser: number; queue: number; worker: number; server: number };

/** Often enough to see a change, and cheap. */
const SHOW_MS = 250;
/** The median is of the frames of this last while. */
const WINDOW_MS = 1000;

const PARTS = ["browser", "queue", "worker", "server"] as const;

/** @param latencyMs from what was given to what is shown */
export function splitOf(
  { queued_ms, processing_ms, total_ms, box_ms = 0 }: {
    queued_ms: number;
    processing_ms: number;
    total_ms: number;
    box_ms?: number;
  },
  latencyMs: number,
): Split {
  // Between the result and its sending lies what keeps results in order and writes their data.
  const server = Math.max(0, total_ms - queued_ms - processing_ms) + box_ms;
  const browser = Math.max(0, latencyMs - total_ms - box_ms);
  return { browser, queue: queued_ms, worker: processing_ms, server };
}

export class LatencyStrip {
  place: HTMLElement;
  button: HTMLButtonElement;
  legend: HTMLElement;
  /** The newest last */
  #recent: { at: number; split: Split }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shownAt = -Infinity;

  constructor({ root }: { root: HTMLElement }) {
    this.place = part(root, "split", HTMLElement);
    this.button = part(root, "split-button", HTMLButtonElement);
    this.legend = part(root, "split-legend", HTMLElement);
    this.place.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") this.#open(true);
    });
    this.place.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") this.#open(this.button.matches(":focus-visible"));
    });
    this.button.addEventListener("focus", () => {
      if (this.button.matches(":focus-visible")) this.#open(true);
    });
    this.button.addEventListener("blur", () => this.#open(false));
    this.button.addEventListener("click", (event) => {
      const byMouse = event instanceof PointerEvent && event.pointerType === "mouse";
      this.#open(byMouse || this.legend.hidden === true);
    });
    this.place.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.legend.hidden) {
        event.stopPropagation();
        this.#open(false);
      }
    });
  }

  /** A frame is shown. */
  add(split: Split): void {
    const now = performance.now();
    this.#recent.push({ at: now, split });
    const wait = this.#shownAt + SHOW_MS - now;
    if (wait <= 0) this.#show();
    else this.#timer ||= setTimeout(() => this.#show(), wait);
  }

  /** Nothing is shown any more that it could be about. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#recent = [];
    this.#open(false);
    this.place.hidden = true;
  }

  #show() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = this.#shownAt = performance.now();
    const last = this.#recent.at(-1);
    if (!last) return;
    this.#recent = this.#recent.filter(({ at }) => at === last.at || now - at <= WINDOW_MS);
    const split = medianOf(this.#recent.map(({ split }) => split));
    for (const name of PARTS) {
      const bar = this.button.querySelector(`[data-split="${name}"]`);
      if (bar instanceof HTMLElement) bar.style.flexGrow = split[name].toFixed(1);
    }
    const words: Record<string, string> = {};
    for (const name of PARTS) words[name] = millisecondsText(split[name]);
    this.button.setAttribute("aria-label", fill(text.live.split, words));
    this.place.hidden = false;
    if (!this.legend.hidden) this.#showLegend(last.split, split);
  }

  #showLegend(last: Split, median: Split) {
    for (const name of PARTS) {
      const row = this.legend.querySelector(`[data-split-row="${name}"]`);
      write(row?.querySelector("[data-split-last]"), millisecondsText(last[name]));
      write(row?.querySelector("[data-split-median]"), millisecondsText(median[name]));
    }
  }

  #open(isOpen: boolean) {
    if (isOpen === !this.legend.hidden) return;
    this.legend.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.#show();
  }
}

/**
 * @param splits at least one
 * @returns of each part by itself
 */
function medianOf(splits: Split[]): Split {
  const middle = (name: keyof Split) => {
    const sorted = splits.map((split) => split[name]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return {
    browser: middle("browser"),
    queue: middle("queue"),
    worker: middle("worker"),
    server: middle("server"),
  };
}

function write(cell: Element | null | undefined, value: string) {
  if (cell && cell.textContent !== value) cell.textContent = value;
}
