/** Labels with probabilities as ranked bars: the first five, and the others when asked for. */
import type { LabelJson } from "../../wire/mod.ts";
import { button } from "../base/dom.ts";
import { foreign, write } from "../base/sentence.ts";
import { fill, numberText, text } from "../base/text.ts";

export type Label = LabelJson;

const FIRST = 5;
/** Further down no user reads. */
const MAX_LABELS = 50;

export class Ranks {
  #list = document.createElement("ol");
  #more = button("", () => {
    this.#open = !this.#open;
    this.#show();
  });
  #open = false;
  #labels: Label[] = [];
  root = document.createElement("div");

  constructor() {
    this.root.className = "ranks";
    this.#list.className = "rank-list";
    this.#more.classList.add("small");
    this.#more.setAttribute("aria-expanded", "false");
    this.root.append(this.#list, this.#more);
  }

  /** @param labels with a probability each */
  show(labels: readonly Label[]): void {
    const share = ({ probability }: Label) => probability ?? 0;
    this.#labels = [...labels].sort((a, b) => share(b) - share(a)).slice(0, MAX_LABELS);
    this.#show();
  }

  /** Lines are written over: what comes with every frame must not take focus or flicker. */
  #show() {
    const shown = this.#open ? this.#labels : this.#labels.slice(0, FIRST);
    while (this.#list.children.length > shown.length) this.#list.lastElementChild?.remove();
    for (const [i, { label, probability }] of shown.entries()) {
      const line = this.#list.children[i] ?? this.#list.appendChild(rankLine());
      const [name, bar, percent] = line.children;
      const value = Math.min(1, Math.max(0, probability ?? 0));
      if (name instanceof HTMLElement) write(name, foreign(label));
      if (bar instanceof HTMLMeterElement) bar.value = value;
      if (percent) percent.textContent = `${numberText(value * 100, 1, 1)} %`;
    }
    const rest = this.#labels.length - FIRST;
    this.#more.hidden = rest <= 0;
    this.#more.textContent = this.#open ? text.data.fewer : fill(text.data.more, { n: rest });
    this.#more.setAttribute("aria-expanded", String(this.#open));
  }
}

function rankLine() {
  const line = document.createElement("li");
  line.className = "label rank";
  const name = document.createElement("span");
  const bar = document.createElement("meter");
  bar.setAttribute("aria-hidden", "true");
  line.append(name, bar, document.createElement("b"));
  return line;
}
