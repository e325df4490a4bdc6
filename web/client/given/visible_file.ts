/** Pictures that the server reads and the browser doesn't, e.g. HEIC and TIFF: the server makes them visible. */
import { isPicture } from "./given_kind.ts";
import { limits } from "../base/limits.ts";
import { serverUrl } from "../base/url.ts";

/**
 * @param image whose source is the file
 * @returns the file itself if the browser opens it, else what the server made
 * of it; undefined: neither can
 */
export async function visibleFile(image: HTMLImageElement, file: File): Promise<File | undefined> {
  try {
    await image.decode();
    return file;
  } catch {
    // What the server wouldn't read either it is not asked for.
    if (file.size > limits().uploadBytes || !await isPicture(file)) return undefined;
    try {
      const answer = await fetch(serverUrl("/api/v1/previews"), { method: "POST", body: file });
      if (!answer.ok) return undefined;
      const picture = await answer.blob();
      const ending = picture.type === "image/png" ? "png" : "jpg";
      return new File([picture], `${file.name}.${ending}`, { type: picture.type });
    } catch {
      // The server is away; what is given is sent again when it is back, and shows what is wrong then.
      return undefined;
    }
  }
}
