import assert from "node:assert/strict";
import { FrameboxError } from "../../../base/errors/mod.ts";
import { type MatlabImage, rasterFromMatlab } from "./matlab_raster.ts";

/** A row of grey pixels. */
function row(kind: MatlabImage["class"], data: MatlabImage["data"], logical = false): number[] {
  return [...rasterFromMatlab({ class: kind, logical, dims: [1, data.length], data }).data];
}

Deno.test("uint8 is taken as it is, without a copy, BGR unless declared otherwise", () => {
  const data = new Uint8Array(24);
  const image = { class: "uint8", logical: false, dims: [2, 4, 3], data } as const;
  const raster = rasterFromMatlab(image);
  assert.equal(raster.data, data);
  const { data: _, ...form } = raster;
  assert.deepEqual(form, { widthPx: 4, heightPx: 2, channels: 3, layout: "planar", order: "BGR" });
  assert.equal(rasterFromMatlab({ ...image, order: "RGB" }).order, "RGB");
});

Deno.test("H×W, H×W×1 and H×W×4 are pictures too", () => {
  const channels = (dims: number[], length: number) =>
    rasterFromMatlab({ class: "uint8", logical: false, dims, data: new Uint8Array(length) })
      .channels;
  assert.equal(channels([2, 4], 8), 1);
  assert.equal(channels([2, 4, 1], 8), 1);
  assert.equal(channels([2, 4, 4], 32), 4);
  assert.equal(channels([2, 4, 3, 1], 24), 3);
});

Deno.test("logical is black and white, uint16 is read by its high byte", () => {
  assert.deepEqual(row("uint8", Uint8Array.of(0, 1, 1), true), [0, 255, 255]);
  assert.deepEqual(row("uint16", Uint16Array.of(0, 255, 256, 0xff00, 0xffff)), [0, 0, 1, 255, 255]);
});

Deno.test("floating point in 0–1 is scaled, NaN is black", () => {
  assert.deepEqual(row("double", Float64Array.of(0, 0.5, 1, NaN)), [0, 128, 255, 0]);
  assert.deepEqual(row("single", Float32Array.of(0.25, 0.002, 0)), [64, 1, 0]);
});

Deno.test("other numbers are rounded and clipped", () => {
  assert.deepEqual(row("double", Float64Array.of(-3, 0.5, 1.4, 254.5, 300, NaN)), [
    0,
    1,
    1,
    255,
    255,
    0,
  ]);
  assert.deepEqual(row("double", Float64Array.of(-Infinity, Infinity, 2)), [0, 255, 2]);
  assert.deepEqual(row("int8", Int8Array.of(-128, -1, 0, 127)), [0, 0, 0, 127]);
  assert.deepEqual(row("int16", Int16Array.of(-300, 7, 300)), [0, 7, 255]);
  assert.deepEqual(row("uint32", Uint32Array.of(5, 2 ** 32 - 1)), [5, 255]);
  assert.deepEqual(row("int64", BigInt64Array.of(-5n, 9n, 2n ** 60n)), [0, 9, 255]);
  assert.deepEqual(row("uint64", BigUint64Array.of(9n, 2n ** 63n)), [9, 255]);
});

Deno.test("other shapes are refused, naming the shape", () => {
  for (const dims of [[], [6], [0, 6], [2, 0, 3], [1, 3, 2], [1, 1, 6], [1, 1, 3, 2], [-1, -6]]) {
    assert.throws(
      () => rasterFromMatlab({ class: "uint8", logical: false, dims, data: new Uint8Array(6) }),
      (error) => error instanceof FrameboxError && error.code === "INVALID_ARGUMENT",
      dims.join("×"),
    );
  }
  const tooFew = { class: "uint8", logical: false, dims: [3, 3], data: new Uint8Array(6) } as const;
  assert.throws(() => rasterFromMatlab(tooFew), /3×3 needs 9/);
});
