import assert from "node:assert/strict";
import { sobel } from "./sobel.ts";
import { seeded } from "../test_pictures.ts";

/** One pixel at a time, as plainly as can be. */
function oneByOne(grey: Uint8Array, width: number, height: number): Uint8Array {
  const at = (x: number, y: number) =>
    grey[Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)]!;
  return new Uint8Array(width * height).map((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const column = (dx: number) => at(x + dx, y - 1) + 2 * at(x + dx, y) + at(x + dx, y + 1);
    const row = (dy: number) => at(x - 1, y + dy) + 2 * at(x, y + dy) + at(x + 1, y + dy);
    const sum = Math.abs(column(1) - column(-1)) + Math.abs(row(1) - row(-1));
    return Math.min(255, sum);
  });
}

Deno.test("edges are those of one pixel at a time, of whatever size, at every border", () => {
  const sizes = [[1, 1], [2, 1], [1, 5], [16, 16], [17, 3], [33, 400], [640, 700], [8192, 30]];
  for (const [width = 0, height = 0] of [...sizes, [8193, 30], [20_000, 9], [200_000, 2]]) {
    const random = seeded(width + height);
    // Values that are near one another, too: sums that aren't clipped.
    const grey = new Uint8Array(width * height).map(() => random() >> (width % 2 * 4));
    const made = sobel(grey, width, height);
    const expected = oneByOne(grey, width, height);
    assert.equal(made.length, expected.length);
    const wrong = made.findIndex((value, i) => value !== expected[i]);
    assert.equal(wrong, -1, `${width}×${height}: pixel ${wrong}`);
  }
});
