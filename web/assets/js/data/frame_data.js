/** The data of one frame that is looked at: its boxes over the picture, its numbers below. */
import { numberText } from "../text.js";

/** A frame that is only passed by is not asked for. */
const REST_MS = 120;

/** Frames whose data is kept, so that stepping back and forth costs no request. */
const MAX_CACHED = 200;

/** @typedef {Pick<import("../../../wire/mod.ts").FrameDataJson, "values" | "boxes" | "boxes_over">} Shown */

export class FrameData {
  #timer = 0;
  #address = "";
  #wanted = -1;
  /** @type {Map<number, Shown>} */
  #known = new Map();

  /**
   * @param {import("../boxes/overlay.js").BoxOverlay} boxes
   * @param {HTMLElement} list a `dl` for the numbers
   */
  constructor(boxes, list) {
    this.boxes = boxes;
    this.list = list;
  }

  /**
   * Frames of this run are shown from now on.
   * @param {string} address of its data
   */
  open(address) {
    this.close();
    this.#address = address;
  }

  /** Nothing is shown any more. */
  close() {
    this.#address = "";
    this.#known.clear();
    this.clear();
  }

  /** What is looked at has no data. */
  clear() {
    clearTimeout(this.#timer);
    this.#wanted = -1;
    this.list.hidden = true;
    this.boxes.show(undefined);
  }

  /** @param {number} frame */
  show(frame) {
    if (this.#address === "" || frame === this.#wanted) return;
    this.#wanted = frame;
    clearTimeout(this.#timer);
    const known = this.#known.get(frame);
    if (known) return this.#show(known);
    this.#timer = setTimeout(() => this.#ask(frame), REST_MS);
  }

  /** @param {number} frame */
  async #ask(frame) {
    const address = this.#address;
    const response = await fetch(`${address}/frames/${frame}`).catch(() => undefined);
    /** @type {Shown} */
    const data = response?.ok
      ? await response.json()
      : { values: {}, boxes: null, boxes_over: null };
    if (address !== this.#address) return;
    this.#known.set(frame, data);
    const oldest = this.#known.keys().next();
    if (this.#known.size > MAX_CACHED && !oldest.done) this.#known.delete(oldest.value);
    if (frame === this.#wanted) this.#show(data);
  }

  /** @param {Shown} data */
  #show({ values, boxes, boxes_over }) {
    this.boxes.show(boxes, boxes_over ?? undefined);
    showValues(this.list, values);
  }
}

/**
 * The numbers of one frame, as a line of facts.
 * @param {HTMLElement} list a `dl`
 * @param {Record<string, number | null>} values
 */
export function showValues(list, values) {
  const entries = Object.entries(values);
  while (list.children.length > entries.length) list.lastElementChild?.remove();
  for (const [i, [name, value]] of entries.entries()) {
    const fact = list.children[i] ?? list.appendChild(emptyFact());
    const [term, number] = fact.children;
    const words = value === null ? "–" : numberText(value, 4);
    if (term && term.textContent !== name) term.textContent = name;
    if (number && number.textContent !== words) number.textContent = words;
  }
  // Frames with and without data follow each other: what was there once keeps its place.
  if (entries.length > 0) list.hidden = false;
}

function emptyFact() {
  const fact = document.createElement("div");
  fact.className = "fact";
  fact.append(document.createElement("dt"), document.createElement("dd"));
  return fact;
}
