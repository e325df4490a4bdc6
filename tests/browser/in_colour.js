/** Functions of the tests of colours that run inside the page. */

/**
 * The pixels of a picture file as this browser shows it, in sRGB: RGBA in base64.
 * @param {string[]} file its bytes in base64, its type
 */
export async function pixelsOfFile([bytes, type]) {
  const file = new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], { type });
  const image = new Image();
  image.src = URL.createObjectURL(file);
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext("2d", { colorSpace: "srgb" });
  context.drawImage(image, 0, 0);
  URL.revokeObjectURL(image.src);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return btoa(Array.from(data, (value) => String.fromCharCode(value)).join(""));
}

/**
 * By how many levels of 255 the average red, green and blue of two pictures on the page differ.
 * @param {string[]} selectors
 */
export function castBetween(selectors) {
  const [one, other] = selectors.map((selector) => {
    const image = document.querySelector(selector);
    const [width, height] = [
      image.naturalWidth ?? image.width,
      image.naturalHeight ?? image.height,
    ];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { colorSpace: "srgb" });
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const sums = [0, 0, 0];
    data.forEach((value, i) => i % 4 < 3 && (sums[i % 4] += value));
    return sums.map((sum) => sum / (width * height));
  });
  return one.map((average, i) => Math.abs(average - other[i]));
}

/** Whether a picture is there. @param {string} selector */
export function pictureIsThere(selector) {
  const image = document.querySelector(selector);
  return image?.complete && image.naturalWidth > 0;
}
