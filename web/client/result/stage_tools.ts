/** Comparing with the input, and full screen. */
import { announce } from "../base/announce.ts";
import { moveFocus, part } from "../base/dom.ts";
import { text } from "../base/text.ts";

/** What is shown large, and where the tools stand. */
export interface Stage {
  root: HTMLElement;
  stage: HTMLElement;
  /** Whether there is something to compare and to enlarge. */
  readonly hasPicture: boolean;
}

export class StageTools {
  view: Stage;
  inputCopy: () => HTMLElement;
  layer: HTMLElement;
  slot: HTMLElement;
  range: HTMLInputElement;
  button: HTMLButtonElement;
  /** @param inputCopy makes an element that shows the input */
  constructor(view: Stage, inputCopy: () => HTMLElement) {
    this.view = view;
    this.inputCopy = inputCopy;
    this.layer = part(view.root, "compare", HTMLElement);
    this.slot = part(view.root, "compare-slot", HTMLElement);
    this.range = part(view.root, "compare-range", HTMLInputElement);
    this.button = part(view.root, "compare-button", HTMLButtonElement);
    this.button.addEventListener("click", () => this.toggleCompare());
    this.range.addEventListener("input", () => this.#cut());
    part(view.root, "expand-button", HTMLElement).addEventListener(
      "click",
      () => this.toggleFullScreen(),
    );
  }

  toggleCompare(): void {
    if (!this.layer.hidden) return this.endCompare();
    if (!this.view.hasPicture) return;
    this.slot.replaceChildren(this.inputCopy());
    this.layer.hidden = false;
    this.button.setAttribute("aria-pressed", "true");
    this.#cut();
    this.range.focus({ preventScroll: true });
  }

  endCompare(): void {
    moveFocus(this.layer, this.button);
    this.layer.hidden = true;
    this.slot.replaceChildren();
    this.button.setAttribute("aria-pressed", "false");
  }

  async toggleFullScreen(): Promise<void> {
    await toggleFullScreen(this.view);
  }

  #cut() {
    this.layer.style.setProperty("--cut", `${this.range.value}%`);
  }
}

/** Shows a result over the whole screen, or no more. */
export async function toggleFullScreen(
  { stage, hasPicture }: Pick<Stage, "stage" | "hasPicture">,
): Promise<void> {
  if (document.fullscreenElement) return await document.exitFullscreen();
  if (!hasPicture) return;
  if (!stage.requestFullscreen) return announce(text.fullScreenNone);
  await stage.requestFullscreen();
}
