/** Single keys, as the list under ? has them. They never take a key from a field or a button. */

const FIELDS = "input:not([type=range]), select, textarea, [contenteditable]";
const PRESSED_BY_SPACE = "button, a, summary, label, input";

/** @param {Record<string, () => void>} actions by key; a space is `Space` */
export function listenToKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.matches(FIELDS)) return;
    if (event.key === " " && target.closest(PRESSED_BY_SPACE)) return;
    const key = event.key === " " ? "Space" : event.key.toLowerCase();
    const action = actions[key];
    if (!action || event.repeat) return;
    event.preventDefault();
    action();
  });
}
