import assert from "node:assert/strict";
import { numeric, scalar, writeMat } from "./mod.ts";
import { scanElements } from "./scan.ts";

Deno.test("variables are found in a file that is larger than what is read at once", async () => {
  const large = numeric("uint8", [1, 40_000], new Array(40_000).fill(7));
  const file = writeMat([["a", scalar(1)], ["b", large], ["c", large], ["d", scalar(2)]]);
  const reads: number[] = [];
  const { entries, end } = await scanElements((offset, length) => {
    reads.push(offset);
    return Promise.resolve(file.subarray(offset, offset + length));
  }, file.length);
  assert.deepEqual(entries.map(({ name, dims }) => [name, dims]), [
    ["a", [1, 1]],
    ["b", [1, 40_000]],
    ["c", [1, 40_000]],
    ["d", [1, 1]],
  ]);
  const [a, b, c, d] = entries.map(({ offset }) => offset);
  assert.deepEqual([a, end], [128, file.length]);
  assert.deepEqual(reads, [0, d], `one read for ${a}, ${b} and ${c}`);
});
