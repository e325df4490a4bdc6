/** Functions that tests run in the page: pictures as the browser shows them. */

/**
 * @param {string} url
 * @returns {Promise<{width: number, height: number, rgba: string} | undefined>} what an `<img>` shows,
 * as base64; undefined: the browser can't
 */
export async function shownPixels(url) {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch {
    return undefined;
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("there is no canvas");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let text = "";
  for (let at = 0; at < data.length; at += 8192) {
    text += String.fromCharCode(...data.subarray(at, at + 8192));
  }
  return { width, height, rgba: btoa(text) };
}

/** @param {string} id of an `<img>` */
export function hasLoaded(id) {
  const image = document.getElementById(id);
  return image instanceof HTMLImageElement && !image.hidden && image.complete &&
    image.naturalWidth > 0;
}
