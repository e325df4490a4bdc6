/**
 * Functions that run inside the page, for tests of the Services tab.
 */

/** Whether the service that is looked at has that number of calls, all of them known to the server. @param {number} n */
export function callCountIs(n) {
  const words = document.querySelector("#services-status:not([hidden]) [data-part=line]");
  if (n === 1) return words?.textContent.startsWith("Waits for its turn") ?? false;
  const rows = [...document.querySelectorAll("#service-calls .call-row")];
  return rows.length === n && rows.every((row) => row.dataset.state !== "sending");
}

/** Name of the service whose link has the focus. */
export function focusedService() {
  return document.activeElement.dataset.service;
}

/** Whether the large picture of a result is there. */
export function pictureIsLoaded() {
  const picture = document.querySelector("#services-pictures img.picture");
  return !picture.hidden && picture.complete && picture.naturalWidth > 0;
}

/** Whether what the camera sees is shown. */
export function cameraIsSeen() {
  return document.querySelector(".service-camera video").videoWidth > 0;
}

/** Length of the sound of a result, once it is known. */
export function soundSeconds() {
  const { duration } = document.querySelector("#services-outputs audio");
  return duration > 0 ? duration : undefined;
}

/** Whether the state of the call that is looked at is where its result is seen, too. */
export function stateIsInUpperHalf() {
  const { top } = document.getElementById("services-status").getBoundingClientRect();
  return top >= 0 && top <= innerHeight / 2;
}
