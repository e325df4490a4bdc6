/** The buttons "Use it from code": what they open is loaded when one is first pressed. */
import type { ProcessorChoice } from "../live/processor_choice.ts";
import { announce } from "../base/announce.ts";
import { text } from "../base/text.ts";

export function listenToCode(choice: ProcessorChoice): void {
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-code]") : null;
    if (!(button instanceof HTMLElement)) return;
    try {
      const { openCode } = await import("./dialog.ts");
      openCode(button.dataset.code ?? "image", choice.current);
    } catch (error) {
      announce(text.tabFailed);
      reportError(error);
    }
  });
}
