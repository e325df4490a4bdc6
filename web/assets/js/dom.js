/** Finds what the server has put into the page. A missing part is a defect, so it throws. */

/**
 * @template {Element} T
 * @param {string} id
 * @param {new (...args: any[]) => T} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return found;
}

/**
 * @template {Element} T
 * @param {Element} root
 * @param {string} name value of `data-part`
 * @param {new (...args: any[]) => T} kind
 * @returns {T}
 */
export function part(root, name, kind) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} "${name}"`);
  return found;
}

/**
 * Before a part goes out of sight: the keyboard's focus moves to another place instead of to
 * the page's beginning.
 * @param {Element} from what goes
 * @param {HTMLElement} to where focus goes if it is inside
 */
export function moveFocus(from, to) {
  if (!from.contains(document.activeElement)) return false;
  to.focus({ preventScroll: true });
  return true;
}

/**
 * A button as the page has them.
 * @param {string} label
 * @param {() => void} action
 * @param {boolean} [primary] the one thing to do next
 */
export function button(label, action, primary = false) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = primary ? "button primary" : "button";
  made.textContent = label;
  made.addEventListener("click", action);
  return made;
}
