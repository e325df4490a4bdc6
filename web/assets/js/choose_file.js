/** A button in the place of a file field: it is focused, pressed and read as the other buttons. */
import { byId } from "./dom.js";

/** `data-choose` names the field. */
export function listenToChoose() {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-choose]") : null;
    if (!(target instanceof HTMLElement)) return;
    byId(target.dataset.choose ?? "", HTMLInputElement).click();
  });
}
