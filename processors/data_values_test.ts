import assert from "node:assert/strict";
import { type MatValue, readElement, struct, writeElement } from "../mat/mod.ts";
import { jsonOf, jsonRecordOf, matFieldsOf, matOf } from "./data_values.ts";
import type { ProcessorData } from "./processor.ts";

/** What MATLAB reads: written to an element and read back. */
function written(data: ProcessorData): MatValue {
  return readElement(writeElement("x", matOf(data))).value;
}

Deno.test("numbers, texts and truths stay what they are", () => {
  assert.deepEqual([1.5, "a", true, null].map((value) => jsonOf(value)), [1.5, "a", true, null]);
  const [number, text, truth, none] = [1.5, "a", true, null].map(written);
  assert.ok(number?.kind === "numeric" && number.class === "double" && number.data[0] === 1.5);
  assert.ok(text?.kind === "char" && text.rows[0] === "a");
  assert.ok(truth?.kind === "numeric" && truth.logical && truth.data[0] === 1);
  assert.deepEqual(none?.kind === "numeric" && none.dims, [0, 0]);
});

Deno.test("what is no finite number is null in JSON, and itself in MATLAB", () => {
  assert.deepEqual(jsonOf([NaN, Infinity, 1]), [null, null, 1]);
  const value = written([NaN, Infinity, 1]);
  assert.deepEqual(value.kind === "numeric" && [...value.data], [NaN, Infinity, 1]);
});

Deno.test("lists of numbers are rows, equally long ones matrices, others cells", () => {
  const matrix = written([[1, 2, 3], [4, 5, 6]]);
  assert.ok(matrix.kind === "numeric");
  assert.deepEqual([matrix.dims, [...matrix.data]], [[2, 3], [1, 4, 2, 5, 3, 6]]);
  const row = written([1, 2, 3]);
  assert.deepEqual(row.kind === "numeric" && row.dims, [1, 3]);
  const mixed: ProcessorData[] = [["a", 1], [[1, 2], [3]], [{ x: 1 }, { x: 2 }], [null, 1]];
  for (const list of mixed) assert.equal(written(list).kind, "cell", JSON.stringify(list));
  assert.deepEqual(jsonOf([[1, 2], [3]]), [[1, 2], [3]]);
});

Deno.test("typed arrays keep their class", () => {
  const arrays = {
    double: Float64Array.of(1, 2),
    single: Float32Array.of(1, 2),
    int8: Int8Array.of(1, 2),
    uint8: Uint8ClampedArray.of(1, 2),
    uint16: Uint16Array.of(1, 2),
    int64: BigInt64Array.of(1n, 2n),
  };
  for (const [name, array] of Object.entries(arrays)) {
    const value = written(array);
    assert.equal(value.kind === "numeric" && value.class, name);
    assert.deepEqual(jsonOf(array), [1, 2]);
  }
});

Deno.test("long arrays are in data.mat alone", () => {
  const long = { map: new Float32Array(1000), list: new Array<number>(1000).fill(1), count: 2 };
  assert.deepEqual(jsonRecordOf(long), { count: 2 });
  assert.deepEqual(Object.keys(matFieldsOf(long)), ["map", "list", "count"]);
});

Deno.test("names become some that MATLAB knows, and what is undefined is left out", () => {
  const fields = { "with space": 1, "2nd": 2, "ü": 3, gone: undefined, fine_1: 4 };
  // Plain JavaScript may leave undefined in an object.
  const data = fields as unknown as Record<string, ProcessorData>;
  assert.deepEqual(Object.keys(matFieldsOf(data)), ["with_space", "x2nd", "x_", "fine_1"]);
  assert.deepEqual(Object.keys(jsonRecordOf(data)), ["with space", "2nd", "ü", "fine_1"]);
  writeElement("x", struct(matFieldsOf(data)));
});

Deno.test("what can't be data, or holds itself, gets a sentence that names the place", () => {
  const circle: Record<string, ProcessorData> = {};
  circle["again"] = circle;
  assert.throws(() => jsonRecordOf({ circle }), { message: /nested too deeply.*data\.circle/ });
  const odd = { inner: { call: () => 1 } } as unknown as Record<string, ProcessorData>;
  for (const  of of[jsonRecordOf, matFieldsOf]) {
    assert.throws(() => of(odd), { message: /^data\.inner\.call is a function/ });
  }
});
