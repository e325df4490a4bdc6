/** A button in the place of a file field: it is focused, pressed and read as the other buttons. */
import { byId } from "../base/dom.ts";

/** `data-choose` names the field. */
export function listenToChoose(): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-choose]") : null;
    if (!(target instanceof HTMLElement)) return;
    byId(target.dataset.choose ?? "", HTMLInputElement).click();
  });
}

/**
 * An example that the server brings along, as if a user had chosen its file.
 *
 * @returns named as in its address; the same example is the same file each time
 */
export async function exampleFile(url: string): Promise<File> {
  const blob = await (await fetch(url)).blob();
  const name = url.slice(url.lastIndexOf("/") + 1);
  return new File([blob], name, { type: blob.type, lastModified: 0 });
}
