/**
 * The JPEG codec that framebox brings: libjpeg-turbo compiled to WebAssembly.
 *
 * @module
 */

import { FrameboxError } from "../errors/mod.ts";
import type {
  JpegCodec,
  JpegDecodeOptions,
  JpegFile,
  JpegPixels,
  JpegSource,
  ScaleDenominator,
} from "./jpeg_codec.ts";
import { rows } from "./orient.ts";
import { damaged, unsupported } from "./picture_error.ts";
import { scaleDownTo } from "./scale_down.ts";
import {
  compileTurbo,
  instantiateTurbo,
  type TurboDecoder,
  type TurboEncoder,
  type TurboFrame,
  type TurboModule,
} from "./turbo_module.ts";

/** `TJSAMP_420` of turbojpeg.h: what cameras write; half the work of 4:4:4. */
const SUBSAMPLING_420 = 2;

/** An instance starts with 50 MB and never shrinks; beyond this it is given back. */
const MAX_KEPT_BYTES = 128 * 1024 * 1024;

/** Grey pictures of fewer pixels are written as colour: see {@linkcode roomFor}. */
const MIN_GREY_PIXELS = 256;

interface Instance {
  readonly module: TurboModule;
  readonly decoder: TurboDecoder;
  readonly encoder: TurboEncoder;
}

/** libjpeg-turbo. It mends itself: after a failure the next call has a new instance. */
export class WasmJpegCodec implements JpegCodec {
  readonly name = "WebAssembly";
  #compiled: Promise<WebAssembly.Module> | undefined;
  #instance: Promise<Instance> | undefined;

  /** Compiles the codec, some 20 ms, so that the first picture needn't wait for it. */
  async warm(): Promise<void> {
    await this.#load();
  }

  async decode<T>(
    file: JpegFile,
    use: (pixels: JpegPixels) => T,
    options: JpegDecodeOptions = {},
  ): Promise<T> {
    if (file.channels === 4) throw unsupported("JPEG", "in CMYK (print) colours");
    const instance = await this.#load();
    let pixels: JpegPixels;
    try {
      pixels = decodeWith(instance, file.bytes);
    } catch (caught) {
      this.#drop(instance);
      throw damaged("JPEG", "it is cut or damaged", caught);
    }
    if (
      pixels.widthPx !== file.widthPx || pixels.heightPx !== file.heightPx ||
      pixels.channels !== file.channels
    ) throw damaged("JPEG", "its parts name different sizes");
    const { scaleDenominator = 1 } = options;
    if (scaleDenominator > 1) pixels = smaller(pixels, scaleDenominator);
    else if (options.owned) pixels = { ...pixels, data: pixels.data.slice() };
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

/** The library is built without a way to its scaled DCT: the mean of the pixels comes near to it. */
function smaller(pixels: JpegPixels, denominator: ScaleDenominator): JpegPixels {
  const { widthPx, heightPx, channels, data } = pixels;
  const size = {
    widthPx: Math.ceil(widthPx / denominator),
    heightPx: Math.ceil(heightPx / denominator),
  };
  const scaled = scaleDownTo(rows(widthPx, heightPx, channels, data), size);
  // A picture of one pixel is no smaller, and still the codec's memory.
  return { ...size, channels, data: scaled.data === data ? data.slice() : scaled.data };
}

function encodeWith({ encoder }: Instance, source: JpegSource, quality: number): Uint8Array {
  const { widthPx, heightPx, fill } = source;
  // For one channel so few pixels can't be given enough room.
  const channels = widthPx * heightPx < MIN_GREY_PIXELS ? 3 : source.channels;
  encoder.setQuality(quality);
  const target = encoder.getDecodedBuffer({
    width: widthPx,
    height: heightPx,
    isSigned: false,
    ...roomFor(widthPx, heightPx, channels),
  });
  if (channels === source.channels) fill(target.subarray(0, widthPx * heightPx * channels));
  else spreadGrey(widthPx * heightPx, fill, target);
  encoder.encode();
  return new Uint8Array(encoder.getEncodedBuffer().buffer);
}

/** Grey as three equal channels. */
function spreadGrey(pixels: number, fill: JpegSource["fill"], target: Uint8Array): void {
  const grey = new Uint8Array(pixels);
  fill(grey);
  for (let i = 0; i < pixels; i++) target.fill(grey[i]!, 3 * i, 3 * i + 3);
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
