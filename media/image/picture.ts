/**
 * A picture in the form it came in, converted to other forms on demand.
 *
 * @module
 */

import { hasForm } from "./raster/convert.ts";
import type { EncodedFormat } from "./encode.ts";
import { checkRange, type FileRange } from "./file_range.ts";
import { type PictureHeader, readPictureHeader } from "./header.ts";
import { decodeTask, encodeTask, importTask } from "./tasks.ts";
import { isForeign } from "./kinds.ts";
import { DEFAULT_IMAGE_LIMITS, type ImageLimits } from "./limits.ts";
import { type InputWants, pictureInput } from "./picture_input.ts";
import type { PictureSource } from "./picture_source.ts";
import { freeBuffer } from "../../base/memory/mod.ts";
import { copyToTransfer, type Pool } from "../../base/pool/mod.ts";
import { type ChannelCount, checkRaster, type Raster } from "./raster/raster.ts";
import { rawChannels } from "./raw/raw_convert.ts";
import { checkRawFormat, checkRawLength, type RawFormat } from "./raw/raw_format.ts";
import type { Payload, PayloadRemark, PayloadSize } from "../../base/payload/mod.ts";
import { SharedWork } from "./shared_work.ts";

/** The form of a picture's pixels; its limits were set when it was made. */
export type RasterWants = InputWants;

/**
 * A picture that keeps its source. Every other form is made once, in a pool, at its first use, and
 * cached until {@linkcode Picture.release}. Returned buffers are shared: don't write to them, don't
 * transfer them.
 */
export class Picture implements Payload {
  /** Always `picture`. */
  readonly kind = "picture";
  /** As shown, after the EXIF orientation is applied. */
  readonly widthPx: number;
  /** As shown, after the EXIF orientation is applied. */
  readonly heightPx: number;
  /** Of its source. */
  readonly channels: ChannelCount;
  /** Remarks on it: see {@linkcode PayloadRemark}. */
  readonly remarks: readonly PayloadRemark[];
  #source: PictureSource;
  #limits: ImageLimits;
  /** Pixels without any other view on them; they may be freed. */
  #ownPixels: Uint8Array | undefined;
  #ownFile: Uint8Array | undefined;
  #isOutdated = false;
  /** The first file that was made of it. */
  #file: { readonly format: EncodedFormat; readonly bytes: Uint8Array } | undefined;
  readonly #encoded = new Map<string, SharedWork<Uint8Array>>();
  readonly #rasters = new Map<string, SharedWork<Raster>>();

  private constructor(
    source: PictureSource,
    size: Pick<Raster, "widthPx" | "heightPx" | "channels">,
    limits: ImageLimits,
    remarks: readonly PayloadRemark[] = [],
  ) {
    this.#source = source;
    this.remarks = remarks;
    this.widthPx = size.widthPx;
    this.heightPx = size.heightPx;
    this.channels = size.channels;
    this.#limits = limits;
  }

  /**
   * Takes a picture file of any kind. Only its header is read; damage further on shows when another form
   * is made. A kind that ffmpeg decodes is decoded again for each form: prefer
   * {@linkcode Picture.open}.
   *
   * @throws {FrameboxError} as {@linkcode readPictureHeader}
   */
  static fromFile(bytes: Uint8Array, limits: ImageLimits = DEFAULT_IMAGE_LIMITS): Picture {
    return Picture.#ofFile(bytes, readPictureHeader(bytes, limits), limits);
  }

  /**
   * Takes a picture file of any kind. One that ffmpeg has to decode (AVIF, HEIC, TIFF) is turned into a
   * PNG in the pool, once, and is that from then on; any other is there at once, as by
   * {@linkcode Picture.fromFile}.
   *
   * @throws {FrameboxError} as {@linkcode readPictureHeader}; a promise of one also what
   *   {@linkcode Pool.run} throws, and `INVALID_ARGUMENT` when it can't be decoded here
   */
  static open(
    bytes: Uint8Array,
    limits: ImageLimits,
    pool: Pool,
    signal?: AbortSignal,
  ): Picture | Promise<Picture> {
    const header = readPictureHeader(bytes, limits);
    return isForeign(header.format)
      ? Picture.#import(bytes, header, limits, pool, signal)
      : Picture.#ofFile(bytes, header, limits);
  }

  static #ofFile(bytes: Uint8Array, header: PictureHeader, limits: ImageLimits): Picture {
    const { format, orientation, remarks } = header;
    return new Picture({ kind: "file", format, bytes, orientation }, header, limits, remarks);
  }

  static async #import(
    bytes: Uint8Array,
    { remarks }: PictureHeader,
    limits: ImageLimits,
    pool: Pool,
    signal?: AbortSignal,
  ): Promise<Picture> {
    const { data, transfer } = copyToTransfer(bytes);
    const png = await pool.run(importTask, { bytes: data, limits }, {
      transfer,
      ...(signal && { signal }),
    });
    // The file was within its limit; without loss it may be longer.
    const ofPng = { ...limits, maxBytes: Math.max(limits.maxBytes, png.byteLength) };
    return Picture.#ofFile(png, { ...readPictureHeader(png, ofPng), remarks }, ofPng);
  }

  /**
   * Takes pixels.
   *
   * @param isOwner their buffer has no other user: it is freed as in {@linkcode Picture.outdate}
   * @throws {FrameboxError} `INVALID_ARGUMENT` when its bytes don't fit its size
   */
  static fromRaster(raster: Raster, isOwner = false): Picture {
    checkRaster(raster);
    const picture = new Picture({ kind: "raster", raster }, raster, DEFAULT_IMAGE_LIMITS);
    if (isOwner) picture.#ownPixels = raster.data;
    return picture;
  }

  /**
   * Takes raw pixels as a stream client sent them. They are converted when another form is asked for, in the
   * pool; those of a {@linkcode FileRange} are read only then, so its owner must keep them.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` when the format can't be or the bytes don't fit it;
   *   `RESOURCE_EXHAUSTED` when it is over a limit
   */
  static fromRaw(
    format: RawFormat,
    bytes: Uint8Array | FileRange,
    limits: ImageLimits = DEFAULT_IMAGE_LIMITS,
  ): Picture {
    checkRawFormat(format, limits);
    if (!(bytes instanceof Uint8Array)) checkRange(bytes);
    checkRawLength(format, bytes.byteLength);
    const { widthPx, heightPx, pixelFormat } = format;
    const size = { widthPx, heightPx, channels: rawChannels(pixelFormat) };
    return new Picture({ kind: "raw", format, bytes }, size, limits);
  }

  /** Its source, which {@linkcode Picture.outdate} may replace. */
  get source(): PictureSource {
    return this.#source;
  }

  /** Checked when it was made, and again when it is decoded. */
  get limits(): ImageLimits {
    return this.#limits;
  }

  /** As its file's kind has it; `video/raw` for pixels. */
  get mediaType(): string {
    const { source } = this;
    return source.kind === "file" ? `image/${source.format}` : "video/raw";
  }

  /** Columns and rows as shown. */
  get size(): PayloadSize {
    return this;
  }

  /** Bytes of its pixels as RGB. */
  get workingBytes(): number {
    return this.widthPx * this.heightPx * 3;
  }

  /** Memory of its source: none for a range of another process's file. */
  get byteLength(): number {
    const { source } = this;
    if (source.kind === "raster") return source.raster.data.byteLength;
    return source.bytes instanceof Uint8Array ? source.bytes.byteLength : 0;
  }

  /**
   * The picture as a file, in sRGB. A source of this kind is returned as it is, with its EXIF
   * orientation and its colour profile: browsers apply them.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` when it turns out cut or damaged, or what
   *   {@linkcode Pool.run} throws
   */
  encoded(
    format: EncodedFormat,
    pool: Pool,
    signal?: AbortSignal,
    quality?: number,
  ): Promise<Uint8Array> {
    const { source } = this;
    if (source.kind === "file" && source.format === format) return Promise.resolve(source.bytes);
    const how = quality === undefined ? { format } : { format, quality };
    const work = remembered(this.#encoded, `${format} ${quality}`, async (signal) => {
      const { input, transfer } = pictureInput(this);
      const bytes = await pool.run(encodeTask, { input, ...how }, { transfer, signal });
      this.#file ??= { format, bytes };
      if (this.#isOutdated) this.#become(this.#file);
      return bytes;
    });
    return work.get(signal);
  }

  /**
   * The picture's pixels.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` when it turns out cut or damaged, or what
   *   {@linkcode Pool.run} throws
   */
  raster(wants: RasterWants, pool: Pool, signal?: AbortSignal): Promise<Raster> {
    const { source } = this;
    const { channels = 3, layout = "interleaved", order = "RGB" } = wants;
    const form = { channels, layout, order };
    if (source.kind === "raster" && hasForm(source.raster, form)) {
      this.#ownPixels = undefined;
      return Promise.resolve(source.raster);
    }
    const key = `${channels} ${layout} ${order}`;
    const work = remembered(this.#rasters, key, (signal) => {
      const { input, transfer } = pictureInput(this);
      return pool.run(decodeTask, { input, wants: form }, { transfer, signal });
    });
    return work.get(signal);
  }

  /**
   * A newer picture has come, and this one is hardly needed any more. Pixels that it owns are freed, now or
   * as soon as a file is made of them, which becomes its source. Otherwise they would wait for the garbage
   * collector, which becomes slow with much such memory.
   */
  outdate(): void {
    this.#isOutdated = true;
    if (this.#file) this.#become(this.#file);
  }

  #become({ format, bytes }: { readonly format: EncodedFormat; readonly bytes: Uint8Array }): void {
    const pixels = this.#ownPixels;
    if (!pixels) return;
    this.#ownPixels = undefined;
    this.#source = { kind: "file", format, bytes, orientation: 1 };
    this.#limits = { ...this.#limits, maxBytes: Math.max(this.#limits.maxBytes, bytes.byteLength) };
    freeBuffer(pixels);
  }

  /** It owns the bytes of its file: {@linkcode Picture.release} frees them. */
  own(): void {
    if (this.#source.kind === "file") this.#ownFile = this.#source.bytes;
  }

  /** It is needed for longer: {@linkcode Picture.release} doesn't free its source. */
  keep(): void {
    this.#ownFile = undefined;
  }

  /** Drops the cached forms. The source stays, but for a file that it owns. */
  release(): void {
    this.#encoded.clear();
    this.#rasters.clear();
    const file = this.#ownFile;
    this.#ownFile = undefined;
    if (file && file.buffer.byteLength === file.byteLength) freeBuffer(file);
  }
}

function remembered<T>(
  forms: Map<string, SharedWork<T>>,
  key: string,
  work: (signal: AbortSignal) => Promise<T>,
): SharedWork<T> {
  let form = forms.get(key);
  if (!form) {
    form = new SharedWork(work);
    forms.set(key, form);
  }
  return form;
}
