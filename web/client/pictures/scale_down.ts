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
 *
 * @returns a PNG, so that nothing but the size changes
 */
export async function scaleDown(picture: Blob): Promise<File> {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, Math.sqrt(FITTING_BYTES / (bitmap.width * bitmap.height * CHANNELS)));
  const blob = await drawn(bitmap, scale, "image/png");
  bitmap.close();
  return fileOf(blob, picture, "png");
}

/**
 * For a proxy that takes no more in one request.
 *
 * @param bytes the largest file that comes through
 * @returns a JPEG
 */
export async function scaleDownTo(picture: Blob, bytes: number): Promise<File> {
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

function drawn(bitmap: ImageBitmap, scale: number, type: string): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.floor(bitmap.width * scale));
  canvas.height = Math.max(1, Math.floor(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    const made = (blob: Blob | null) => {
      if (blob) resolve(blob);
      else reject(new Error("the browser could not encode the picture"));
    };
    canvas.toBlob(made, type, QUALITY);
  });
}

/** @param picture what it was made from */
function fileOf(blob: Blob, picture: Blob, ending: string) {
  const name = picture instanceof File ? picture.name.replace(/\.\w+$/, "") : "picture";
  return new File([blob], `${name}.${ending}`, { type: blob.type });
}
