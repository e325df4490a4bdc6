/**
 * How a picture is given: chosen, dropped, pasted, or an example.
 *
 * Event: `given` (detail: a File).
 */
import { byId, moveFocus } from "./dom.js";
import { visibleFile } from "./visible_file.js";
import { exampleFile } from "./choose_file.js";
import { mayTake } from "./given_words.js";

export class ImageInput extends EventTarget {
  #file = byId("image-file", HTMLInputElement);
  #shown = byId("image-shown", HTMLImageElement);
  #name = byId("image-name", HTMLElement);
  /** What was given last. @type {File | undefined} */
  #last;
  /** What is shown. @type {File | undefined} */
  #showing;
  /** The same as a file that this browser opens. @type {Promise<File | undefined>} */
  #visible = Promise.resolve(undefined);

  constructor() {
    super();
    this.#file.addEventListener("change", () => {
      this.#give(this.#file.files?.[0]);
      this.#file.value = "";
    });
    for (const example of document.querySelectorAll("[data-example]")) {
      const url = example.getAttribute("data-example") ?? "";
      example.addEventListener("click", async () => this.#give(await exampleFile(url)));
    }
  }

  choose() {
    this.#file.click();
  }

  /**
   * Shows what was given.
   * @param {File} file
   */
  show(file) {
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
  async shownUrl() {
    await this.#visible;
    return this.#shown.src;
  }

  /**
   * What is shown as a file that this browser opens.
   * @param {File} file what was given, if there is nothing better
   */
  async shownFile(file) {
    return await this.#visible ?? file;
  }

  /** @returns {HTMLElement} the input once more, to lie over the result */
  copy() {
    const image = new Image();
    image.src = this.#shown.src;
    image.alt = this.#shown.alt;
    image.className = "picture";
    return image;
  }

  /** @param {File[]} files of which one is taken */
  take(files) {
    this.#give(files[0]);
  }

  /** @param {File | undefined} file */
  async #give(file) {
    this.#last = file;
    if (!file || !await mayTake(file, "picture") || file !== this.#last) return;
    this.dispatchEvent(new CustomEvent("given", { detail: file }));
  }
}
