import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { DEFAULT_IMAGE_LIMITS, encodePicture, type Raster } from "../../media/image/mod.ts";
import { rawSizeOf, readFrame } from "./frame.ts";

const SIZE = { widthPx: 8, heightPx: 6 };
const LIMITS = DEFAULT_IMAGE_LIMITS;

function raster(widthPx = 8, heightPx = 6): Raster {
  const data = new Uint8Array(widthPx * heightPx * 3).fill(90);
  return { widthPx, heightPx, channels: 3, layout: "interleaved", order: "RGB", data };
}

/** A BMP file of 24 bits a pixel. */
function bmp(widthPx: number, heightPx: number): Uint8Array {
  const row = Math.ceil(widthPx * 3 / 4) * 4;
  const bytes = new Uint8Array(54 + row * heightPx);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, widthPx, true);
  view.setInt32(22, heightPx, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  return bytes;
}

function refusal(action: () => unknown): [string, string] {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof FrameboxError);
    return [error.code, error.message];
  }
  throw new Error("nothing was thrown");
}

Deno.test("raw frames are known by their length: one byte a pixel or three", () => {
  const grey = readFrame(new Uint8Array(48), SIZE, LIMITS);
  assert.deepEqual([grey.kind, grey.format, grey.picture.channels], ["grey", "8×6 grey", 1]);
  const bgr = readFrame(new Uint8Array(144), SIZE, LIMITS);
  assert.deepEqual([bgr.kind, bgr.format, bgr.picture.channels], ["bgr", "8×6 BGR", 3]);
  assert.deepEqual([bgr.picture.widthPx, bgr.picture.heightPx], [8, 6]);
});

Deno.test("picture files are known by their bytes; all but JPEG are answered as PNG", async () => {
  const kinds = [
    await encodePicture(raster(5, 4), "jpeg"),
    await encodePicture(raster(5, 4), "png"),
  ]
    .concat(bmp(5, 4)).map((file) => readFrame(file, SIZE, LIMITS))
    .map(({ kind, format, picture }) => [kind, format, picture.widthPx]);
  assert.deepEqual(kinds, [["jpeg", "5×4 JPEG", 5], ["png", "5×4 PNG", 5], ["png", "5×4 BMP", 5]]);
});

Deno.test("raw pixels that begin as a file does are raw pixels", () => {
  for (const begin of [[0xff, 0xd8, 0xff], [0x42, 0x4d]]) {
    const bytes = new Uint8Array(48).fill(7);
    bytes.set(begin);
    assert.equal(readFrame(bytes, SIZE, LIMITS).kind, "grey");
  }
});

Deno.test("a picture file as long as a raw frame is a picture file", () => {
  const file = bmp(8, 6);
  const size = { widthPx: file.length / 3, heightPx: 1 };
  assert.equal(readFrame(file, size, LIMITS).format, "8×6 BMP");
});

Deno.test("bytes that are no frame: the sentence names what would be one", () => {
  for (const length of [0, 1, 47, 49, 143, 96]) {
    const [code, message] = refusal(() => readFrame(new Uint8Array(length), SIZE, LIMITS));
    assert.equal(code, "INVALID_ARGUMENT");
    assert.match(message, new RegExp(`^A frame of ${length} bytes .* 8×6 pixels .* 48 .* 144 `));
  }
  const cut = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
  assert.equal(refusal(() => readFrame(cut, SIZE, LIMITS))[0], "INVALID_ARGUMENT");
});

Deno.test("a frame over a limit is refused, raw or not", async () => {
  const limits = { ...LIMITS, maxPixels: 20 };
  assert.equal(refusal(() => readFrame(new Uint8Array(48), SIZE, limits))[0], "RESOURCE_EXHAUSTED");
  const file = await encodePicture(raster(), "png");
  assert.equal(refusal(() => readFrame(file, SIZE, limits))[0], "RESOURCE_EXHAUSTED");
});

Deno.test("metadata declares the size of a call's raw frames, each side by itself", () => {
  const sized = (metadata: Record<string, string>) => rawSizeOf((key) => metadata[key], SIZE);
  assert.deepEqual(sized({}), SIZE);
  assert.deepEqual(sized({ width: "640", height: " 480 " }), { widthPx: 640, heightPx: 480 });
  assert.deepEqual(sized({ height: "65535" }), { widthPx: 8, heightPx: 65_535 });
  for (const width of ["0", "-1", "65536", "1e3", "6.5", "", "0x10", "wide", "9".repeat(40)]) {
    const [code, message] = refusal(() => sized({ width }));
    assert.equal(code, "INVALID_ARGUMENT");
    assert.match(message, /metadata width .* from 1 to 65535/);
  }
});
