import assert from "node:assert/strict";
import type { Raster } from "./raster.ts";
import { scaleDown } from "./scale_down.ts";

function grey(widthPx: number, heightPx: number, data: number[]): Raster {
  return {
    widthPx,
    heightPx,
    channels: 1,
    layout: "interleaved",
    order: "RGB",
    data: Uint8Array.from(data),
  };
}

Deno.test("scaleDown gives each pixel the mean of those it covers", () => {
  const half = scaleDown(grey(4, 2, [0, 10, 100, 100, 20, 30, 200, 200]), 0.5);
  assert.deepEqual([half.widthPx, half.heightPx], [2, 1]);
  assert.deepEqual([...half.data], [15, 150]);
});

Deno.test("scaleDown weighs pixels that are covered in part", () => {
  const scaled = scaleDown(grey(3, 1, [0, 90, 30]), 0.7);
  assert.deepEqual([scaled.widthPx, scaled.heightPx], [2, 1]);
  assert.deepEqual([...scaled.data], [30, 50]);
});

Deno.test("scaleDown keeps the channels of planar BGR apart and gives RGB", () => {
  const planar: Raster = {
    widthPx: 2,
    heightPx: 1,
    channels: 3,
    layout: "planar",
    order: "BGR",
    data: Uint8Array.of(10, 20, 30, 40, 50, 60),
  };
  const scaled = scaleDown(planar, 0.5);
  assert.deepEqual([scaled.widthPx, scaled.heightPx, scaled.order], [1, 1, "RGB"]);
  assert.deepEqual([...scaled.data], [55, 35, 15]);
});

Deno.test("scaleDown leaves at least one pixel and never enlarges", () => {
  const tiny = grey(3, 1, [1, 2, 3]);
  assert.deepEqual([...scaleDown(tiny, 0.001).data], [2]);
  assert.equal(scaleDown(tiny, 2), tiny);
});
