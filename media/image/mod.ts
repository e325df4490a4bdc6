/**
 * Pictures: kinds of files and their headers, decoding and encoding, layouts and orders of pixels, and
 * the pool tasks that do all this.
 *
 * - A file's kind and size: {@linkcode sniffFormat}, {@linkcode readPictureHeader}, with
 *   {@linkcode ImageLimits} checked before anything is decoded.
 * - Pixels: a {@linkcode Raster}, in sRGB (`colour/` converts the file's profile); {@linkcode toPlanar} and
 *   {@linkcode toInterleaved} change its layout, {@linkcode rasterFromMatlab} makes one of a MATLAB array.
 * - Pixels as stream clients send them: {@linkcode RawFormat}, whose bytes may lie in shared memory
 *   ({@linkcode FileRange}).
 * - Work on this thread: {@linkcode decodePicture}, {@linkcode withDecoded},
 *   {@linkcode encodePicture}.
 * - Work in a {@linkcode Pool}: {@linkcode Picture}, which makes each form once, or another task
 *   of `base/pool`, whose input is a {@linkcode PictureInput}: a file, a raster or raw pixels.
 *
 * @module
 */

export { greyOf } from "./raster/channels.ts";
export { convertRaster, hasForm, type RasterForm } from "./raster/convert.ts";
export { decodePicture, type LendWants, type PictureWants, withDecoded } from "./decode.ts";
export {
  DEFAULT_JPEG_QUALITY,
  type EncodedFormat,
  type EncodeOptions,
  encodePicture,
} from "./encode.ts";
export type { Orientation } from "./exif.ts";
export { type FileRange, type OpenRange, withRange } from "./file_range.ts";
export { findTurbojpeg } from "./jpeg/find_turbojpeg.ts";
export { greyBelow, greyMean } from "./raster/grey.ts";
export { joinBytes } from "./join_bytes.ts";
export { type PictureHeader, readPictureHeader } from "./header.ts";
export {
  type DecodeInput,
  decodeTask,
  type EncodeInput,
  encodeTask,
  imageTasks,
  type PlanesInput,
  planesTask,
  type ScaleInput,
  scaleTask,
  warmImageCodecs,
} from "./tasks.ts";
export type { JpegCodecName } from "./jpeg/jpeg_codec.ts";
export {
  type ForeignFormat,
  FORMAT_TITLES,
  isForeign,
  type NativeFormat,
  type PictureFormat,
  READ_KINDS,
  sniffFormat,
} from "./kinds.ts";
export { DEFAULT_IMAGE_LIMITS, type ImageLimits } from "./limits.ts";
export {
  type MatlabData,
  type MatlabImage,
  type MatlabNumericClass,
  rasterFromMatlab,
} from "./raster/matlab_raster.ts";
export { Picture, type RasterWants } from "./picture.ts";
export { pictureIn, pictureOf } from "./picture_of.ts";
export {
  decodeInput,
  type FileInput,
  inputChannels,
  inputSize,
  type InputTransfer,
  type InputWants,
  type PictureInput,
  pictureInput,
  type RasterInput,
  type RawInput,
  withDecodedInput,
} from "./picture_input.ts";
export type { FileSource, PictureSource, RasterSource, RawSource } from "./picture_source.ts";
export { toInterleaved, toPlanar } from "./raster/planar.ts";
export {
  negativePlanes,
  type Planes,
  planesBytes,
  planesFormat,
  planesOf,
  planesOfRaster,
} from "./raster/planes.ts";
export {
  type ChannelCount,
  type ChannelOrder,
  checkRaster,
  type PixelLayout,
  type Raster,
  rasterBytes,
} from "./raster/raster.ts";
export {
  checkRawFormat,
  checkRawLength,
  PIXEL_FORMATS,
  type PixelFormat,
  rawBytes,
  type RawFormat,
  type RawSize,
} from "./raw/raw_format.ts";
export { rawRaster } from "./raw/raw_raster.ts";
export type { RawFrame } from "./raw/raw_read.ts";
export {
  scaleDown,
  scaleDownTo,
  scaledSize,
  type SizePx,
  sizeWithin,
} from "./raster/scale_down.ts";
export { sobel } from "./raster/sobel.ts";
export { type ImageSetup, imageSetup, setUpImages } from "./setup.ts";
export type { YuvMatrix } from "./raw/yuv_matrix.ts";
