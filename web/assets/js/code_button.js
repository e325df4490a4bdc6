/** The buttons "Use it from code": what they open is loaded when one is first pressed. */
import { announce } from "./announce.js";
import { text } from "./text.js";

/** @param {import("./processor_choice.js").ProcessorChoice} choice */
export function listenToCode(choice) {
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-code]") : null;
    if (!(button instanceof HTMLElement)) return;
    try {
      const { openCode } = await import("./code/dialog.js");
      openCode(button.dataset.code ?? "image", choice.current);
    } catch (error) {
      announce(text.tabFailed);
      reportError(error);
    }
  });
}
