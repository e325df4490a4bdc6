/**
 * Small pictures for a gallery, made in the pool.
 *
 * @module
 */
import { defineTask, type Task, toTransfer } from "../../base/pool/mod.ts";
import {
  decodePicture,
  encodePicture,
  type ImageLimits,
  readPictureHeader,
  scaleDownTo,
  scaledSize,
} from "../../media/image/mod.ts";

/** JPEG quality of a small picture, in which artefacts don't show. */
const QUALITY = 78;

/** What a small picture is made from. */
export interface ThumbnailInput {
  /** A picture file. */
  readonly bytes: Uint8Array;
  /** Columns at most; rows at most as many. */
  readonly widthPx: number;
  /** Checked on the header. */
  readonly limits: ImageLimits;
}

/** Decodes, scales down and encodes as JPEG in one hop; alpha is laid over white. */
export const thumbnailTask: Task<ThumbnailInput, Uint8Array> = defineTask(
  "sources.thumbnail",
  async ({ bytes, widthPx, limits }: ThumbnailInput) => {
    const size = readPictureHeader(bytes, limits);
    const wanted = scaledSize(size, widthPx / Math.max(size.widthPx, size.heightPx));
    const raster = await decodePicture(bytes, { channels: 3, limits, atLeast: wanted });
    const small = scaleDownTo(raster, wanted);
    const { data, transfer } = toTransfer(
      await encodePicture(small, "jpeg", { quality: QUALITY }),
    );
    return { output: data, transfer };
  },
);
