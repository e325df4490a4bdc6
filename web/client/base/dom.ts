/** Finds what the server has put into the page. A missing part is a defect, so it throws. */

/** A class of elements, e.g. `HTMLButtonElement`. */
export type Kind<T extends Element> = new () => T;

export function byId<T extends Element>(id: string, kind: Kind<T>): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return found;
}

/** @param name value of `data-part` */
export function part<T extends Element>(
  root: Element,
  name: string,
  kind: Kind<T>,
): T {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} "${name}"`);
  return found;
}

/**
 * Before a part goes out of sight: the keyboard's focus moves to another place instead of to
 * the page's beginning.
 *
 * @param from what goes
 * @param to where focus goes if it is inside
 */
export function moveFocus(from: Element, to: HTMLElement): boolean {
  if (!from.contains(document.activeElement)) return false;
  to.focus({ preventScroll: true });
  return true;
}

/**
 * A button as the page has them.
 *
 * @param primary the one thing to do next
 */
export function button(
  label: string,
  action: () => void,
  primary: boolean = false,
): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = primary ? "button primary" : "button";
  made.textContent = label;
  made.addEventListener("click", action);
  return made;
}
