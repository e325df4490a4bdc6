/**
 * How a video is given: chosen, dropped, pasted, or the example.
 */
import { Emitter } from "../base/emitter.ts";
import { byId } from "../base/dom.ts";
import { exampleFile } from "../given/choose_file.ts";
import { mayTake } from "../given/given_words.ts";
import { text } from "../base/text.ts";

/** Events of {@linkcode VideoInput}. */
export interface VideoInputEvents {
  given: File;
}

export class VideoInput extends Emitter<VideoInputEvents> {
  original = byId("video-original", HTMLVideoElement);
  #file = byId("video-file", HTMLInputElement);
  #name = byId("video-name", HTMLElement);
  /** What was given last. */
  #last: File | undefined;
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
  early(): boolean {
    const file = this.#file.files?.[0];
    this.#give(file);
    return file !== undefined;
  }

  choose(): void {
    this.#file.click();
  }

  /** Shows the name of what was given; its picture comes when the browser has it. */
  named(name: string): void {
    this.#name.textContent = name;
    byId("video-empty", HTMLElement).hidden = true;
    byId("video-change", HTMLElement).hidden = false;
  }

  /** Shows the file itself, while it is being sent. */
  show(file: File): void {
    this.named(file.name);
    const old = this.original.src;
    this.original.src = URL.createObjectURL(file);
    if (old.startsWith("blob:")) URL.revokeObjectURL(old);
  }

  /** Nothing is given any more. */
  clear(): void {
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

  /** @param files of which one is taken */
  take(files: File[]): void {
    this.#give(files[0]);
  }

  async #give(file: File | undefined) {
    this.#last = file;
    if (!file || !await mayTake(file, "video") || file !== this.#last) return;
    this.emit("given", file);
  }
}
