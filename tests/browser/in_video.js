/** Functions of the video tests that run inside the page. */

/** Original and result stand at the same place, at the end. */
export function videosAreInStep() {
  const [original, result] = document.querySelectorAll("#tab-video video");
  return !original.seeking && !result.seeking && result.currentTime > 4.9 &&
    original.currentTime === result.currentTime;
}
