import assert from "node:assert/strict";
import { CLASSES_BY_CODE, classOfCode, codeOfClass, convert, sameClass } from "./numbers.ts";

const INTEGERS = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-2_147_483_648, 2_147_483_647],
  uint32: [0, 4_294_967_295],
} as const;

Deno.test("integers are held at the ends of their class's range, and NaN is 0", () => {
  for (const name of ["int8", "uint8", "int16", "uint16", "int32", "uint32"] as const) {
    const [least, max] = INTEGERS[name];
    const from = Float64Array.of(least - 1, least, max, max + 1, -Infinity, Infinity, NaN);
    assert.deepEqual(
      [...convert(from, name)],
      [least, least, max, max, least, max, 0],
      name,
    );
  }
  const wide = Float64Array.of(-1e30, 1e30, -Infinity, Infinity, NaN, -7);
  const [least, max] = [-(2n ** 63n), 2n ** 63n - 1n];
  assert.deepEqual([...convert(wide, "int64")], [least, max, least, max, 0n, -7n]);
  const top = 2n ** 64n - 1n;
  assert.deepEqual([...convert(wide, "uint64")], [0n, top, 0n, top, 0n, 0n]);
  assert.deepEqual([...convert(BigUint64Array.of(top, 3n), "int64")], [max, 3n]);
  assert.deepEqual([...convert(BigInt64Array.of(least, 3n), "uint64")], [0n, 3n]);
  assert.deepEqual([...convert(BigInt64Array.of(-300n, 300n), "int8")], [-128, 127]);
});

Deno.test("halves are rounded away from zero", () => {
  const from = Float64Array.of(0.5, 1.5, -0.5, -2.5, 2.4, -2.6);
  assert.deepEqual([...convert(from, "int16")], [1, 2, -1, -3, 2, -3]);
  assert.deepEqual([...convert(from, "int64")], [1n, 2n, -1n, -3n, 2n, -3n]);
});

Deno.test("floating point takes every class's numbers", () => {
  assert.deepEqual(convert(BigInt64Array.of(-5n, 7n), "double"), Float64Array.of(-5, 7));
  assert.deepEqual(convert(Uint8Array.of(5, 255), "single"), Float32Array.of(5, 255));
  assert.deepEqual(convert(Float64Array.of(0.1), "single"), Float32Array.of(0.1));
});

Deno.test("classes have the codes 6 to 15, and an array is of its own class alone", () => {
  assert.deepEqual(CLASSES_BY_CODE.map(codeOfClass), [6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  assert.deepEqual([5, 6, 15, 16].map(classOfCode), [undefined, "double", "uint64", undefined]);
  const data = Uint8Array.of(1);
  assert.equal(sameClass(data, "uint8"), data);
  assert.throws(() => sameClass(data, "int8"), {
    code: "INVALID_ARGUMENT",
    message: /class int8 .* not Uint8Array/,
  });
});
