/** The data of the frame that the player shows: its boxes over the picture, its numbers below. */
import { byId } from "../dom.js";
import { numberText } from "../text.js";

/** A frame that is only passed by is not asked for. */
const REST_MS = 120;

/** Frames whose data is kept, so that stepping back and forth costs no request. */
const KEPT = 200;

export class FrameData {
  #list = byId("video-values", HTMLElement);
  #timer = 0;
  #address = "";
  #wanted = -1;
  /** @type {Map<number, any>} */
  #known = new Map();

  /** @param {import("../boxes/overlay.js").BoxOverlay} boxes */
  constructor(boxes) {
    this.boxes = boxes;
  }

  /**
   * @param {string} session
   * @param {string} run its frames are shown from now on, if it has data
   * @param {number} frame that is shown first
   */
  async open(session, run, frame) {
    this.close();
    const query = new URLSearchParams({ run });
    const response = await fetch(`/api/v1/sessions/${session}/data?${query}`).catch(() => {});
    if (!response?.ok || (await response.json()).bytes === 0) return;
    this.#address = `/api/v1/sessions/${session}/runs/${run}/data`;
    this.show(frame);
  }

  close() {
    clearTimeout(this.#timer);
    this.#address = "";
    this.#known.clear();
    this.#wanted = -1;
    this.#list.hidden = true;
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
    const data = response?.ok ? await response.json() : { values: {}, boxes: null };
    if (address !== this.#address) return;
    this.#known.set(frame, data);
    const oldest = this.#known.keys().next();
    if (this.#known.size > KEPT && !oldest.done) this.#known.delete(oldest.value);
    if (frame === this.#wanted) this.#show(data);
  }

  /** @param {{values: Record<string, number | null>, boxes: any}} data */
  #show({ values, boxes }) {
    this.boxes.show(boxes);
    const entries = Object.entries(values);
    this.#list.replaceChildren(...entries.map(([name, value]) => {
      const fact = document.createElement("div");
      fact.className = "fact";
      const term = document.createElement("dt");
      term.textContent = name;
      const number = document.createElement("dd");
      number.textContent = value === null ? "–" : numberText(value, 4);
      fact.append(term, number);
      return fact;
    }));
    // Frames with and without data follow each other: what was there once keeps its place.
    if (entries.length > 0) this.#list.hidden = false;
  }
}
