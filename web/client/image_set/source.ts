/**
 * How pictures are given to the image set tab: dropped, pasted, chosen, or the examples.
 */
import { Emitter } from "../base/emitter.ts";
import type { DroppedEntries } from "../base/dropped.ts";
import { chosenFiles, droppedFiles, type Given } from "./intake.ts";
import { byId } from "../base/dom.ts";
import { exampleFile } from "../given/choose_file.ts";

/** Events of {@linkcode ImageSetSource}. */
export interface ImageSetSourceEvents {
  given: Promise<Given[]>;
}

export class ImageSetSource extends Emitter<ImageSetSourceEvents> {
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

  /** @param entries they were dropped: which of them are folders */
  take(files: File[], entries?: DroppedEntries): void {
    this.#give(entries ? droppedFiles(files, entries) : chosenFiles(files));
  }

  choose(): void {
    this.#files.click();
  }

  #give(given: Given[] | Promise<Given[]>) {
    this.emit("given", Promise.resolve(given));
  }
}

async function exampleFiles(place: HTMLElement) {
  const urls = (place.dataset.urls ?? "").split(" ");
  const files = await Promise.all(urls.map(exampleFile));
  return files.map((file) => ({ path: file.name, file }));
}
