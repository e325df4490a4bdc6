/** Bounds of this server that the page speaks of; the server writes them into the page. */
import { byId } from "./dom.ts";

export function limits(): { uploadBytes: number; resultTimeoutMs: number } {
  const { maxUpload, resultTimeout } = byId("main", HTMLElement).dataset;
  return { uploadBytes: Number(maxUpload), resultTimeoutMs: Number(resultTimeout) };
}
