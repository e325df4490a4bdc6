/**
 * What unit tests need of a page: imported before all that reads it. What looks at elements is tested in a
 * browser.
 *
 * @module
 */

/** The document: it has no elements. */
export const page: EventTarget & { visibilityState: string } = Object.assign(new EventTarget(), {
  visibilityState: "visible",
  documentElement: { dataset: {} },
  getElementById: () => null,
});

Object.defineProperties(globalThis, {
  document: { value: page, configurable: true },
  location: { value: new URL("http://server.lan/"), configurable: true },
});
