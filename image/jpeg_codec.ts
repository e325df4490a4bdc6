/**
 * JPEG behind one small interface, and the codec that stands behind it now: libjpeg-turbo compiled
 * to WebAssembly.
 *
 * @module
 */

import { FrameboxError } from "../errors/mod.ts";
import { damaged } from "./picture_error.ts";
import {
  compileTurbo,
  instantiateTurbo,
  type TurboDecoder,
  type TurboEncoder,
  type TurboFrame,
  type TurboModule,
} from "./turbo_module.ts";

/** Decoded rows, in memory that belongs to the codec. */
export interface JpegPixels {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
  /** Interleaved, RGB. Not to be kept: copy or convert it. */
  readonly data: Uint8Array;
}

/** What is to be encoded. */
export interface JpegSource {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
  /** Writes the interleaved RGB pixels into the codec's memory, all of them. */
  readonly fill: (target: Uint8Array) => void;
}

/** All that framebox asks of a JPEG library. */
export interface JpegCodec {
  /**
   * @param use called with the pixels before the promise is settled; what it returns is the answer
   * @throws {FrameboxError} `INVALID_ARGUMENT` when the file is cut or damaged
   */
  decode<T>(bytes: Uint8Array, use: (pixels: JpegPixels) => T): Promise<T>;
  /**
   * @param quality 1 to 100, as libjpeg has it
   * @throws {FrameboxError} `INTERNAL` when the codec fails
   */
  encode(source: JpegSource, quality: number): Promise<Uint8Array>;
}

/** `TJSAMP_420` of turbojpeg.h: what cameras write; half the work of 4:4:4. */
const SUBSAMPLING_420 = 2;

/** An instance starts with 50 MB and never shrinks; beyond this it is given back. */
const MAX_KEPT_BYTES = 128 * 1024 * 1024;

interface Instance {
  readonly module: TurboModule;
  readonly decoder: TurboDecoder;
  readonly encoder: TurboEncoder;
}

/** libjpeg-turbo. It mends itself: after a failure the next call has a new instance. */
export class TurboJpegCodec implements JpegCodec {
  #compiled: Promise<WebAssembly.Module> | undefined;
  #instance: Promise<Instance> | undefined;

  /** Compiles the codec, some 20 ms, so that the first picture needn't wait for it. */
  async warm(): Promise<void> {
    await this.#load();
  }

  async decode<T>(bytes: Uint8Array, use: (pixels: JpegPixels) => T): Promise<T> {
    const instance = await this.#load();
    let pixels: JpegPixels;
    try {
      pixels = decodeWith(instance, bytes);
    } catch (caught) {
      this.#drop(instance);
      throw damaged("JPEG", "it is cut or damaged", caught);
    }
    try {
      return use(pixels);
    } finally {
      this.#keepSmall(instance);
    }
  }

  async encode(source: JpegSource, quality: number): Promise<Uint8Array> {
    const instance = await this.#load();
    try {
      return encodeWith(instance, source, quality);
    } catch (caught) {
      this.#drop(instance);
      throw new FrameboxError("INTERNAL", "The picture could not be made into a JPEG.", caught);
    } finally {
      this.#keepSmall(instance);
    }
  }

  #load(): Promise<Instance> {
    return this.#instance ??= this.#instantiate();
  }

  async #instantiate(): Promise<Instance> {
    const compiled = await (this.#compiled ??= compileTurbo());
    const module = await instantiateTurbo(compiled);
    const encoder = new module.JPEGEncoder();
    encoder.setProgressive(0);
    encoder.setSubSampling(SUBSAMPLING_420);
    return { module, decoder: new module.JPEGDecoder(), encoder };
  }

  /** An exception has jumped over C++ frames without cleaning up: its memory is not to be trusted. */
  #drop(_failed: Instance): void {
    this.#instance = undefined;
  }

  #keepSmall(instance: Instance): void {
    if (instance.module.HEAPU8.byteLength > MAX_KEPT_BYTES) this.#drop(instance);
  }
}

function decodeWith({ decoder }: Instance, bytes: Uint8Array): JpegPixels {
  decoder.getEncodedBuffer(bytes.byteLength).set(bytes);
  decoder.decode();
  const { width, height, componentCount } = decoder.getFrameInfo();
  return {
    widthPx: width,
    heightPx: height,
    channels: componentCount === 1 ? 1 : 3,
    data: decoder.getDecodedBuffer(),
  };
}

function encodeWith({ encoder }: Instance, source: JpegSource, quality: number): Uint8Array {
  const { widthPx, heightPx, channels } = source;
  encoder.setQuality(quality);
  const target = encoder.getDecodedBuffer({
    width: widthPx,
    height: heightPx,
    isSigned: false,
    ...roomFor(widthPx, heightPx, channels),
  });
  source.fill(target.subarray(0, widthPx * heightPx * channels));
  encoder.encode();
  return new Uint8Array(encoder.getEncodedBuffer().buffer);
}

/**
 * Makes the wrapper reserve enough for the worst JPEG.
 *
 * It gives libjpeg-turbo an output buffer as long as the input and tells it that it is as long as
 * `tjBufSize` says, which is more: noise or a tiny picture would be written past its end. The length
 * is width × height × componentCount × bytes a sample, of which the encoder itself uses only
 * whether componentCount is 1, so the other two can be raised until the length is enough.
 */
function roomFor(
  widthPx: number,
  heightPx: number,
  channels: 1 | 3,
): Pick<TurboFrame, "componentCount" | "bitsPerSample"> {
  const block = channels === 1 ? 8 : 16;
  const padded = Math.ceil(widthPx / block) * Math.ceil(heightPx / block) * block * block;
  const perPixel = ((channels === 1 ? 2 : 3) * padded + 2048) / (widthPx * heightPx);
  if (channels === 1) return { componentCount: 1, bitsPerSample: 8 * Math.ceil(perPixel) };
  const componentCount = Math.min(Math.max(3, Math.ceil(perPixel)), 255);
  return { componentCount, bitsPerSample: 8 * Math.ceil(perPixel / componentCount) };
}

/** Grey pictures of fewer pixels don't fit {@linkcode JpegCodec.encode}'s one-channel way: use three. */
export const MIN_GREY_PIXELS = 256;

/** This thread's codec. */
export const jpegCodec: TurboJpegCodec = new TurboJpegCodec();
