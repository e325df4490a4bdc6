import assert from "node:assert/strict";
import type { Raster } from "./raster.ts";
import { scaleDown, scaleDownTo, sizeWithin } from "./scale_down.ts";

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

Deno.test("scaleDownTo gives that size, each side by itself, and never enlarges", () => {
  const scaled = scaleDownTo(grey(4, 2, [0, 10, 100, 100, 20, 30, 200, 200]), {
    widthPx: 2,
    heightPx: 9,
  });
  assert.deepEqual([scaled.widthPx, scaled.heightPx, ...scaled.data], [2, 2, 5, 100, 25, 200]);
});

Deno.test("sizeOfAtMost keeps the proportions and never has more pixels than were asked for", () => {
  const size = (widthPx: number, heightPx: number, pixels: number) => {
    const fitting = sizeWithin({ widthPx, heightPx }, pixels);
    assert.ok(fitting.widthPx * fitting.heightPx <= Math.max(1, pixels), JSON.stringify(fitting));
    return [fitting.widthPx, fitting.heightPx];
  };
  assert.deepEqual(size(1920, 1080, 1_332_992), [1539, 865]);
  assert.deepEqual(size(1080, 1920, 1_332_992), [865, 1539]);
  assert.deepEqual(size(640, 480, 307_200), [640, 480]);
  // What is thin stays one pixel wide, and gets shorter.
  assert.deepEqual(size(50_000, 2, 341), [341, 1]);
  assert.deepEqual(size(2, 50_000, 341), [1, 341]);
  assert.deepEqual(size(10, 10, 0.3), [1, 1]);
});
