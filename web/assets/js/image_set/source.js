/**
 * How pictures are given to the image set tab: dropped, pasted, chosen, or the examples.
 *
 * Event: `given` (detail: a promise of {@link import("./intake.js").Given}s).
 */
import { byId } from "../dom.js";
import { exampleFile } from "../choose_file.js";
import { chosenFiles, droppedFiles } from "./intake.js";

export class ImageSetSource extends EventTarget {
  #files = byId("image-set-files", HTMLInputElement);
  #folder = byId("image-set-folder", HTMLInputElement);

  constructor() {
    super();
    for (const field of [this.#files, this.#folder]) {
      field.addEventListener("change", () => {
        this.#give(chosenFiles(field.files));
        field.value = "";
      });
    }
    for (const button of document.querySelectorAll("[data-image-set-choose]")) {
      const field = button.getAttribute("data-image-set-choose") === "folder"
        ? this.#folder
        : this.#files;
      button.addEventListener("click", () => field.click());
      button.removeAttribute("disabled");
    }
    const examples = byId("image-set-examples", HTMLButtonElement);
    examples.addEventListener("click", () => this.#give(exampleFiles(examples)));
    examples.disabled = false;
  }

  /**
   * @param {File[]} files
   * @param {DataTransfer} [transfer] where they were dropped: it knows of folders
   */
  take(files, transfer) {
    this.#give(transfer ? droppedFiles(transfer) : chosenFiles(files));
  }

  choose() {
    this.#files.click();
  }

  /** @param {import("./intake.js").Given[] | Promise<import("./intake.js").Given[]>} given */
  #give(given) {
    this.dispatchEvent(new CustomEvent("given", { detail: Promise.resolve(given) }));
  }
}

/** @param {HTMLElement} place */
async function exampleFiles(place) {
  const urls = (place.dataset.urls ?? "").split(" ");
  const files = await Promise.all(urls.map(exampleFile));
  return files.map((file) => ({ path: file.name, file }));
}
