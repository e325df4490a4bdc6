/** Any number per frame, plotted over frames; results that come are drawn at once. */
import type { DataSelection } from "./view.ts";
import { type DataSource, Question } from "./source.ts";
import type { ResultMessage, SeriesJson } from "../../wire/mod.ts";
import { isPlotNumbers } from "../server/api_shapes.ts";
import { byId } from "../base/dom.ts";
import { numberText, text } from "../base/text.ts";
import { Chart, loadCharts } from "./chart.ts";
import { Points } from "./points.ts";

/** Shown before the user chooses. */
const FIRST_CHOICES = 2;

/** Numbers that can be chosen; colours come again after six. */
const MAX_NAMES = 64;

/** Drawn at most so often while results come. */
const DRAW_MS = 100;

/** After this time without a result the server is asked for what came another way. */
const QUIET_MS = 1000;

export class DataPlot {
  source: DataSource;
  #points = new Points();
  #question = new Question();
  /** Undefined: the user has chosen none yet */
  #chosen: Set<string> | undefined;
  #charts = new Map<string, Chart>();
  /** Names that have a check box. */
  #names: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRead = false;
  #resultAt = -Infinity;
  #place = byId("data-plots", HTMLElement);
  #choices = byId("data-plot-values", HTMLFieldSetElement);
  #span = byId("data-span", HTMLSelectElement);
  #onChange: () => void;

  /** @param onChange something else is chosen */
  constructor(source: DataSource, onChange: () => void) {
    this.source = source;
    this.#onChange = onChange;
    this.#span.addEventListener("change", () => this.#draw());
    this.#choices.addEventListener("change", () => this.#choose());
  }

  reset(): void {
    this.#question.stop();
    this.#points.clear();
    this.#isRead = false;
    this.#chosen = undefined;
    this.#names = [];
    this.#draw();
  }

  selection(): DataSelection | undefined {
    const value = this.#shown;
    if (value.length === 0) return undefined;
    const query = { what: "values", value };
    return { query, hasRange: true, copies: "csv", hasCsv: true };
  }

  /** Reads what is new; live results bring their numbers themselves. */
  async refresh(): Promise<void> {
    await loadCharts();
    if (this.#isRead && performance.now() - this.#resultAt < QUIET_MS) return;
    const answer = await this.#question.ask((signal) =>
      this.source.json("series", { from: this.#points.last + 1 }, isPlotNumbers, signal)
    );
    if (answer) {
      this.#isRead = true;
      this.#take(answer);
    }
    this.#draw();
  }

  result({ frame, values }: ResultMessage): void {
    this.#resultAt = performance.now();
    if (!this.#isRead || !this.#points.add(frame, values)) return;
    this.#timer ||= setTimeout(() => this.#draw(), DRAW_MS);
  }

  #take({ frames, series }: SeriesJson) {
    for (const [i, frame] of frames.entries()) {
      const values: Record<string, number | null> = {};
      for (const name of Object.keys(series)) {
        const value = series[name]?.[i] ?? null;
        if (value !== null) values[name] = value;
      }
      this.#points.add(frame, values);
    }
  }

  /** Names whose plots are shown. */
  get #shown() {
    const names = [...this.#points.values.keys()];
    const chosen = this.#chosen;
    return chosen ? names.filter((name) => chosen.has(name)) : names.slice(0, FIRST_CHOICES);
  }

  #choose() {
    const checked = this.#choices.querySelectorAll<HTMLInputElement>("input:checked");
    this.#chosen = new Set([...checked].map((box) => box.value));
    this.#draw();
    this.#onChange();
  }

  #draw() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const hadNone = this.#names.length === 0;
    this.#listNames();
    const shown = this.#shown;
    for (const [name, chart] of this.#charts) {
      if (shown.includes(name)) continue;
      chart.remove();
      this.#charts.delete(name);
    }
    for (const name of shown) {
      let chart = this.#charts.get(name);
      if (!chart) {
        chart = new Chart(this.#place, name, colourOf(this.#names.indexOf(name)));
        this.#charts.set(name, chart);
      }
      chart.draw(...this.#points.tail(name, Number(this.#span.value)));
    }
    this.#note(shown);
    if (hadNone && this.#names.length > 0) this.#onChange();
  }

  #listNames() {
    const names = [...this.#points.values.keys()].slice(0, MAX_NAMES);
    if (names.length === this.#names.length && names.every((name, i) => name === this.#names[i])) {
      return;
    }
    this.#names = names;
    const shown = this.#shown;
    const legend = this.#choices.querySelector("legend");
    this.#choices.replaceChildren(
      ...legend ? [legend] : [],
      ...names.map((name, i) => {
        const label = document.createElement("label");
        label.className = `choice ${colourOf(i)}`;
        const box = document.createElement("input");
        box.type = "checkbox";
        box.value = name;
        box.checked = shown.includes(name);
        label.append(box, name);
        return label;
      }),
    );
  }

  #note(shown: string[]) {
    const note = byId("data-plot-note", HTMLElement);
    const words = this.#names.length === 0
      ? this.#isRead ? text.data.noNumbers : ""
      : shown.length === 0
      ? text.data.chooseNumbers
      : this.#span.value === "0" && this.#points.frames.length >= 100_000
      ? `${text.data.earlierCut} (${numberText(this.#points.frames.length)})`
      : "";
    note.textContent = words;
    note.hidden = words === "";
  }
}

/** A class that has the colour. */
function colourOf(index: number) {
  return `line-${index % 6 + 1}`;
}
