/** Bounds of this server that the page speaks of; the server writes them into the page. */
import { byId } from "./dom.js";

/** @returns {{uploadBytes: number, resultTimeoutMs: number}} */
export function limits() {
  const { maxUpload, resultTimeout } = byId("main", HTMLElement).dataset;
  return { uploadBytes: Number(maxUpload), resultTimeoutMs: Number(resultTimeout) };
}
