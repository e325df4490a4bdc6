/** That a frame was made smaller for its worker, why, and how it gets frames in full size. */
import { bytesText, fill, text } from "./text.js";

/** @typedef {import("../../wire/mod.ts").ScaleJson} Scale */

/**
 * Reads a notice about frames made smaller.
 * @param {{code: string, details?: import("../../wire/mod.ts").Details | null}} notice
 * @returns {{scale: Scale, worker: string} | undefined} undefined: it is about something else
 */
export function scaledIn({ code, details }) {
  if (code !== "frame-scaled" || !details) return undefined;
  const scale = /** @type {Scale} */ (/** @type {unknown} */ (details));
  return { scale, worker: String(details.worker) };
}

/**
 * @param {Scale} scale
 * @param {string} name of the worker
 */
export function scaleText(scale, name) {
  const { width: w, height: h, source_bytes, limit_bytes, by, format } = scale;
  const why = fill(text.scaled[by] ?? "", { limit: bytesText(limit_bytes) });
  const size = bytesText(source_bytes);
  return fill(text.scaled.sentence, {
    ...{ size, w, h, name, why },
    format: format === "jpeg" ? "JPEG" : ".mat",
  });
}
