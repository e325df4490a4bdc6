import assert from "node:assert/strict";
import { shortNumber } from "./mod.ts";

Deno.test("a single has the digits that distinguish it from its neighbours, and no more", () => {
  assert.equal(shortNumber(Math.fround(0.1), "single"), 0.1);
  for (const number of [1 / 3, 16777216, 1e-40, 3.4e38, 123.456, 8388609.5, NaN, -Infinity, -0]) {
    const single = Math.fround(number);
    const short = shortNumber(single, "single");
    assert.ok(Object.is(Math.fround(short), single), `${number}`);
    assert.ok(`${short}`.length <= `${single}`.length);
  }
});

Deno.test("other classes are given as they are", () => {
  assert.equal(shortNumber(1 / 3, "double"), 1 / 3);
  assert.equal(shortNumber(-5n, "int64"), -5);
});

Deno.test("a single that seven digits distinguish has no eighth", () => {
  // Singles are 1,024 apart here; with eight digits it would be 8589973500.
  assert.equal(shortNumber(8_589_973_504, "single"), 8_589_974_000);
});
