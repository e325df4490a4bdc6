/**
 * libjpeg-turbo as `@cornerstonejs/codec-libjpeg-turbo-8bit` has it: what of it is used, and how it
 * is loaded with nothing on disk.
 *
 * @module
 */

import glue from "@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs";
import wasmBinary from "@cornerstonejs/codec-libjpeg-turbo-8bit/wasm" with { type: "bytes" };
import { type EmscriptenFactory, instantiate } from "./emscripten.ts";

/** Width, height and sample size as the wrapper counts them. */
export interface TurboFrame {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned: boolean;
}

/** One decoder, with an input and an output buffer of its own. */
export interface TurboDecoder {
  getEncodedBuffer(byteLength: number): Uint8Array;
  decode(): void;
  getFrameInfo(): TurboFrame;
  getDecodedBuffer(): Uint8Array;
}

/** One encoder, with an input and an output buffer of its own. */
export interface TurboEncoder {
  getDecodedBuffer(frame: TurboFrame): Uint8Array;
  getEncodedBuffer(): Uint8ClampedArray<ArrayBuffer>;
  setQuality(quality: number): void;
  setProgressive(progressive: number): void;
  setSubSampling(subsampling: number): void;
  encode(): void;
}

/** An instance with its memory. */
export interface TurboModule {
  readonly HEAPU8: Uint8Array;
  readonly JPEGDecoder: new () => TurboDecoder;
  readonly JPEGEncoder: new () => TurboEncoder;
}

/** Compiles the embedded WebAssembly; once a thread is enough. */
export function compileTurbo(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(wasmBinary);
}

/** A new instance with memory of its own (50 MB reserved, little of it touched). */
export function instantiateTurbo(compiled: WebAssembly.Module): Promise<TurboModule> {
  const factory: EmscriptenFactory<TurboModule> = glue;
  return instantiate(factory, compiled);
}
