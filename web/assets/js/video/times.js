/** Lengths of time, and other numbers with a unit, in words. */
import { bytesText, fill, numberText, text } from "../text.js";

/** @param {number} ms what is left of something */
export function leftText(ms) {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return fill(text.video.seconds, { n: numberText(seconds) });
  const n = numberText(Math.floor(seconds / 60));
  return fill(text.video.minutes, { n, s: numberText(seconds % 60) });
}

/** @param {number} seconds a place in a video */
export function placeText(seconds) {
  return fill(text.video.time, { n: numberText(seconds, 2, 2) });
}

/** @param {number} fps frames a second */
export function rateText(fps) {
  return fill(text.framesPerSecond, { n: numberText(fps, fps < 10 ? 1 : 0) });
}

/**
 * @param {number} bytes of a file
 * @param {number} max that the server takes, in the unit of its setting
 */
export function tooLargeText(bytes, max) {
  const limit = `${numberText(Math.floor(max / 2 ** 20))} MB`;
  return fill(text.video.tooLarge, { size: bytesText(bytes), limit });
}
