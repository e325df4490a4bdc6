/**
 * What unit tests need of a page: imported before all that reads it. What looks at elements is tested in a
 * browser.
 *
 * @module
 */

import { EN } from "../../page/text/en.ts";
import { wordsOf } from "../../page/text/words.ts";

/** The words that come with an English page. */
const WORDS = { language: "en", reasons: {}, kinds: {}, ...wordsOf(EN, "live") };

/** The document: it has its words, and no other element. */
export const page: EventTarget & { visibilityState: string } = Object.assign(new EventTarget(), {
  visibilityState: "visible",
  documentElement: { dataset: {} },
  getElementById: (id: string) =>
    id === "live-text" ? { textContent: JSON.stringify(WORDS) } : null,
});

Object.defineProperties(globalThis, {
  document: { value: page, configurable: true },
  location: { value: new URL("http://server.lan/"), configurable: true },
});
