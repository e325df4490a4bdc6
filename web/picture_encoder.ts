/**
 * Makes the files of results' pictures.
 *
 * @module
 */
import type { Pool } from "../base/pool/mod.ts";
import type { Picture } from "../media/image/mod.ts";

/** See the module. */
export class PictureEncoder {
  readonly #jpegQuality: number;
  readonly #pool: Pool;

  /** @param jpegQuality 1–100 */
  constructor(jpegQuality: number, pool: Pool) {
    this.#jpegQuality = jpegQuality;
    this.#pool = pool;
  }

  /** The picture as a file; made only on request. */
  encode(picture: Picture, format: "jpeg" | "png", signal: AbortSignal): Promise<Uint8Array> {
    const quality = format === "jpeg" ? this.#jpegQuality : undefined;
    return picture.encoded(format, this.#pool, signal, quality);
  }
}
