/** Makes a picture small enough: for a worker with gRPC's default limit of 4 MB, for a proxy in front. */

/** Bytes of a frame as .mat that such a worker takes, with room for the rest of the message. */
const FITTING_BYTES = 4_190_000;
const CHANNELS = 3;

/** A JPEG of this quality looks as the picture does. */
const QUALITY = 0.9;
/** What is left out at least when the first guess was too large. */
const STEP = 0.9;

/**
 * For a worker.
 * @param {Blob} picture
 * @returns {Promise<File>} a PNG, so that nothing but the size changes
 */
export async function scaleDown(picture) {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, Math.sqrt(FITTING_BYTES / (bitmap.width * bitmap.height * CHANNELS)));
  const blob = await drawn(bitmap, scale, "image/png");
  bitmap.close();
  return fileOf(blob, picture, "png");
}

/**
 * For a proxy that takes no more in one request.
 * @param {Blob} picture
 * @param {number} bytes the largest file that comes through
 * @returns {Promise<File>} a JPEG
 */
export async function scaleDownTo(picture, bytes) {
  const bitmap = await createImageBitmap(picture);
  let scale = 1;
  let blob = await drawn(bitmap, scale, "image/jpeg");
  while (blob.size > bytes && bitmap.width * scale > 1) {
    scale *= Math.min(STEP, Math.sqrt(bytes / blob.size));
    blob = await drawn(bitmap, scale, "image/jpeg");
  }
  bitmap.close();
  return fileOf(blob, picture, "jpg");
}

/**
 * @param {ImageBitmap} bitmap
 * @param {number} scale
 * @param {string} type
 * @returns {Promise<Blob>}
 */
function drawn(bitmap, scale, type) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.floor(bitmap.width * scale));
  canvas.height = Math.max(1, Math.floor(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    const made = (/** @type {Blob | null} */ blob) => {
      if (blob) resolve(blob);
      else reject(new Error("the browser could not encode the picture"));
    };
    canvas.toBlob(made, type, QUALITY);
  });
}

/**
 * @param {Blob} blob
 * @param {Blob} picture what it was made from
 * @param {string} ending
 */
function fileOf(blob, picture, ending) {
  const name = picture instanceof File ? picture.name.replace(/\.\w+$/, "") : "picture";
  return new File([blob], `${name}.${ending}`, { type: blob.type });
}
