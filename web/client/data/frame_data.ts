/** The data of one frame that is looked at: its boxes over the picture, its numbers below. */
import type { FrameDataJson } from "../../wire/mod.ts";
import type { BoxOverlay } from "../boxes/overlay.ts";
import { isFrameData } from "../server/api_shapes.ts";
import { readAnswer } from "../server/read_answer.ts";
import { numberText } from "../base/text.ts";

/** A frame that is only passed by is not asked for. */
const REST_MS = 120;

/** Frames whose data is kept, so that stepping back and forth costs no request. */
const MAX_CACHED = 200;

export type Shown = Pick<FrameDataJson, "values" | "boxes" | "boxes_over">;

const NOTHING: Shown = { values: {}, boxes: null, boxes_over: null };

export class FrameData {
  boxes: BoxOverlay;
  list: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #address = "";
  #wanted = -1;
  #known = new Map<number, Shown>();

  /** @param list a `dl` for the numbers */
  constructor(boxes: BoxOverlay, list: HTMLElement) {
    this.boxes = boxes;
    this.list = list;
  }

  /**
   * Frames of this run are shown from now on.
   *
   * @param address of its data
   */
  open(address: string): void {
    this.close();
    this.#address = address;
  }

  /** Nothing is shown any more. */
  close(): void {
    this.#address = "";
    this.#known.clear();
    this.clear();
  }

  /** What is looked at has no data. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#wanted = -1;
    this.list.hidden = true;
    this.boxes.show(undefined);
  }

  show(frame: number): void {
    if (this.#address === "" || frame === this.#wanted) return;
    this.#wanted = frame;
    clearTimeout(this.#timer);
    const known = this.#known.get(frame);
    if (known) return this.#show(known);
    this.#timer = setTimeout(() => this.#ask(frame), REST_MS);
  }

  async #ask(frame: number) {
    const address = this.#address;
    const response = await fetch(`${address}/frames/${frame}`).catch(() => undefined);
    const data: Shown | undefined = response?.ok
      ? await readAnswer(response, isFrameData).catch(() => undefined)
      : undefined;
    if (address !== this.#address) return;
    this.#known.set(frame, data ?? NOTHING);
    const oldest = this.#known.keys().next();
    if (this.#known.size > MAX_CACHED && !oldest.done) this.#known.delete(oldest.value);
    if (frame === this.#wanted) this.#show(data ?? NOTHING);
  }

  #show({ values, boxes, boxes_over }: Shown) {
    this.boxes.show(boxes, boxes_over ?? undefined);
    showValues(this.list, values);
  }
}

/**
 * The numbers of one frame, as a line of facts.
 *
 * @param list a `dl`
 */
export function showValues(list: HTMLElement, values: Record<string, number | null>): void {
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
