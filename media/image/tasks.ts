/**
 * The pool tasks for pictures.
 *
 * @module
 */

import { decodePicture } from "./decode.ts";
import { type EncodedFormat, encodePicture } from "./encode.ts";
import { readPictureHeader } from "./header.ts";
import { type AnyTask, defineTask, type Task, toTransfer } from "../../base/pool/mod.ts";
import { jpegCodec } from "./jpeg/jpeg_choice.ts";
import type { ImageLimits } from "./limits.ts";
import {
  decodeInput,
  inputChannels,
  type InputWants,
  type PictureInput,
  withDecodedInput,
} from "./picture_input.ts";
import { type Planes, planesOfRaster } from "./raster/planes.ts";
import type { Raster } from "./raster/raster.ts";
import { scaleTo } from "./raster/scale_to.ts";
import { type ImageSetup, setUpImages } from "./setup.ts";
import type { YuvMatrix } from "./raw/yuv_matrix.ts";

/** A picture, and the requested form of its pixels. */
export interface DecodeInput {
  /** Of any kind. */
  readonly input: PictureInput;
  /** Of its pixels. */
  readonly wants: InputWants;
}

/** A picture, and the requested kind of file. */
export interface EncodeInput {
  /** Of any kind. */
  readonly input: PictureInput;
  /** The kind of file. */
  readonly format: EncodedFormat;
  /** Of a JPEG; the default if left out. */
  readonly quality?: number;
}

/** A picture file, and its limits. */
export interface ImportInput {
  /** Of any kind that is read. */
  readonly bytes: Uint8Array;
  /** Of its bytes and pixels. */
  readonly limits: ImageLimits;
}

/** A raster, and the requested size. */
export interface ScaleInput {
  /** Of any layout and order. */
  readonly raster: Raster;
  /** Columns. */
  readonly widthPx: number;
  /** Rows. */
  readonly heightPx: number;
}

/** A picture, and the requested planes. */
export interface PlanesInput {
  /** Of any kind. */
  readonly input: PictureInput;
  /** Columns, even. */
  readonly widthPx: number;
  /** Rows, even. */
  readonly heightPx: number;
  /** How colours are to be coded. */
  readonly matrix: YuvMatrix;
}

/** {@linkcode decodeInput} in a worker. */
export const decodeTask: Task<DecodeInput, Raster> = defineTask(
  "image.decode",
  async ({ input, wants }: DecodeInput) => {
    const raster = await decodeInput(input, wants);
    const { data, transfer } = toTransfer(raster.data);
    return { output: { ...raster, data }, transfer };
  },
);

/**
 * Decodes and encodes in one hop. A PNG keeps alpha, a JPEG has it laid over white; the JPEG of a file
 * has colour even if the file has none.
 */
export const encodeTask: Task<EncodeInput, Uint8Array> = defineTask(
  "image.encode",
  async ({ input, format, quality }: EncodeInput) => {
    const channels = input.kind === "file" && format === "jpeg" ? 3 : inputChannels(input);
    // Borrowed pixels don't outlive an await, and encoding awaits its codec.
    const raster = await withDecodedInput(input, { channels, owned: true }, (kept) => kept);
    const bytes = await encodePicture(raster, format, quality === undefined ? {} : { quality });
    const { data, transfer } = toTransfer(bytes);
    return { output: data, transfer };
  },
);

/** Converts a picture file to a PNG without loss, upright: for kinds that are costly to decode. */
export const importTask: Task<ImportInput, Uint8Array> = defineTask(
  "image.import",
  async ({ bytes, limits }: ImportInput) => {
    const { channels } = readPictureHeader(bytes, limits);
    const raster = await decodePicture(bytes, { channels, limits });
    const { data, transfer } = toTransfer(await encodePicture(raster, "png"));
    return { output: data, transfer };
  },
);

/** {@linkcode scaleTo} in a worker. */
export const scaleTask: Task<ScaleInput, Raster> = defineTask(
  "image.scale",
  ({ raster, widthPx, heightPx }: ScaleInput) => {
    const scaled = scaleTo(raster, widthPx, heightPx);
    const { data, transfer } = toTransfer(scaled.data);
    return { output: { ...scaled, data }, transfer };
  },
);

/** {@linkcode planesOfRaster} of a picture, scaled if it has another size, in a worker. */
export const planesTask: Task<PlanesInput, Planes> = defineTask(
  "image.planes",
  async ({ input, widthPx, heightPx, matrix }: PlanesInput) => {
    const channels = inputChannels(input) === 1 ? 1 : 3;
    const raster = scaleTo(await decodeInput(input, { channels }), widthPx, heightPx);
    const planes = planesOfRaster(raster, matrix);
    const { data, transfer } = toTransfer(planes.data);
    return { output: { ...planes, data }, transfer };
  },
);

/** All pool tasks for pictures, for a worker's entry. */
export const imageTasks: readonly AnyTask[] = [
  decodeTask,
  encodeTask,
  importTask,
  scaleTask,
  planesTask,
];

/**
 * Loads the JPEG codec, so that a worker's first picture needn't wait for it.
 *
 * @param setup an {@linkcode ImageSetup}, as the pool carries it; without one nothing of the host is
 *   used
 */
export function warmImageCodecs(setup: unknown): Promise<void> {
  if (isImageSetup(setup)) setUpImages(setup);
  return jpegCodec().warm();
}

function isImageSetup(setup: unknown): setup is ImageSetup {
  return typeof setup === "object" && setup !== null;
}
