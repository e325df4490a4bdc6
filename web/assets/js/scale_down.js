/** Makes a picture small enough for a worker with gRPC's default limit of 4 MB. */

/** Bytes of a frame as .mat that such a worker takes, with room for the rest of the message. */
const FITTING_BYTES = 4_190_000;
const CHANNELS = 3;

/**
 * @param {Blob} picture
 * @returns {Promise<File>} a PNG, so that nothing but the size changes
 */
export async function scaleDown(picture) {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, Math.sqrt(FITTING_BYTES / (bitmap.width * bitmap.height * CHANNELS)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.floor(bitmap.width * scale);
  canvas.height = Math.floor(bitmap.height * scale);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const name = picture instanceof File ? picture.name.replace(/\.\w+$/, ".png") : "picture.png";
  return new File([/** @type {Blob} */ (blob)], name, { type: "image/png" });
}
