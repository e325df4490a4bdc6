import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { elementBytes, inflateElement } from "./inflate.ts";
import { Budget, resolveLimits } from "./limits.ts";
import { MI, sourceOf } from "./tags.ts";

const DAMAGED = { code: "INVALID_ARGUMENT", message: /damaged/ };

/** An array's tag that declares how many bytes follow, and as many zeros. */
function element(declared: number, follow = declared, type: number = MI.MATRIX): Uint8Array {
  const bytes = new Uint8Array(8 + follow);
  new Uint32Array(bytes.buffer, 0, 2).set([type, declared]);
  return bytes;
}

function inflated(bytes: Uint8Array): number {
  return inflateElement(deflateSync(bytes), true, new Budget(resolveLimits({}))).bytes.length;
}

Deno.test("an element is inflated whole, with up to 64 bytes beyond what its tag declares", () => {
  assert.equal(inflated(element(1000)), 1008);
  assert.equal(inflated(element(1000, 1064)), 1072);
  assert.throws(() => inflated(element(1000, 1065)), DAMAGED);
});

Deno.test("a tag that declares more than deflate can hold is damage, and nothing is allocated for it", () => {
  const declaring = (byteLength: number) => sourceOf(element(byteLength, 0), true);
  assert.equal(elementBytes(declaring(10 * 1032 + 56), 10), 10 * 1032 + 64);
  assert.throws(() => elementBytes(declaring(10 * 1032 + 57), 10), DAMAGED);
  const budget = new Budget(resolveLimits({}));
  assert.throws(() => inflateElement(deflateSync(element(2 ** 30, 0)), true, budget), DAMAGED);
});

Deno.test("what is no array, or has no whole tag, is damage", () => {
  assert.throws(() => inflated(element(8, 8, MI.DOUBLE)), {
    ...DAMAGED,
    message: /holds data type 9/,
  });
  assert.throws(() => inflated(element(0).subarray(0, 7)), DAMAGED);
  assert.equal(inflated(element(0)), 8);
});

Deno.test("what inflates is counted against its limit before it is inflated", () => {
  const budget = new Budget(resolveLimits({ maxInflatedBytes: 2016 }));
  const packed = deflateSync(element(1000));
  inflateElement(packed, true, budget);
  inflateElement(packed, true, budget);
  assert.throws(() => inflateElement(packed, true, budget), { code: "RESOURCE_EXHAUSTED" });
});
