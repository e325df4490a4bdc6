/**
 * The pool's jobs of this part.
 *
 * @module
 */

import { convertRaster, type RasterForm } from "./convert.ts";
import { decodePicture, type PictureWants } from "./decode.ts";
import { type EncodedFormat, encodePicture } from "./encode.ts";
import { type AnyJob, defineJob, type Job } from "./job.ts";
import { jpegCodec } from "./jpeg_codec.ts";
import { readPictureHeader } from "./header.ts";
import type { Raster } from "./raster.ts";
import { scaleTo } from "./scale_to.ts";
import { toTransfer } from "./transfer.ts";

/** A picture file, and the form in which its pixels are wanted. */
export interface DecodeInput {
  /** JPEG, PNG, WebP or BMP. */
  readonly bytes: Uint8Array;
  /** Of its pixels. */
  readonly wants: PictureWants;
}

/** A raster, and the kind of file that is wanted. */
export interface EncodeInput {
  /** Of any layout and order. */
  readonly raster: Raster;
  /** The kind of file. */
  readonly format: EncodedFormat;
  /** Of a JPEG; the default if left out. */
  readonly quality?: number;
}

/** A picture file to one of another kind. */
export interface TranscodeInput {
  /** JPEG, PNG, WebP or BMP. */
  readonly bytes: Uint8Array;
  /** The kind of file that is wanted. */
  readonly format: EncodedFormat;
  /** Of a JPEG; the default if left out. */
  readonly quality?: number;
  /** Checked on the header. */
  readonly limits: NonNullable<PictureWants["limits"]>;
}

/** A raster, and the form that is wanted. */
export interface ConvertInput {
  /** Of any layout and order. */
  readonly raster: Raster;
  /** What it is to become. */
  readonly form: RasterForm;
}

/** A raster, and the size that is wanted. */
export interface ScaleInput {
  /** Of any layout and order. */
  readonly raster: Raster;
  /** Columns. */
  readonly widthPx: number;
  /** Rows. */
  readonly heightPx: number;
}

/** {@linkcode decodePicture} in a worker. */
export const decodeJob: Job<DecodeInput, Raster> = defineJob(
  "image.decode",
  async ({ bytes, wants }: DecodeInput) => {
    const raster = await decodePicture(bytes, wants);
    const { data, transfer } = toTransfer(raster.data);
    return { output: { ...raster, data }, transfer };
  },
);

/** {@linkcode encodePicture} in a worker. */
export const encodeJob: Job<EncodeInput, Uint8Array> = defineJob(
  "image.encode",
  async ({ raster, format, quality }: EncodeInput) => {
    const bytes = await encodePicture(raster, format, quality === undefined ? {} : { quality });
    const { data, transfer } = toTransfer(bytes);
    return { output: data, transfer };
  },
);

/** Decodes and encodes in one hop. A PNG keeps alpha, a JPEG has it laid over white. */
export const transcodeJob: Job<TranscodeInput, Uint8Array> = defineJob(
  "image.transcode",
  async ({ bytes, format, quality, limits }: TranscodeInput) => {
    const channels = format === "png" ? readPictureHeader(bytes, limits).channels : 3;
    const raster = await decodePicture(bytes, { channels, limits });
    const encoded = await encodePicture(raster, format, quality === undefined ? {} : { quality });
    const { data, transfer } = toTransfer(encoded);
    return { output: data, transfer };
  },
);

/** {@linkcode convertRaster} in a worker. */
export const convertJob: Job<ConvertInput, Raster> = defineJob(
  "image.convert",
  ({ raster, form }: ConvertInput) => {
    const converted = convertRaster(raster, form);
    const { data, transfer } = toTransfer(converted.data);
    return { output: { ...converted, data }, transfer };
  },
);

/** {@linkcode scaleTo} in a worker. */
export const scaleJob: Job<ScaleInput, Raster> = defineJob(
  "image.scale",
  ({ raster, widthPx, heightPx }: ScaleInput) => {
    const scaled = scaleTo(raster, widthPx, heightPx);
    const { data, transfer } = toTransfer(scaled.data);
    return { output: { ...scaled, data }, transfer };
  },
);

/** All jobs of this part, for a worker's entry. */
export const imageJobs: readonly AnyJob[] = [
  decodeJob,
  encodeJob,
  transcodeJob,
  convertJob,
  scaleJob,
];

/** Loads the JPEG codec, so that a worker's first picture needn't wait for it. */
export function warmImageCodecs(): Promise<void> {
  return jpegCodec.warm();
}
