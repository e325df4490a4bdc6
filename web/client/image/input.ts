/**
 * How a picture is given: chosen, dropped, pasted, or an example.
 */
import { Emitter } from "../base/emitter.ts";
import { byId, moveFocus } from "../base/dom.ts";
import { visibleFile } from "../given/visible_file.ts";
import { exampleFile } from "../given/choose_file.ts";
import { mayTake } from "../given/given_words.ts";

/** Events of {@linkcode ImageInput}. */
export interface ImageInputEvents {
  given: File;
}

export class ImageInput extends Emitter<ImageInputEvents> {
  #file = byId("image-file", HTMLInputElement);
  #shown = byId("image-shown", HTMLImageElement);
  #name = byId("image-name", HTMLElement);
  /** What was given last. */
  #last: File | undefined;
  /** What is shown. */
  #showing: File | undefined;
  /** The same as a file that this browser opens. */
  #visible: Promise<File | undefined> = Promise.resolve(undefined);

  constructor() {
    super();
    this.#file.addEventListener("change", () => {
      this.#give(this.#file.files?.[0]);
      this.#file.value = "";
    });
    for (const example of document.querySelectorAll("[data-example]")) {
      const url = example.getAttribute("data-example") ?? "";
      example.addEventListener("click", async () => this.#give(await exampleFile(url)));
      // Only now does a click do anything.
      example.removeAttribute("disabled");
    }
  }

  /** Takes what was chosen before this script was there. */
  early(): void {
    const file = this.#file.files?.[0];
    if (file) this.#give(file);
  }

  choose(): void {
    this.#file.click();
  }

  /** Shows what was given. */
  show(file: File): void {
    const old = this.#shown.src;
    this.#showing = file;
    this.#shown.src = URL.createObjectURL(file);
    this.#shown.hidden = false;
    this.#visible = visibleFile(this.#shown, file);
    this.#visible.then((visible) => {
      // Another one may have been given meanwhile.
      if (visible === file || file !== this.#showing) return;
      // What can't be shown leaves its place empty; the result side shows what is wrong.
      this.#shown.hidden = visible === undefined;
      if (!visible) return;
      URL.revokeObjectURL(this.#shown.src);
      this.#shown.src = URL.createObjectURL(visible);
    });
    const change = byId("image-change", HTMLElement);
    change.hidden = false;
    const again = change.querySelector("[data-choose]");
    const empty = byId("image-empty", HTMLElement);
    if (again instanceof HTMLElement) moveFocus(empty, again);
    empty.hidden = true;
    this.#name.textContent = file.name;
    if (old) URL.revokeObjectURL(old);
  }

  /** Address of the picture that is shown, once the browser can open it. */
  async shownUrl(): Promise<string> {
    await this.#visible;
    return this.#shown.src;
  }

  /**
   * What is shown as a file that this browser opens.
   *
   * @param file what was given, if there is nothing better
   */
  async shownFile(file: File): Promise<File> {
    return await this.#visible ?? file;
  }

  /** @returns the input once more, to lie over the result */
  copy(): HTMLElement {
    const image = new Image();
    image.src = this.#shown.src;
    image.alt = this.#shown.alt;
    image.className = "picture";
    return image;
  }

  /** @param files of which one is taken */
  take(files: File[]): void {
    this.#give(files[0]);
  }

  async #give(file: File | undefined) {
    this.#last = file;
    if (!file || !await mayTake(file, "picture") || file !== this.#last) return;
    this.emit("given", file);
  }
}
