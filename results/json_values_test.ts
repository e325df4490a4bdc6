import assert from "node:assert/strict";
import {
  cell,
  char,
  logical,
  type MatValue,
  numeric,
  scalar,
  struct,
  structArray,
} from "../mat/mod.ts";
import { JsonValues } from "./json_values.ts";

/** The value in JSON, and whether nothing of it was left out. */
function converted(value: MatValue): [unknown, boolean] {
  const values = new JsonValues();
  const json = values.of(value);
  return [json, values.isWhole];
}

const zeros = (...dims: number[]) =>
  numeric("uint8", dims, new Uint8Array(dims.reduce((product, dim) => product * dim, 1)));

Deno.test("one number is a number, a vector a list, a matrix its rows in lists", () => {
  assert.deepEqual(converted(scalar(1.5)), [1.5, true]);
  assert.deepEqual(converted(numeric("single", [1, 1], [0.1])), [0.1, true]);
  assert.deepEqual(converted(logical([1, 2], [true, false])), [[true, false], true]);
  assert.deepEqual(converted(numeric("double", [1, 3], [1, NaN, Infinity])), [
    [1, null, null],
    true,
  ]);
  assert.deepEqual(converted(numeric("double", [3, 1], [1, 2, 3])), [[1, 2, 3], true]);
  assert.deepEqual(converted(numeric("double", [2, 3], [1, 2, 3, 4, 5, 6])), [
    [[1, 3, 5], [2, 4, 6]],
    true,
  ]);
  assert.deepEqual(converted(numeric("int8", [2, 1, 2], [1, 2, 3, 4])), [[[1, 3], [2, 4]], true]);
  assert.deepEqual(converted(zeros(0, 5)), [[], true]);
});

Deno.test("an array of 4096 numbers is listed, a larger one or one of complex numbers is left out", () => {
  const [json, isWhole] = converted(zeros(1, 4096));
  assert.deepEqual([Array.isArray(json) && json.length, isWhole], [4096, true]);
  assert.deepEqual(converted(zeros(1, 4097)), [undefined, false]);
  assert.deepEqual(converted(numeric("double", [1, 1], [1], [2])), [undefined, false]);
});

Deno.test("text of 10,000 characters is listed, a longer one is cut; blanks at the end are MATLAB's", () => {
  assert.deepEqual(converted(char(["ab ", "cde"])), ["ab\ncde", true]);
  assert.deepEqual(converted(char("x".repeat(10_000))), ["x".repeat(10_000), true]);
  assert.deepEqual(converted(char("x".repeat(10_001))), ["x".repeat(10_000), false]);
  assert.deepEqual(converted(char(Array(10_000).fill(""))), ["\n".repeat(9_999), true]);
  assert.deepEqual(converted(char(Array(10_001).fill(""))), ["\n".repeat(9_999), false]);
});

Deno.test("a cell of one is what is in it, one struct its fields, several a list", () => {
  assert.deepEqual(converted(cell([1, 1], [scalar(7)])), [7, true]);
  assert.deepEqual(converted(cell([1, 2], [scalar(7), char("a")])), [[7, "a"], true]);
  assert.deepEqual(converted(cell([0, 0], [])), [[], true]);
  assert.deepEqual(converted(struct({ a: scalar(1), b: char("x") })), [{ a: 1, b: "x" }, true]);
  const two = structArray([1, 2], [{ a: scalar(1) }, { a: scalar(2) }]);
  assert.deepEqual(converted(two), [[{ a: 1 }, { a: 2 }], true]);
});

Deno.test("a name reaches nothing but its own value", () => {
  const value = new JsonValues().record([["__proto__", scalar(1)], ["none", undefined]]);
  assert.deepEqual(Object.keys(value), ["__proto__"]);
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
});

Deno.test("of one frame 20,000 numbers and texts are listed together", () => {
  const values = new JsonValues();
  for (let i = 0; i < 4; i++) assert.ok(Array.isArray(values.of(zeros(1, 4096))));
  assert.ok(values.isWhole);
  assert.equal(values.of(zeros(1, 4096)), undefined);
  assert.ok(!values.isWhole);
  const many = new JsonValues();
  const cells = many.of(cell([1, 30_000], Array(30_000).fill(scalar(1))));
  assert.ok(Array.isArray(cells) && cells.length < 20_000);
  assert.ok(!many.isWhole);
  assert.equal(many.of(scalar(1)), undefined);
});
