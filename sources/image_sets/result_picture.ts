/**
 * How the picture of a result is kept on disk.
 *
 * @module
 */
import { crc32 } from "node:zlib";
import type { Pool } from "../../base/pool/mod.ts";
import type { Picture, PictureFormat } from "../../media/image/mod.ts";
import type { ItemFile, ResultFile } from "./image_set_items.ts";

/** A picture file, ready to be written. */
export interface ResultPicture {
  /** The file. */
  readonly bytes: Uint8Array;
  /** What it is. */
  readonly file: ResultFile;
}

/**
 * A result that is a JPEG or PNG file stays byte for byte. Pixels become what the input was: a JPEG
 * for a JPEG, else a PNG without loss; of a WebP, AVIF or HEIC input, whose own loss is unknown, a
 * JPEG unless the result has alpha.
 *
 * @throws {FrameboxError} as {@linkcode Picture.encoded}
 */
export async function resultPicture(
  picture: Picture,
  input: ItemFile,
  how: { readonly pool: Pool; readonly jpegQuality: number; readonly signal: AbortSignal },
): Promise<ResultPicture> {
  const format = formatOf(picture, input);
  const quality = format === "jpeg" ? how.jpegQuality : undefined;
  const bytes = await picture.encoded(format, how.pool, how.signal, quality);
  const { widthPx, heightPx } = picture;
  const { byteLength } = bytes;
  return { bytes, file: { format, widthPx, heightPx, byteLength, crc32: crc32(bytes) } };
}

const LOSSY: readonly PictureFormat[] = ["webp", "avif", "heic"];

function formatOf({ source, channels }: Picture, input: ItemFile): "jpeg" | "png" {
  if (source.kind === "file" && (source.format === "jpeg" || source.format === "png")) {
    return source.format;
  }
  if (input.format === "jpeg") return "jpeg";
  return LOSSY.includes(input.format) && channels !== 4 ? "jpeg" : "png";
}
