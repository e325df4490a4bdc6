import assert from "node:assert/strict";
import { FrameboxError } from "../base/errors/mod.ts";
import { numberOf, readElement, readMat, scalar, struct, writeElement } from "./mod.ts";

const ELEMENT = writeElement("mean", scalar(0.25));

Deno.test("a variable is read from its element alone", () => {
  const { name, value, raw } = readElement(ELEMENT);
  assert.equal(name, "mean");
  assert.equal(numberOf(value), 0.25);
  assert.deepEqual(raw, ELEMENT);
});

Deno.test("an element that SciPy has compressed is read, too", () => {
  const file = readMat(
    Deno.readFileSync(new URL("testdata/scipy_v5_compressed.mat", import.meta.url)),
  );
  for (const { name, value, raw } of file.variables) {
    assert.ok(raw);
    assert.deepEqual(readElement(raw), { name, value, raw, global: false });
  }
});

Deno.test("nothing, half an element and two of them are refused", () => {
  const broken = (bytes: Uint8Array) =>
    assert.throws(
      () => readElement(bytes),
      (error) => error instanceof FrameboxError && error.code === "INVALID_ARGUMENT",
    );
  broken(new Uint8Array(0));
  broken(ELEMENT.subarray(0, 40));
  broken(new Uint8Array([...ELEMENT, ...ELEMENT]));
});

Deno.test("limits hold for one element as for a file", () => {
  const nested = writeElement("x", struct({ a: struct({ b: scalar(1) }) }));
  assert.throws(
    () => readElement(nested, { maxNesting: 1 }),
    (error) => error instanceof FrameboxError && error.code === "RESOURCE_EXHAUSTED",
  );
});
