/** Functions of the video tests that run inside the page. */

/** Original and result stand at the same place, at the end. */
export function videosAreInStep() {
  const [original, result] = document.querySelectorAll("#tab-video video");
  return !original.seeking && !result.seeking && result.currentTime > 4.9 &&
    original.currentTime === result.currentTime;
}

/**
 * Whether original and result stand at this time, to a frame.
 *
 * @param {number} seconds
 */
export function videosStandAt(seconds) {
  return [...document.querySelectorAll("#tab-video video")]
    .every((video) => !video.seeking && Math.abs(video.currentTime - seconds) < 0.03);
}

/**
 * Where the player stands, and the numbers in the pictures of original and result; -1 while one of them
 * moves, `null` for an original that the browser can't play.
 */
export function numbersShown() {
  const player = /** @type {HTMLElement} */ (document.querySelector("#video-frame"));
  const frame = Number(/\d+/.exec(player.textContent ?? "")?.[0]);
  const [original, result] = [...document.querySelectorAll("#tab-video video")].map((video) => {
    if (video.hidden) return null;
    if (video.seeking) return -1;
    const context = new OffscreenCanvas(256, 64).getContext("2d", { willReadFrequently: true });
    context.drawImage(video, 0, 0, 256, 64);
    let number = 0;
    for (let bit = 0; bit < 8; bit++) {
      if (context.getImageData(bit * 32 + 16, 32, 1, 1).data[0] > 128) number |= 1 << bit;
    }
    return number;
  });
  return { frame, original, result };
}

/**
 * Player, original and result show that number. On its own in the page, as each function here is.
 * @param {number} wanted
 */
export function showsNumber(wanted) {
  const words = document.querySelector("#video-frame")?.textContent ?? "";
  if (Number(/\d+/.exec(words)?.[0]) !== wanted) return false;
  return [...document.querySelectorAll("#tab-video video")].every((video) => {
    if (video.hidden) return true;
    if (video.seeking) return false;
    const context = new OffscreenCanvas(256, 64).getContext("2d", { willReadFrequently: true });
    context.drawImage(video, 0, 0, 256, 64);
    let number = 0;
    for (let bit = 0; bit < 8; bit++) {
      if (context.getImageData(bit * 32 + 16, 32, 1, 1).data[0] > 128) number |= 1 << bit;
    }
    return number === wanted;
  });
}

/** The player has come to that frame. @param {number} least */
export function hasPlayedTo(least) {
  return Number(/\d+/.exec(document.querySelector("#video-frame")?.textContent ?? "")?.[0]) >=
    least;
}

/** The data beside the player has that mean, nearly. @param {number} wanted */
export function meanIsNear(wanted) {
  const value = document.querySelector("#video-values dd")?.textContent ?? "NaN";
  return Math.abs(Number(value) - wanted) < 8;
}
