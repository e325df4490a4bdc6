/**
 * What a picture came as.
 *
 * @module
 */

import type { Orientation } from "./exif.ts";
import type { PictureFormat } from "./kinds.ts";
import type { Raster } from "./raster/raster.ts";
import type { RawFrame } from "./raw/raw_read.ts";

/** What a picture came as: a file, pixels as framebox has them, or pixels as a machine has them. */
export type PictureSource = FileSource | RasterSource | RawSource;

/** A picture file. */
export interface FileSource {
  /** Always `file`. */
  readonly kind: "file";
  /** By its bytes. */
  readonly format: PictureFormat;
  /** The whole file. */
  readonly bytes: Uint8Array;
  /** How its pixels are to be turned. */
  readonly orientation: Orientation;
}

/** Decoded pixels. */
export interface RasterSource {
  /** Always `raster`. */
  readonly kind: "raster";
  /** Of any layout and order. */
  readonly raster: Raster;
}

/** Pixels of a machine, here or in a file that another process keeps. */
export interface RawSource extends RawFrame {
  /** Always `raw`. */
  readonly kind: "raw";
}
