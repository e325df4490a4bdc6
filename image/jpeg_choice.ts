/**
 * Which JPEG codec this thread works with.
 *
 * @module
 */

import type { JpegCodec } from "./jpeg_codec.ts";
import { WasmJpegCodec } from "./jpeg_wasm_codec.ts";

let chosen: JpegCodec | undefined;

/** This thread's codec, chosen once by {@linkcode imageSetup}. */
export function jpegCodec(): JpegCodec {
  return chosen ??= new WasmJpegCodec();
}
