import assert from "node:assert/strict";
import { readMat } from "./mod.ts";
import { joinBytes } from "./testing.ts";

const DAMAGED = { code: "INVALID_ARGUMENT" };

/** Digits of a Level 4 type: what the numbers are stored as, and what kind of matrix it is. */
const TYPE = { double: 0, doubleSparse: 2, int16: 30, uint16: 40, uint8Text: 51 };

/** A matrix named `x`; its numbers are given column by column. */
function matrix(
  type: number,
  [height, width]: readonly [number, number],
  numbers: Float64Array | Int16Array | Uint16Array | Uint8Array,
  imaginary = 0,
): Uint8Array<ArrayBuffer> {
  const header = Int32Array.of(type, height, width, imaginary, 2);
  return joinBytes([
    new Uint8Array(header.buffer),
    Uint8Array.of(0x78, 0),
    new Uint8Array(numbers.buffer),
  ]);
}

function read(bytes: Uint8Array<ArrayBuffer>) {
  return readMat(bytes).get("x")?.value;
}

/** Lines of row, column and value, given one after another. */
function sparse(...lines: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const width = lines[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, c) => lines.map((line) => line[c] ?? 0)).flat();
  return matrix(TYPE.doubleSparse, [lines.length, width], Float64Array.from(columns));
}

Deno.test("numbers are doubles however they are stored, and no number is passed over", () => {
  for (
    const [type, numbers] of [
      [TYPE.double, Float64Array.of(1, -2, 300, 4, 5, 6)],
      [TYPE.int16, Int16Array.of(1, -2, 300, 4, 5, 6)],
      [TYPE.uint16, Uint16Array.of(1, 2, 60_000, 4, 5, 6)],
    ] as const
  ) {
    const value = read(matrix(type, [2, 3], numbers));
    assert.ok(value?.kind === "numeric");
    assert.deepEqual([value.class, value.dims], ["double", [2, 3]]);
    assert.deepEqual(value.data, Float64Array.from(numbers));
    assert.equal(value.imag, undefined);
  }
});

Deno.test("the imaginary parts follow the real ones", () => {
  const value = read(matrix(TYPE.double, [1, 2], Float64Array.of(1, 2, 3, 4), 1));
  assert.ok(value?.kind === "numeric");
  assert.deepEqual([value.data, value.imag], [Float64Array.of(1, 2), Float64Array.of(3, 4)]);
});

Deno.test("text has a row of characters in each row of the matrix", () => {
  const value = read(matrix(TYPE.uint8Text, [2, 3], new TextEncoder().encode("adbecf")));
  assert.deepEqual(value, { kind: "char", dims: [2, 3], rows: ["abc", "def"] });
  const none = read(matrix(TYPE.uint8Text, [65_536, 0], new Uint8Array(0)));
  assert.ok(none?.kind === "char");
  assert.equal(none.rows.length, 65_536);
  const claimed = matrix(TYPE.uint8Text, [65_537, 0], new Uint8Array(0));
  assert.throws(() => read(claimed), { ...DAMAGED, message: /65537 rows of text/ });
});

Deno.test("a sparse matrix's lines may come in any order of columns", () => {
  const value = read(sparse([3, 2, 30], [1, 1, 10], [2, 2, 20], [3, 4, 0]));
  assert.ok(value?.kind === "sparse");
  assert.deepEqual(value.dims, [3, 4]);
  assert.deepEqual([...value.columnStarts], [0, 1, 3, 3, 3]);
  assert.deepEqual([...value.rowIndices], [0, 2, 1]);
  assert.deepEqual(value.data, Float64Array.of(10, 30, 20));
  assert.equal(value.imag, undefined);
});

Deno.test("a sparse matrix without an entry has its size, and one of complex numbers both parts", () => {
  const empty = read(sparse([3, 2, 0]));
  assert.ok(empty?.kind === "sparse");
  assert.deepEqual(empty.dims, [3, 2]);
  assert.deepEqual([[...empty.columnStarts], empty.data.length], [[0, 0, 0], 0]);
  const complex = read(sparse([2, 1, 5, -6], [2, 1, 0, 0]));
  assert.ok(complex?.kind === "sparse");
  assert.deepEqual([complex.data, complex.imag], [Float64Array.of(5), Float64Array.of(-6)]);
});

Deno.test("a sparse matrix has indices from 1 to its size, which is less than 2^31", () => {
  for (const line of [[0, 1, 9], [1, 0, 9], [4, 1, 9], [1, 3, 9], [1.5, 1, 9]]) {
    assert.throws(() => read(sparse(line, [3, 2, 0])), { ...DAMAGED, message: /index outside/ });
  }
  assert.ok(read(sparse([3, 2, 9], [3, 2, 0])));
  assert.ok(read(sparse([1, 1, 9], [2 ** 31 - 1, 2, 0])));
  for (const size of [[2 ** 31, 2, 0], [3, -1, 0], [2.5, 2, 0], [3, 2], [3, 2, 0, 0, 0]]) {
    assert.throws(() => read(sparse(size)), { ...DAMAGED, message: /has no size/ });
  }
});
