/**
 * The JPEG codec that framebox brings: libjpeg-turbo compiled to WebAssembly.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";
import type {
  JpegCodec,
  JpegDecodeOptions,
  JpegFile,
  JpegPixels,
  JpegSource,
} from "./jpeg_codec.ts";
import { compileJpeg, JpegFailure, JpegInstance } from "./jpeg_wasm_module.ts";
import { damaged } from "../picture_error.ts";

/** An instance's memory never shrinks; beyond this, some 20 megapixels of colour, it is given back. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;

/** libjpeg-turbo. It mends itself: after an error that is no refusal the next call has a new instance. */
export class WasmJpegCodec implements JpegCodec {
  readonly name = "WebAssembly";
  #compiled: Promise<WebAssembly.Module> | undefined;
  #instance: JpegInstance | undefined;

  /** What it holds now; nothing before its first picture. */
  get memoryBytes(): number {
    return this.#instance?.memoryBytes ?? 0;
  }

  /** Compiles the codec, so that the first picture needn't wait for it. */
  async warm(): Promise<void> {
    await this.#load();
  }

  async decode<T>(
    file: JpegFile,
    use: (pixels: JpegPixels) => T,
    options: JpegDecodeOptions = {},
  ): Promise<T> {
    const instance = await this.#load();
    const { bytes, widthPx, heightPx, channels } = file;
    const { scaleDenominator = 1, owned = false } = options;
    try {
      const found = this.#run(
        instance,
        () => instance.decode(bytes, widthPx, heightPx, channels, scaleDenominator),
        unreadable,
      );
      return use({ ...found, channels, data: owned ? found.data.slice() : found.data });
    } finally {
      this.#keepSmall(instance);
    }
  }

  async encode(source: JpegSource, quality: number): Promise<Uint8Array> {
    const instance = await this.#load();
    const { widthPx, heightPx, channels, fill } = source;
    try {
      return this.#run(
        instance,
        () => instance.encode(fill, widthPx, heightPx, channels, quality).slice(),
        unwritable,
      );
    } finally {
      this.#keepSmall(instance);
    }
  }

  async #load(): Promise<JpegInstance> {
    const compiled = await (this.#compiled ??= compileJpeg());
    return this.#instance ??= new JpegInstance(compiled);
  }

  #run<T>(instance: JpegInstance, task: () => T, toError: (caught: unknown) => FrameboxError): T {
    try {
      return task();
    } catch (caught) {
      if (!(caught instanceof JpegFailure)) this.#drop(instance);
      throw toError(caught);
    }
  }

  #drop(instance: JpegInstance): void {
    if (this.#instance === instance) this.#instance = undefined;
  }

  #keepSmall(instance: JpegInstance): void {
    if (instance.memoryBytes > MAX_KEPT_BYTES) this.#drop(instance);
  }
}

function unreadable(caught: unknown): FrameboxError {
  const why = caught instanceof JpegFailure ? caught.why : "damaged";
  if (why === "no memory") {
    return new FrameboxError(
      "RESOURCE_EXHAUSTED",
      "The JPEG picture needs more memory to be decoded than there is. Send a smaller one.",
      caught,
    );
  }
  const what = why === "other size" ? "its parts name different sizes" : "it is cut or damaged";
  return damaged("JPEG", what, caught);
}

function unwritable(caught: unknown): FrameboxError {
  return new FrameboxError("INTERNAL", "The picture could not be made into a JPEG.", caught);
}
