/** That a frame was made smaller for its worker, why, and how it gets frames in full size. */
import { bytesText, fill, text } from "./text.js";

/**
 * @typedef {object} Scale as the box says it of a result, or in a notice `frame-scaled`
 * @property {number} width of the frame as the worker got it
 * @property {number} height
 * @property {number} source_width of the frame itself
 * @property {number} source_height
 * @property {number} source_bytes what its message would have had
 * @property {number} limit_bytes what it may have
 * @property {"default" | "worker" | "setting" | "message"} by whose limit it is
 * @property {"mat" | "jpeg"} format
 */

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
