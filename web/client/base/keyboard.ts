/** Single keys, as the list under ? has them. They never take a key from a field or a button. */

const FIELDS = "input:not([type=range]), select, textarea, [contenteditable]";
const PRESSED_BY_SPACE = "button, a, summary, label, input";
/** Keys that move: what has a use for them itself keeps them, and they may be held down. */
const MOVES = /^(Arrow\w+|Home|End|Page\w+)$/;
const MOVED = "input, video, audio, [role=slider], [role=tab], [role=tree] *, [data-own-arrows] *";

/**
 * @param actions what keys do now: letters and signs as
 * themselves, a space is `Space`, others by their name, e.g. `ArrowLeft`
 */
export function listenToKeys(actions: () => Record<string, () => void>): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.matches(FIELDS)) return;
    if (event.key === " " && target.closest(PRESSED_BY_SPACE)) return;
    const moves = MOVES.test(event.key);
    if (moves && target.matches(MOVED)) return;
    const action = actions()[nameOf(event.key)];
    if (!action || (event.repeat && !moves)) return;
    event.preventDefault();
    action();
  });
}

function nameOf(key: string) {
  if (key === " ") return "Space";
  return key.length === 1 ? key.toLowerCase() : key;
}
