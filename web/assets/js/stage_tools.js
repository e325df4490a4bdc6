/** Comparing with the input, and full screen. */
import { announce } from "./announce.js";
import { moveFocus, part } from "./dom.js";
import { text } from "./text.js";

export class StageTools {
  /**
   * @param {import("./result_view.js").ResultView} view
   * @param {() => HTMLElement} inputCopy makes an element that shows the input
   */
  constructor(view, inputCopy) {
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

  toggleCompare() {
    if (!this.layer.hidden) return this.endCompare();
    if (!this.view.hasPicture) return;
    this.slot.replaceChildren(this.inputCopy());
    this.layer.hidden = false;
    this.button.setAttribute("aria-pressed", "true");
    this.#cut();
    this.range.focus({ preventScroll: true });
  }

  endCompare() {
    moveFocus(this.layer, this.button);
    this.layer.hidden = true;
    this.slot.replaceChildren();
    this.button.setAttribute("aria-pressed", "false");
  }

  async toggleFullScreen() {
    await toggleFullScreen(this.view);
  }

  #cut() {
    this.layer.style.setProperty("--cut", `${this.range.value}%`);
  }
}

/**
 * Shows a result over the whole screen, or no more.
 * @param {{stage: HTMLElement, hasPicture: boolean}} view
 */
export async function toggleFullScreen({ stage, hasPicture }) {
  if (document.fullscreenElement) return await document.exitFullscreen();
  if (!hasPicture) return;
  if (!stage.requestFullscreen) return announce(text.fullScreenNone);
  await stage.requestFullscreen();
}
