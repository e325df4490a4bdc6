import assert from "node:assert/strict";
import { edges, invert, mean } from "./filters.ts";
import type { Pixels } from "./processor.ts";

function grey(width: number, height: number, value: (x: number, y: number) => number): Pixels {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = value(x, y);
  }
  return { width, height, channels: 1, data };
}

/** Sobel straight from its definition, border repeated. */
function sobel({ width, height, data }: Pixels): number[] {
  const at = (x: number, y: number) =>
    data[
      Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)
    ] ?? 0;
  const out: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = (dx: number) => at(x + dx, y - 1) + 2 * at(x + dx, y) + at(x + dx, y + 1);
      const row = (dy: number) => at(x - 1, y + dy) + 2 * at(x, y + dy) + at(x + 1, y + dy);
      out.push(Math.min(255, Math.abs(column(1) - column(-1)) + Math.abs(row(1) - row(-1))));
    }
  }
  return out;
}

Deno.test("edges is the Sobel operator, border and odd sizes included", () => {
  for (const [width, height] of [[1, 1], [1, 5], [7, 1], [2, 2], [13, 9]] as const) {
    const raster = grey(width, height, (x, y) => (x * 37 + y * 91 + x * y * 13) % 256);
    assert.deepEqual([...edges(raster).data], sobel(raster));
  }
});

Deno.test("a flat picture has no edges and a step has them at the step alone", () => {
  assert.ok(edges(grey(8, 8, () => 200)).data.every((value) => value === 0));
  const step = edges(grey(8, 3, (x) => x < 4 ? 0 : 255)).data;
  assert.deepEqual([...step.subarray(0, 8)], [0, 0, 0, 255, 255, 0, 0, 0]);
});

Deno.test("invert is its own inverse, at any length and offset", () => {
  for (const offset of [0, 1, 4]) {
    const data = new Uint8Array(40).subarray(offset, offset + 21).map((_, i) => i * 12);
    const frame = { width: 7, height: 1, channels: 3, data } as const;
    const before = [...data];
    assert.deepEqual([...invert(frame).data], before.map((value) => 255 - value));
    assert.deepEqual([...invert(frame).data], before);
  }
});

Deno.test("mean is the mean", () => {
  assert.equal(mean(grey(4, 2, (x) => x * 10)), 15);
});
