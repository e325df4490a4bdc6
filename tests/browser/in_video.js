/** Functions of the video tests that run inside the page. */

/** Original and result stand at the same place, at the end. */
export function videosAreInStep() {
  const [original, result] = document.querySelectorAll("#tab-video video");
  return !original.seeking && !result.seeking && result.currentTime > 4.9 &&
    original.currentTime === result.currentTime;
}

/**
 * @param {string} url of what the page made
 * @returns {Promise<string>} its bytes in base64
 */
export async function bytesOfBlob(url) {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return btoa(text);
}
