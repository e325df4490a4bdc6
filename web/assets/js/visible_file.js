/** Pictures that the box reads and the browser doesn't, e.g. HEIC and TIFF: the box makes them visible. */
import { isPicture } from "./given_kind.js";
import { limits } from "./limits.js";
import { boxUrl } from "./url.js";

/**
 * @param {HTMLImageElement} image whose source is the file
 * @param {File} file
 * @returns {Promise<File | undefined>} the file itself if the browser opens it, else what the box made
 * of it; undefined: neither can
 */
export async function visibleFile(image, file) {
  try {
    await image.decode();
    return file;
  } catch {
    // What the box wouldn't read either it is not asked for.
    if (file.size > limits().uploadBytes || !await isPicture(file)) return undefined;
    try {
      const answer = await fetch(boxUrl("/api/v1/previews"), { method: "POST", body: file });
      if (!answer.ok) return undefined;
      const picture = await answer.blob();
      const ending = picture.type === "image/png" ? "png" : "jpg";
      return new File([picture], `${file.name}.${ending}`, { type: picture.type });
    } catch {
      // The box is away; what is given is sent again when it is back, and says what is wrong.
      return undefined;
    }
  }
}
