import assert from "node:assert/strict";
import type { Raster } from "./raster.ts";
import { scaleTo } from "./scale_to.ts";

function grey(widthPx: number, heightPx: number, values: readonly number[]): Raster {
  const data = Uint8Array.from(values);
  return { widthPx, heightPx, channels: 1, layout: "interleaved", order: "RGB", data };
}

Deno.test("between two pixels lie their means, beyond the last ones nothing new", () => {
  const scaled = scaleTo(grey(2, 1, [0, 100]), 4, 2);
  assert.deepEqual([...scaled.data], [0, 25, 75, 100, 0, 25, 75, 100]);
});

Deno.test("each way has a factor of its own", () => {
  const scaled = scaleTo(grey(4, 1, [10, 20, 30, 40]), 2, 3);
  assert.deepEqual([scaled.widthPx, scaled.heightPx], [2, 3]);
  assert.deepEqual([...scaled.data], [15, 35, 15, 35, 15, 35]);
});

Deno.test("planes of BGR become rows of RGB, whatever the size", () => {
  const planar: Raster = {
    widthPx: 1,
    heightPx: 1,
    channels: 3,
    layout: "planar",
    order: "BGR",
    data: Uint8Array.of(1, 2, 3),
  };
  assert.deepEqual([...scaleTo(planar, 1, 1).data], [3, 2, 1]);
  assert.deepEqual([...scaleTo(planar, 2, 1).data], [3, 2, 1, 3, 2, 1]);
});

Deno.test("a size without pixels is refused", () => {
  assert.throws(() => scaleTo(grey(1, 1, [0]), 0, 1), /needs one pixel each way/);
});
