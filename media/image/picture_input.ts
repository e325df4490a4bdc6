/**
 * The picture input of pool tasks.
 *
 * @module
 */

import { convertRaster } from "./raster/convert.ts";
import { decodePicture, type LendWants, type PictureWants, withDecoded } from "./decode.ts";
import { readPictureHeader } from "./header.ts";
import type { ImageLimits } from "./limits.ts";
import type { PictureSource } from "./picture_source.ts";
import type { ChannelCount, ChannelOrder, Raster } from "./raster/raster.ts";
import { rawChannels } from "./raw/raw_convert.ts";
import { rawGreyRaster, rawRaster } from "./raw/raw_raster.ts";
import type { RawFrame } from "./raw/raw_read.ts";
import type { SizePx } from "./raster/scale_down.ts";
import { copyToTransfer } from "../../base/pool/mod.ts";

/** A picture as a task gets it; read it with {@linkcode decodeInput} or {@linkcode withDecodedInput}. */
export type PictureInput = FileInput | RasterInput | RawInput;

/** A picture file. */
export interface FileInput {
  /** Always `file`. */
  readonly kind: "file";
  /** Of any kind that is read. */
  readonly bytes: Uint8Array;
  /** Checked again on its header. */
  readonly limits: ImageLimits;
}

/** Decoded pixels. */
export interface RasterInput {
  /** Always `raster`. */
  readonly kind: "raster";
  /** Of any layout and order. */
  readonly raster: Raster;
}

/** Raw pixels. Those of a {@linkcode FileRange} are read by the thread that needs them. */
export interface RawInput extends RawFrame {
  /** Always `raw`. */
  readonly kind: "raw";
}

/** A {@linkcode PictureInput} and the buffers that are transferred with it. */
export interface InputTransfer {
  /** For the task. */
  readonly input: PictureInput;
  /** For `pool.run`'s options. */
  readonly transfer: ArrayBuffer[];
}

/** The form of the pixels that a task needs; the limits come with the input. */
export type InputWants = Omit<PictureWants, "limits">;

/**
 * Makes a task's input of a picture. Its bytes are copied, since the picture keeps its own; those in a
 * `SharedArrayBuffer` are shared, and a {@linkcode FileRange} is not read here.
 */
export function pictureInput(
  { source, limits }: { readonly source: PictureSource; readonly limits: ImageLimits },
): InputTransfer {
  if (source.kind === "file") {
    const { data: bytes, transfer } = copyToTransfer(source.bytes);
    return { input: { kind: "file", bytes, limits }, transfer };
  }
  if (source.kind === "raster") {
    const { data, transfer } = copyToTransfer(source.raster.data);
    return { input: { kind: "raster", raster: { ...source.raster, data } }, transfer };
  }
  if (!(source.bytes instanceof Uint8Array) || isShared(source.bytes)) {
    return { input: source, transfer: [] };
  }
  const { data: bytes, transfer } = copyToTransfer(source.bytes);
  return { input: { ...source, bytes }, transfer };
}

/**
 * The channels of an input, before any are added or dropped.
 *
 * @throws {FrameboxError} as {@linkcode readPictureHeader}
 */
export function inputChannels(input: PictureInput): ChannelCount {
  if (input.kind === "file") return readPictureHeader(input.bytes, input.limits).channels;
  return input.kind === "raster" ? input.raster.channels : rawChannels(input.format.pixelFormat);
}

/**
 * Its size as shown.
 *
 * @throws {FrameboxError} as {@linkcode readPictureHeader}
 */
export function inputSize(input: PictureInput): SizePx {
  if (input.kind === "file") {
    const { widthPx, heightPx } = readPictureHeader(input.bytes, input.limits);
    return { widthPx, heightPx };
  }
  return input.kind === "raster" ? input.raster : input.format;
}

/**
 * The input's pixels in the requested form: its own memory where it has that form, which the task may
 * overwrite. Works on this thread.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when a file is cut or damaged, or shared memory was
 *   replaced or is too short; `RESOURCE_EXHAUSTED` when a file's header names more than its limits
 *   allow
 */
export async function decodeInput(
  input: PictureInput,
  wants: InputWants = {},
): Promise<Raster> {
  const { channels = 3, layout = "interleaved", order = "RGB" } = wants;
  const form = { channels, layout, order };
  if (input.kind === "file") {
    return await decodePicture(input.bytes, { ...wants, ...form, limits: input.limits });
  }
  return convertRaster(rasterOf(input, channels, order), form);
}

/**
 * Lends the input's pixels, without a copy where possible.
 *
 * @param wants the number of channels, three by default; and options for files
 * @param use gets pixels in the nearest layout and order. With `borrowed` their memory is reused as
 *   soon as `use` has returned
 * @returns what `use` returned
 * @throws {FrameboxError} as {@linkcode decodeInput}
 */
export async function withDecodedInput<T>(
  input: PictureInput,
  wants: Omit<LendWants, "limits">,
  use: (raster: Raster, borrowed: boolean) => T,
): Promise<T> {
  const channels = wants.channels ?? 3;
  if (input.kind === "file") {
    return await withDecoded(input.bytes, { ...wants, channels, limits: input.limits }, use);
  }
  return use(nearest(rasterOf(input, channels, "RGB"), channels), false);
}

/** The nearest form without a further conversion. */
function rasterOf(
  input: RasterInput | RawInput,
  channels: ChannelCount,
  order: ChannelOrder,
): Raster {
  if (input.kind === "raster") return input.raster;
  return channels === 1 ? rawGreyRaster(input) : rawRaster(input, order);
}

function nearest(raster: Raster, channels: ChannelCount): Raster {
  const { layout, order } = raster;
  return convertRaster(raster, { channels, layout, order });
}

function isShared({ buffer }: Uint8Array): boolean {
  return buffer instanceof SharedArrayBuffer;
}
