/**
 * One picture of an image set over the whole page: result and input to compare, its answers, the next.
 */
import { Emitter } from "../base/emitter.ts";
import type { ItemJson } from "../../wire/mod.ts";
import type { Entry } from "./entries.ts";
import { announce } from "../base/announce.ts";
import { Answers } from "../result/answers.ts";
import { BoxOverlay, toggleBoxes } from "../boxes/overlay.ts";
import { FrameData } from "../data/frame_data.ts";
import { byId, part } from "../base/dom.ts";
import { write } from "../base/sentence.ts";
import { remarkText } from "../server/remark_text.ts";
import { scaleText } from "../server/scale_text.ts";
import { StageTools } from "../result/stage_tools.ts";
import { bytesText, fill, millisecondsText, numberText, text } from "../base/text.ts";

/** Events of {@linkcode Viewer}. */
export interface ViewerEvents {
  /** Index of the one that was shown last. */
  closed: number;
}

export class Viewer extends Emitter<ViewerEvents> {
  nameOf: (item: ItemJson) => string;
  tools: StageTools;
  root = byId("image-set-viewer", HTMLDialogElement);
  stage = part(this.root, "stage", HTMLElement);
  picture = part(this.root, "picture", HTMLImageElement);
  #name = part(this.root, "name", HTMLElement);
  #position = part(this.root, "position", HTMLElement);
  #answers = new Answers(part(this.root, "answers", HTMLElement));
  #note = part(this.root, "note", HTMLElement);
  #state = part(this.root, "state", HTMLElement);
  #stateTitle = part(this.root, "state-title", HTMLElement);
  #stateText = part(this.root, "state-text", HTMLElement);
  #download = part(this.root, "download", HTMLAnchorElement);
  #compare = part(this.root, "compare-button", HTMLButtonElement);
  #data = new FrameData(
    new BoxOverlay(this.stage, this.picture, part(this.root, "boxes-button", HTMLButtonElement)),
    part(this.root, "values", HTMLElement),
  );
  #entries: readonly Entry[] = [];
  #index = 0;
  #url = "";
  #shown = "";
  /** Of a picture that is not at the server. */
  #object = "";

  /** @param nameOf who answered, as users read it */
  constructor(nameOf: (item: ItemJson) => string) {
    super();
    this.nameOf = nameOf;
    this.tools = new StageTools(this, () => this.#inputCopy());
    part(this.root, "previous", HTMLElement).addEventListener("click", () => this.#step(-1));
    part(this.root, "next", HTMLElement).addEventListener("click", () => this.#step(1));
    part(this.root, "close", HTMLElement).addEventListener("click", () => this.root.close());
    this.root.addEventListener("close", () => this.#closed());
    this.root.addEventListener("keydown", (event) => this.#key(event));
    this.picture.addEventListener("error", () => this.picture.hidden = true);
  }

  get isOpen(): boolean {
    return this.root.open;
  }

  /** Whether there is something to compare; the tools ask. */
  get hasPicture(): boolean {
    return !this.picture.hidden && Boolean(this.#entry?.item?.result);
  }

  get #entry() {
    return this.#entries[this.#index];
  }

  /** @param url of the run */
  open(entries: readonly Entry[], index: number, url: string): void {
    this.#entries = entries;
    this.#index = index;
    this.#url = url;
    this.#data.open(`${url}/data`);
    this.#show();
    this.root.showModal();
  }

  /** What is shown may have changed. */
  update(): void {
    if (this.isOpen) this.#show();
  }

  close(): void {
    if (this.isOpen) this.root.close();
  }

  #step(step: number) {
    const index = Math.max(0, Math.min(this.#entries.length - 1, this.#index + step));
    if (index === this.#index) return;
    this.#index = index;
    this.#show();
    const entry = this.#entry;
    if (entry) announce(`${entry.name}, ${text.imageSet.states[entry.state]}`, { quiet: true });
  }

  #show() {
    const entry = this.#entry;
    if (!entry) return;
    const shown = `${entry.key} ${entry.version} ${this.#index}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { item, name } = entry;
    this.#name.textContent = name;
    this.#position.textContent = fill(text.imageSet.position, {
      n: numberText(this.#index + 1),
      total: numberText(this.#entries.length),
    });
    const wasCompared = this.#compare.getAttribute("aria-pressed") === "true";
    this.#showPicture(entry);
    if (wasCompared) this.#compareAgain();
    this.#compare.disabled = !item?.result;
    this.#download.hidden = !item?.result;
    if (item?.result) {
      this.#download.href = `${this.#resultUrl(item)}?download=1`;
      this.#download.download = name.slice(name.lastIndexOf("/") + 1).replace(/\.\w+$/, "") +
        (item.result.format === "png" ? ".png" : ".jpg");
    }
    this.#showAnswers(item);
    this.#showFacts(item);
    const remarks = (item?.remarks ?? []).map(remarkText);
    if (item?.scale) remarks.push(scaleText(item.scale, item.by ?? ""));
    this.#note.hidden = remarks.length === 0;
    write(this.#note, ...remarks);
    if (item && item.frame !== null && item.variables.length > 0) this.#data.show(item.frame);
    else this.#data.clear();
    this.#showState(entry);
  }

  #showPicture(entry: Entry) {
    const { item, name } = entry;
    const source = item?.result ? this.#resultUrl(item) : this.#inputUrl(entry);
    const alt = item?.result ? text.imageSet.resultAlt : text.imageSet.inputAlt;
    this.picture.alt = fill(alt, { name });
    this.picture.hidden = source === "";
    if (source !== "" && this.picture.getAttribute("src") !== source) this.picture.src = source;
  }

  /** The next one is compared as this one was. */
  #compareAgain() {
    this.tools.endCompare();
    if (this.hasPicture) this.tools.toggleCompare();
  }

  #showAnswers(item: ItemJson | undefined) {
    // The place stays: the picture doesn't jump from one to the next.
    this.#answers.show(item?.labels ?? [], item?.text ?? null);
  }

  #showFacts(item: ItemJson | undefined) {
    const facts: Record<string, string> = { frame: "", size: "", time: "", by: "", data: "" };
    if (item) {
      const { width: w, height: h } = item.result ?? item;
      facts.size = `${fill(text.frames, { w, h })}, ${bytesText((item.result ?? item).bytes)}`;
    }
    if (item?.state === "done") {
      facts.frame = String(item.frame);
      facts.time = millisecondsText((item.seconds ?? 0) * 1000);
      facts.by = this.nameOf(item);
      facts.data = item.variables.join(", ");
    }
    for (const [name, value] of Object.entries(facts)) {
      const place = this.root.querySelector(`[data-fact="${name}"]`);
      if (!(place instanceof HTMLElement)) continue;
      place.textContent = value;
      if (place.parentElement) place.parentElement.hidden = value === "";
    }
  }

  #showState({ state, error, item }: Entry) {
    const hasResult = Boolean(item?.result);
    this.#state.hidden = hasResult;
    this.stage.classList.toggle("dim", !hasResult && state !== "done");
    if (hasResult) return;
    const isBad = state === "failed" || state === "refused";
    this.#state.className = isBad ? "state bad" : "state";
    this.#stateTitle.textContent = text.imageSet.states[state];
    const words = state === "done" ? text.imageSet.noResultPicture : text.imageSet.beforeResult;
    write(this.#stateText, error ?? words);
  }

  #inputCopy() {
    const image = new Image();
    const entry = this.#entry;
    if (entry) image.src = this.#inputUrl(entry);
    image.alt = fill(text.imageSet.inputAlt, { name: entry?.name ?? "" });
    image.className = "picture";
    return image;
  }

  #resultUrl(item: ItemJson) {
    return `${this.#url}/items/${item.item}/result`;
  }

  #inputUrl({ item, file, state }: Entry) {
    if (item) return `${this.#url}/items/${item.item}/input`;
    if (!file || state === "refused") return "";
    if (this.#object) URL.revokeObjectURL(this.#object);
    return this.#object = URL.createObjectURL(file);
  }

  #key(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isRange = event.target instanceof HTMLInputElement;
    const actions: Record<string, () => void> = {
      c: () => this.tools.toggleCompare(),
      b: toggleBoxes,
      f: () => this.tools.toggleFullScreen(),
      ...(isRange ? {} : {
        ArrowLeft: () => this.#step(-1),
        ArrowRight: () => this.#step(1),
        Home: () => this.#step(-Infinity),
        End: () => this.#step(Infinity),
      }),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  #closed() {
    this.tools.endCompare();
    this.#data.close();
    this.#shown = "";
    if (this.#object) URL.revokeObjectURL(this.#object);
    this.#object = "";
    this.emit("closed", this.#index);
  }
}
