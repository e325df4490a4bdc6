/** One number over frames as a curve (uPlot), with what it shows in words. */
import type uPlot from "uplot";
import { fill, numberText, text } from "../base/text.ts";

const HEIGHT = 132;
const AXIS_FONT = "12px system-ui, sans-serif";
/** Points are marked up to this count. */
const MARKED = 60;

let UPlot: typeof uPlot | undefined;

/** Loads the library, once. */
export async function loadCharts(): Promise<void> {
  UPlot ??= (await import("uplot")).default;
}

/** Curves whose cursors move together. */
const GROUP = "data";

export class Chart {
  #plot: uPlot | undefined;
  #root = document.createElement("figure");
  #words = document.createElement("figcaption");
  #canvas = document.createElement("div");
  #summary = document.createElement("p");
  #name: string;
  #data: [number[], (number | null)[]] = [[], []];
  #size = new ResizeObserver(() => this.#fit());
  #theme = matchMedia("(prefers-color-scheme: dark)");
  #repaint = () => this.#plot?.redraw();
  #switched = new MutationObserver(this.#repaint);

  /** @param colour a class that has it */
  constructor(place: HTMLElement, name: string, colour: string) {
    this.#name = name;
    this.#root.className = `chart ${colour}`;
    this.#words.textContent = name;
    this.#summary.className = "visually-hidden";
    this.#canvas.className = "chart-canvas";
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#root.append(this.#words, this.#canvas, this.#summary);
    place.append(this.#root);
    this.#size.observe(this.#canvas);
    this.#theme.addEventListener("change", this.#repaint);
    this.#switched.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.#canvas.addEventListener("click", () => this.#goTo());
  }

  draw(frames: number[], values: (number | null)[]): void {
    this.#data = [frames, values];
    if (this.#plot) this.#plot.setData(this.#data);
    else this.#fit();
    this.#describe();
  }

  remove(): void {
    this.#size.disconnect();
    this.#switched.disconnect();
    this.#theme.removeEventListener("change", this.#repaint);
    this.#plot?.destroy();
    this.#root.remove();
  }

  /** The plot takes the width there is; it can't be made before there is any. */
  #fit() {
    const width = this.#canvas.clientWidth;
    if (width === 0) return;
    if (this.#plot) this.#plot.setSize({ width, height: HEIGHT });
    else if (UPlot) this.#plot = new UPlot(this.#options(width), this.#data, this.#canvas);
  }

  #options(width: number) {
    const axis = {
      stroke: () => this.#colourOf("--quiet"),
      grid: { stroke: () => this.#colourOf("--line"), width: 1 },
      ticks: { show: false },
      font: AXIS_FONT,
    };
    const whole = (_plot: uPlot, splits: number[]) =>
      splits.map((frame) => Number.isInteger(frame) ? numberText(frame) : "");
    const short = (_plot: uPlot, splits: number[]) => splits.map((value) => numberText(value, 4));
    return {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: {
        sync: { key: GROUP },
        drag: { x: false, y: false },
        points: { size: 8, fill: () => this.#colourOf("color") },
      },
      scales: { x: { time: false, range: framesShown }, y: { range: rangeOf } },
      axes: [
        { ...axis, size: 28, values: whole },
        { ...axis, size: 56, values: short },
      ],
      series: [{}, {
        stroke: () => this.#colourOf("color"),
        width: 1.5,
        spanGaps: false,
        points: { show: () => this.#data[0].length <= MARKED, size: 5 },
      }],
      hooks: { setCursor: [() => this.#hover()] },
    };
  }

  /** A colour as it is in this theme: the canvas knows no custom properties. */
  #colourOf(name: string) {
    if (name === "color") return getComputedStyle(this.#root).color;
    const probe = name === "--line" ? this.#canvas : this.#words;
    const style = getComputedStyle(probe);
    return name === "--line" ? style.borderTopColor : style.color;
  }

  #hover() {
    const at = this.#plot?.cursor.idx;
    const frame = at === null || at === undefined ? undefined : this.#data[0][at];
    const value = at === null || at === undefined ? undefined : this.#data[1][at];
    const shown = frame === undefined ? "" : fill(text.data.at, {
      frame: numberText(frame),
      value: value === null || value === undefined ? "–" : numberText(value, 6),
    });
    this.#words.replaceChildren(this.#name, ...shown ? [hovered(shown)] : []);
  }

  /** A view that can show a frame may listen. */
  #goTo() {
    const at = this.#plot?.cursor.idx;
    const frame = at === null || at === undefined ? undefined : this.#data[0][at];
    if (frame === undefined) return;
    const detail = { frame };
    this.#root.dispatchEvent(new CustomEvent("framebox-frame", { bubbles: true, detail }));
  }

  #describe() {
    const [frames, values] = this.#data;
    let lowest = Infinity;
    let highest = -Infinity;
    let now = NaN;
    for (const value of values) {
      if (value === null) continue;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      now = value;
    }
    this.#summary.textContent = Number.isNaN(now) ? this.#name : fill(text.data.summary, {
      name: this.#name,
      first: numberText(frames[0] ?? 0),
      last: numberText(frames.at(-1) ?? 0),
      least: numberText(lowest, 4),
      most: numberText(highest, 4),
      now: numberText(now, 4),
    });
  }
}

function hovered(words: string) {
  const span = document.createElement("span");
  span.className = "chart-at";
  span.textContent = words;
  return span;
}

/** Some air above and below; a number that never changes lies in the middle. */
function rangeOf(_plot: uPlot, lowest: number | null, highest: number | null): uPlot.Range.MinMax {
  if (lowest === null || highest === null) return [0, 1];
  const air = lowest === highest ? Math.abs(lowest) * 0.1 || 1 : (highest - lowest) * 0.08;
  return [lowest - air, highest + air];
}

/** A frame alone lies in the middle. */
function framesShown(_plot: uPlot, first: number | null, last: number | null): uPlot.Range.MinMax {
  if (first === null || last === null) return [0, 1];
  return first === last ? [first - 1, last + 1] : [first, last];
}
