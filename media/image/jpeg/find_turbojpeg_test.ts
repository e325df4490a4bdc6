import assert from "node:assert/strict";
import { checkCodec, findTurbojpeg } from "./find_turbojpeg.ts";
import type { JpegCodec, JpegFile, JpegPixels } from "./jpeg_codec.ts";
import { WasmJpegCodec } from "./jpeg_wasm_codec.ts";

const right = new WasmJpegCodec();

/** The right codec but for what it reports of a file's pixels. */
function withPixels(change: (pixels: JpegPixels) => JpegPixels): JpegCodec {
  return {
    name: "libturbojpeg",
    warm: () => Promise.resolve(),
    encode: (source, quality) => right.encode(source, quality),
    decode: <T>(file: JpegFile, use: (pixels: JpegPixels) => T) =>
      right.decode(file, (pixels) => use(change(pixels))),
  };
}

Deno.test("a codec that reads what it makes is right", async () => {
  assert.equal(await checkCodec(right), undefined);
  assert.equal(await checkCodec(withPixels((pixels) => pixels)), undefined);
});

Deno.test("a codec that mixes up channels or rows, or fails, is found out", async () => {
  const swapped = withPixels((pixels) => ({ ...pixels, data: pixels.data.toReversed() }));
  assert.equal(await checkCodec(swapped), "it makes wrong pixels");
  const short = withPixels((pixels) => ({ ...pixels, data: pixels.data.slice(1) }));
  assert.equal(await checkCodec(short), "it makes wrong pixels");
  const failing = {
    ...withPixels((pixels) => pixels),
    encode: () => Promise.reject(new Error("no")),
  };
  assert.equal(await checkCodec(failing), "it fails (no)");
});

Deno.test("off uses none", async () => {
  assert.equal(await findTurbojpeg("off"), undefined);
});

Deno.test("a library that is named and isn't one is refused with setting, name and reason", async () => {
  await assert.rejects(findTurbojpeg("/nowhere/libturbojpeg.so.0"), {
    code: "FAILED_PRECONDITION",
    message:
      /^TURBOJPEG names \/nowhere\/libturbojpeg\.so\.0, which can't be used as libturbojpeg: .+/,
  });
});
