/** What the image set tab shows: the gallery, one picture of it, how far all are, and what there is to know. */
import { button, byId, moveFocus } from "../base/dom.ts";
import type { SentenceLike } from "../base/sentence.ts";
import { text } from "../base/text.ts";
import type { ProcessorChoice } from "../live/processor_choice.ts";
import type { Entries } from "./entries.ts";
import { Gallery } from "./gallery.ts";
import type { ImageSetRun } from "./image_set_run.ts";
import { type HeldUpBy, notesOf } from "./notes.ts";
import { GalleryState } from "./state.ts";
import { StatusLine } from "./status_line.ts";
import { Viewer } from "./viewer.ts";

/** What is shown now. */
export interface Shown {
  entries: Entries;
  /** Undefined: it has not begun yet. */
  run: ImageSetRun | undefined;
  heldUpBy: HeldUpBy;
  /** Pictures that were given before, but are not there after a reload. */
  missing: number;
  /** On what was given last. */
  remark: SentenceLike;
}

export class ImageSetView {
  state = new GalleryState();
  viewer: Viewer;
  status: StatusLine;
  #choice: ProcessorChoice;
  #gallery = new Gallery();
  #filter = byId("image-set-filter", HTMLSelectElement);
  #shown: Shown | undefined;

  /**
   * @param changed it has to be shown anew, for the filter is another one
   * @param actions what the status line's buttons do
   */
  constructor(
    choice: ProcessorChoice,
    changed: () => void,
    actions: Record<"retry" | "pause" | "cancel" | "over", () => void>,
  ) {
    this.#choice = choice;
    this.status = new StatusLine(actions);
    this.viewer = new Viewer((item) =>
      choice.nameOf({ by: item.by ?? "", processor: this.#shown?.run?.processor ?? "" })
    );
    this.#filter.addEventListener("change", changed);
    this.#gallery.on("open", (index) => this.viewer.open(this.#filtered, index, this.#url));
    this.viewer.on("closed", (index) => this.#gallery.focus(index));
  }

  show(shown: Shown): void {
    this.#shown = shown;
    const { entries, run, heldUpBy } = shown;
    const count = entries.all.length;
    byId("image-set-empty", HTMLElement).hidden = count > 0;
    byId("image-set-tools", HTMLElement).hidden = count === 0;
    this.#gallery.show(this.#filtered, this.#url);
    this.viewer.update();
    this.status.show({
      entries,
      phase: run?.phase ?? "running",
      fps: run?.fps ?? null,
      zip: run ? `${run.url}/results.zip` : "",
    });
    const isEmpty = this.#filter.value === "failed" && this.#filtered.length === 0;
    const notes = notesOf(entries, { ...shown, isEmpty });
    this.status.note(notes, heldUpBy === "workers" ? this.#useBuiltIn() : undefined);
  }

  /** The session's files are gone; the pictures stay. */
  ended(again: HTMLElement): void {
    this.viewer.close();
    this.status.hide();
    this.state.show(text.ended, "", again);
  }

  /** As it was at the beginning. */
  clear(): void {
    this.#filter.value = "all";
    this.state.hide();
    const choose = document.querySelector("#image-set-empty [data-image-set-choose]");
    byId("image-set-empty", HTMLElement).hidden = false;
    if (choose instanceof HTMLElement) moveFocus(byId("image-set-status", HTMLElement), choose);
  }

  get #url() {
    return this.#shown?.run?.url ?? "";
  }

  /** What the filter lets through. */
  get #filtered() {
    const all = this.#shown?.entries.all ?? [];
    if (this.#filter.value !== "failed") return all;
    return all.filter(({ state }) => state === "failed" || state === "refused");
  }

  #useBuiltIn() {
    const use = button(text.useBuiltIn, () => this.#choice.choose(this.#choice.builtIn));
    use.classList.add("small");
    return use;
  }
}
