/**
 * What a picture came as.
 *
 * @module
 */

import type { Orientation } from "./exif.ts";
import type { PictureFormat } from "./kinds.ts";
import type { Raster } from "./raster/raster.ts";
import type { RawFrame } from "./raw/raw_read.ts";

/** The form in which a picture came: a file, a raster, or raw pixels of a stream client. */
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

/** Raw pixels, in memory or in a file of another process. */
export interface RawSource extends RawFrame {
  /** Always `raw`. */
  readonly kind: "raw";
}
