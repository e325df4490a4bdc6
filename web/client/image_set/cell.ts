/** One place of the gallery: a picture, its name, and how far it is. Places are used again. */
import type { Entry, State } from "./entries.ts";
import { text } from "../base/text.ts";

const ICONS: Record<State, string> = {
  queued: "send",
  sending: "send",
  waiting: "clock",
  working: "play",
  done: "check",
  failed: "warn",
  refused: "warn",
  cancelled: "stop",
};

export class Cell {
  place = document.createElement("li");
  button = document.createElement("button");
  #frame = document.createElement("span");
  #name = document.createElement("span");
  #word = document.createElement("span");
  #icon = iconCopy();
  #shown = "";
  /** The browser can't open what was given. */
  #isWithoutPicture = false;
  #source = "";
  #object = "";
  /** That is still loading */
  #coming: HTMLImageElement | undefined;
  index = -1;

  constructor() {
    const state = document.createElement("span");
    state.className = "cell-state";
    state.append(this.#icon, this.#word);
    this.#frame.className = "cell-picture";
    this.#name.className = "cell-name";
    this.button.type = "button";
    this.button.className = "cell";
    this.button.tabIndex = -1;
    this.button.append(this.#frame, this.#name, state);
    this.place.append(this.button);
  }

  /**
   * Shows an entry; what is shown already is left alone.
   *
   * @param where url: of the run
   */
  show(entry: Entry, { index, count, url }: { index: number; count: number; url: string }): void {
    const isOther = index !== this.index || this.button.dataset.key !== entry.key;
    this.index = index;
    this.place.setAttribute("aria-posinset", String(index + 1));
    this.place.setAttribute("aria-setsize", String(count));
    const shown = `${entry.key} ${entry.version}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.button.dataset.key = entry.key;
    this.button.dataset.state = entry.state;
    this.button.title = entry.error ? `${entry.name}\n${entry.error.text}` : entry.name;
    this.#name.textContent = entry.name.slice(entry.name.lastIndexOf("/") + 1);
    this.#word.textContent = text.imageSet.states[entry.state];
    this.#icon.querySelector("use")?.setAttribute("href", `#i-${ICONS[entry.state]}`);
    if (isOther) this.#empty();
    this.#load(entry, url);
  }

  /** It is not needed now. */
  hide(): void {
    this.place.remove();
    this.#shown = "";
    this.index = -1;
    this.#empty();
  }

  #empty() {
    this.#cancel();
    this.#frame.replaceChildren();
    this.#source = "";
    this.#isWithoutPicture = false;
    if (this.#object) URL.revokeObjectURL(this.#object);
    this.#object = "";
  }

  #cancel() {
    if (this.#coming) this.#coming.src = "";
    this.#coming = undefined;
  }

  /** What was given, and in its place the result as soon as that is loaded: nothing flickers. */
  async #load(entry: Entry, url: string): Promise<void> {
    const source = sourceOf(entry, url, this.#isWithoutPicture);
    if (source === this.#source) return;
    this.#source = source;
    this.#cancel();
    if (source === "") return;
    const picture = new Image();
    picture.alt = "";
    picture.decoding = "async";
    this.#coming = picture;
    let object = "";
    if (source === "file" && entry.file) picture.src = object = URL.createObjectURL(entry.file);
    else picture.src = source;
    try {
      await picture.decode();
    } catch {
      if (object) URL.revokeObjectURL(object);
      // A damaged picture has an empty place; its state shows what is wrong.
      if (source !== "file" || this.#coming !== picture) return;
      // What only the server can open is shown as soon as the server has it.
      this.#isWithoutPicture = true;
      return await this.#load(entry, url);
    }
    if (this.#coming !== picture) {
      if (object) URL.revokeObjectURL(object);
      return;
    }
    this.#coming = undefined;
    this.#frame.replaceChildren(picture);
    if (this.#object) URL.revokeObjectURL(this.#object);
    this.#object = object;
  }
}

/** @returns like those that the server has drawn */
function iconCopy(): Element {
  const icon = document.querySelector("#tab-image-set svg.icon")?.cloneNode(true);
  if (!(icon instanceof Element)) throw new Error("the page has no icon");
  return icon;
}

/**
 * @param url of the run
 * @param isWithoutPicture the browser can't open what the user gave
 * @returns an address, `file` for what the user gave, empty for nothing
 */
function sourceOf(
  { file, item, state, error }: Entry,
  url: string,
  isWithoutPicture: boolean,
): string {
  if (item?.result) return `${url}/items/${item.item}/result?width=320`;
  if (file && state !== "refused" && !isWithoutPicture) return "file";
  // What can't be decoded here can't be made small there.
  const isBad = error !== undefined && item?.error?.code === "INVALID_ARGUMENT";
  return item && !isBad ? `${url}/items/${item.item}/input?width=320` : "";
}
