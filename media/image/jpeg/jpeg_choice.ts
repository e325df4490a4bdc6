/**
 * Which JPEG codec this thread works with.
 *
 * @module
 */

import type { JpegCodec } from "./jpeg_codec.ts";
import { WasmJpegCodec } from "./jpeg_wasm_codec.ts";
import { type ImageSetup, imageSetup } from "../setup.ts";
import { TurbojpegCodec } from "./turbojpeg_codec.ts";

let chosen: { readonly codec: JpegCodec; readonly setup: ImageSetup } | undefined;

/** This thread's codec, chosen once for its {@linkcode imageSetup}. */
export function jpegCodec(): JpegCodec {
  const setup = imageSetup();
  if (chosen?.setup !== setup) chosen = { codec: codecOf(setup), setup };
  return chosen.codec;
}

function codecOf({ turbojpeg }: ImageSetup): JpegCodec {
  if (turbojpeg === undefined) return new WasmJpegCodec();
  try {
    return new TurbojpegCodec(turbojpeg);
  } catch {
    // The library was there at the start; it may be missing when a later thread starts.
    return new WasmJpegCodec();
  }
}
