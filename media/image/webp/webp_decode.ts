/**
 * WebP by libwebp, compiled to WebAssembly.
 *
 * @module
 */

import glue from "@jsquash/webp/codec/dec/webp_dec.js";
import wasmBinary from "@jsquash/webp/codec/dec/webp_dec.wasm" with { type: "bytes" };
import { type EmscriptenFactory, instantiate } from "../emscripten.ts";
import { type Rows, rows } from "../raster/orient.ts";
import { damaged } from "../picture_error.ts";
import { placeOn } from "../raster/canvas.ts";
import { readWebpHeader, SHORTEST_WEBP, stillOf, type WebpFrame } from "./webp_header.ts";

interface WebpPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

interface WebpModule {
  decode(bytes: Uint8Array): WebpPixels | null;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * Decodes a WebP; four channels when it may have alpha, else three. Of an animation it is the first
 * picture, on its canvas.
 *
 * Each picture has an instance of its own (some 2 ms): WebP is a rare guest, and neither memory nor a failure
 * is left behind.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut or damaged
 */
export async function decodeWebp(bytes: Uint8Array): Promise<Rows> {
  const header = readWebpHeader(bytes);
  const { channels, firstFrame } = header;
  const factory: EmscriptenFactory<WebpModule> = glue;
  const module = await instantiate(factory, await (compiled ??= WebAssembly.compile(wasmBinary)));
  const pixels = decode(module, firstFrame ? checkedStill(firstFrame) : bytes);
  const { width, height, data } = pixels;
  const rgba = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (channels === 4) {
    const picture = rows(width, height, 4, rgba);
    if (!firstFrame) return picture;
    const { x, y } = firstFrame;
    checkSize(firstFrame, width, height);
    return placeOn(picture, x, y, header.widthPx, header.heightPx);
  }
  const rgb = new Uint8Array(3 * width * height);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!;
    rgb[to + 1] = rgba[from + 1]!;
    rgb[to + 2] = rgba[from + 2]!;
  }
  return rows(width, height, 3, rgb);
}

/** The frame as a file of its own, if it has no more pixels than declared: the decoder has no other bound. */
function checkedStill(frame: WebpFrame): Uint8Array {
  const still = stillOf(frame);
  // What is shorter has a few pixels.
  if (still.byteLength >= SHORTEST_WEBP) {
    const { widthPx, heightPx } = readWebpHeader(still);
    checkSize(frame, widthPx, heightPx);
  }
  return still;
}

function checkSize({ widthPx, heightPx }: WebpFrame, width: number, height: number): void {
  if (width === widthPx && height === heightPx) return;
  throw damaged("WebP", "its parts name different sizes");
}

function decode(module: WebpModule, bytes: Uint8Array): WebpPixels {
  let pixels: WebpPixels | null;
  try {
    pixels = module.decode(bytes);
  } catch (caught) {
    throw damaged("WebP", "it is cut or damaged", caught);
  }
  if (!pixels) throw damaged("WebP", "it is cut or damaged");
  return pixels;
}
