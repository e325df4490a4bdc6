/** Functions of the tests of what is live that run inside the page. */

/** @param {string} kind */
export function splitIsFilled(kind) {
  const strip = document.querySelector(`[data-result=${kind}] [data-part=split]`);
  return !strip.hidden && /\d ms/.test(strip.querySelector("button").getAttribute("aria-label"));
}

/**
 * @param {string} kind
 * @returns {number[]} of the strip's parts, in pixels
 */
export function splitWidths(kind) {
  const parts = document.querySelectorAll(`[data-result=${kind}] [data-split]`);
  return [...parts].map((part) => part.getBoundingClientRect().width);
}

/** The camera is held by another program. */
export function cameraIsInUse() {
  navigator.mediaDevices.getUserMedia = () =>
    Promise.reject(new DOMException("Could not start video source", "NotReadableError"));
}

/** @returns {number} */
export function cutPosition() {
  const layer = document.querySelector("[data-result=image] [data-part=compare]");
  return parseFloat(getComputedStyle(layer).getPropertyValue("--cut"));
}

/** @param {number} before */
export function cutIsAnother(before) {
  const layer = document.querySelector("[data-result=image] [data-part=compare]");
  return parseFloat(getComputedStyle(layer).getPropertyValue("--cut")) !== before;
}

/** @param {string} part `data-part` of what may be shown in full screen */
export function isFullScreen(part) {
  return (document.fullscreenElement?.dataset.part ?? "") === part;
}
