/**
 * How a video is given: chosen, dropped, pasted, or the example.
 *
 * Event: `given` (detail: a File).
 */
import { byId } from "../dom.js";
import { exampleFile } from "../choose_file.js";
import { mayTake } from "../given_words.js";
import { text } from "../text.js";

export class VideoInput extends EventTarget {
  original = byId("video-original", HTMLVideoElement);
  #file = byId("video-file", HTMLInputElement);
  #name = byId("video-name", HTMLElement);
  /** What was given last. @type {File | undefined} */
  #last;
  #hiddenNote = byId("video-original-hidden", HTMLElement);

  constructor() {
    super();
    this.#file.addEventListener("change", () => {
      this.#give(this.#file.files?.[0]);
      this.#file.value = "";
    });
    const example = byId("video-example", HTMLButtonElement);
    const url = example.dataset.url ?? "";
    example.addEventListener("click", async () => this.#give(await exampleFile(url)));
    // Only now does a click do anything.
    example.disabled = false;
    this.original.addEventListener("error", () => this.#cannotPlay());
    this.original.addEventListener("loadedmetadata", () => this.#canPlay());
  }

  /** What was chosen before this script was there; false: nothing was. */
  early() {
    const file = this.#file.files?.[0];
    this.#give(file);
    return file !== undefined;
  }

  choose() {
    this.#file.click();
  }

  /**
   * Shows the name of what was given; its picture comes when the browser has it.
   * @param {string} name
   */
  named(name) {
    this.#name.textContent = name;
    byId("video-empty", HTMLElement).hidden = true;
    byId("video-change", HTMLElement).hidden = false;
  }

  /**
   * Shows the file itself, while it is being sent.
   * @param {File} file
   */
  show(file) {
    this.named(file.name);
    const old = this.original.src;
    this.original.src = URL.createObjectURL(file);
    if (old.startsWith("blob:")) URL.revokeObjectURL(old);
  }

  /** Nothing is given any more. */
  clear() {
    this.original.removeAttribute("src");
    this.original.load();
    this.original.hidden = true;
    this.#hiddenNote.hidden = true;
    this.#name.textContent = "";
    const change = byId("video-change", HTMLElement);
    const empty = byId("video-empty", HTMLElement);
    empty.hidden = false;
    const choose = empty.querySelector("[data-choose]");
    if (choose instanceof HTMLElement) choose.focus({ preventScroll: true });
    change.hidden = true;
  }

  #canPlay() {
    // Sound alone has no picture to show.
    if (this.original.videoWidth === 0) return this.#cannotPlay();
    this.original.hidden = false;
    this.#hiddenNote.hidden = true;
  }

  #cannotPlay() {
    if (!this.original.hasAttribute("src")) return;
    this.original.hidden = true;
    this.#hiddenNote.textContent = text.video.originalHidden;
    this.#hiddenNote.hidden = false;
  }

  /** @param {File[]} files of which one is taken */
  take(files) {
    this.#give(files[0]);
  }

  /** @param {File | undefined} file */
  async #give(file) {
    this.#last = file;
    if (!file || !await mayTake(file, "video") || file !== this.#last) return;
    this.dispatchEvent(new CustomEvent("given", { detail: file }));
  }
}
