/**
 * A page with elements, for unit tests of what reads and writes them: imported before all that does. Layout,
 * pictures and styles are tested in a browser.
 *
 * @module
 */
import { Window } from "happy-dom";
import { EN } from "../../page/text/en.ts";
import { wordsOf } from "../../page/text/words.ts";

const window = new Window({ url: "http://server.lan/" });

/** What stands for the browser's own; timers and promises stay Deno's. */
const GLOBALS = Object.getOwnPropertyNames(window).filter((name) =>
  /^(HTML|SVG)\w*Element$|^(Element|Node|Event|CustomEvent|KeyboardEvent|MouseEvent|Option)$/.test(
    name,
  )
);
for (const name of [...GLOBALS, "document", "location", "history", "getComputedStyle"]) {
  Object.defineProperty(globalThis, name, { value: Reflect.get(window, name), configurable: true });
}

/**
 * Makes it an empty page with these elements, in a language.
 *
 * @param html of the body
 */
export function showPage(html: string, { language = "en" }: { language?: string } = {}): void {
  const words = { language, reasons: {}, kinds: {}, ...wordsOf(EN, "live") };
  const block = `<script id="live-text" type="application/json">${JSON.stringify(words)}</script>`;
  const icons = `<svg class="icon-sheet"></svg>`;
  document.body.innerHTML =
    `${block}<div id="live-region"></div><div id="toast"></div>${html}${icons}`;
}

showPage("");

/** Presses a key where the focus is. */
export function press(
  key: string,
  target: Element = document.activeElement ?? document.body,
): Event {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}
