import assert from "node:assert/strict";
import { FrameboxError } from "../base/errors/mod.ts";
import {
  cell,
  char,
  fieldOf,
  logical,
  type MatValue,
  numberOf,
  numeric,
  readMat,
  scalar,
  struct,
  structArray,
  textOf,
  writeElement,
  writeMat,
  writeMatReserving,
} from "./mod.ts";

const refused = (work: () => unknown, sentence: RegExp) =>
  assert.throws(work, (error: unknown) => {
    assert.ok(error instanceof FrameboxError);
    assert.equal(error.code, "INVALID_ARGUMENT");
    assert.match(error.message, sentence);
    return true;
  });

Deno.test("a written file is, byte for byte, as in the format's document", () => {
  const bytes = writeMat([["im", numeric("uint8", [2, 3], [1, 2, 3, 4, 5, 6])]]);
  const header = new TextDecoder().decode(bytes.subarray(0, 116));
  assert.match(header, /^MATLAB 5\.0 MAT-file, Platform: framebox, Created on: .* +$/);
  const words = [...new Uint32Array(bytes.buffer, 116)];
  assert.deepEqual(words, [
    ...[0, 0, 0x4d490100],
    ...[14, 56],
    ...[6, 8, 9, 0],
    ...[5, 8, 2, 3],
    ...[1 + (2 << 16), 0x6d69],
    ...[2, 6, 0x04030201, 0x0605],
  ]);
});

Deno.test("text has no flags, logical and complex arrays have theirs", () => {
  const flagsOf = (value: MatValue) => {
    const bytes = writeMat([["x", value]]);
    // After the header of 128 bytes: the array's tag, the flags' tag, the flags.
    return new DataView(bytes.buffer).getUint32(144, true);
  };
  assert.equal(flagsOf(char("ab")), 4);
  assert.equal(flagsOf(scalar(1)), 6);
  assert.equal(flagsOf(logical([1, 1], [true])), 9 + 0x200);
  const complex = numeric("double", [1, 1], [1], [2]);
  assert.equal(flagsOf(complex), 6 + 0x800);
  assert.equal(flagsOf(cell([1, 1], [scalar(1)])), 1);
  assert.equal(flagsOf(struct({ a: scalar(1) })), 2);
});

Deno.test("a value with another count of parts than its dimensions have is refused", () => {
  const wrong: readonly MatValue[] = [
    { kind: "struct", dims: [1, 1], fields: ["a", "b"], values: [scalar(1)] },
    { kind: "struct", dims: [1, 2], fields: ["a"], values: [scalar(1)] },
    { kind: "cell", dims: [1, 2], cells: [scalar(1)] },
    { kind: "char", dims: [2, 1], rows: ["a"] },
    { ...numeric("uint8", [1, 1], [1]), dims: [1, 2] },
  ];
  for (const value of wrong) {
    assert.throws(() => writeMat([["x", value]]), { code: "INVALID_ARGUMENT" }, value.kind);
  }
});

Deno.test("rows of as many UTF-16 units are read back, though of them some are one character", () => {
  const text: MatValue = { kind: "char", dims: [2, 2], rows: ["😀", "ab"] };
  const read = readMat(writeMat([["x", text]])).get("x")?.value;
  assert.ok(read?.kind === "char");
  assert.deepEqual(read.rows, ["😀", "ab"]);
});

Deno.test("a reserved array is filled in place and lies on a multiple of eight", () => {
  const dims = [720, 1280, 3];
  const { bytes, data } = writeMatReserving("im", "uint8", dims, [["frame", scalar(3)]]);
  assert.equal(data.byteOffset % 8, 0);
  assert.equal(data.length, 720 * 1280 * 3);
  data[5] = 9;
  const file = readMat(bytes);
  const im = file.get("im")?.value;
  assert.ok(im?.kind === "numeric");
  assert.equal(im.data[5], 9);
  assert.equal(im.data.byteOffset, data.byteOffset);
  assert.equal(numberOf(file.get("frame")?.value), 3);
});

Deno.test("a reserved array equals one that is written, whatever its class and size", () => {
  for (const dims of [[0, 0], [1, 1], [1, 2], [3, 5, 2]]) {
    for (const numericClass of ["uint8", "int16", "single", "double", "int64"] as const) {
      const { bytes } = writeMatReserving("x", numericClass, dims);
      const zeros = new Array<number>(dims.reduce((a, b) => a * b)).fill(0);
      const written = writeMat([["x", numeric(numericClass, dims, zeros)]]);
      assert.deepEqual(bytes.subarray(128), written.subarray(128));
    }
  }
});

Deno.test("a file that is part of something has room for the rest before it, in one buffer", () => {
  const others = [["frame", scalar(3)]] as const;
  const { bytes, data } = writeMatReserving("x", "double", [2, 2], others, 16);
  data.set([1, 2, 3, 4]);
  assert.deepEqual([bytes.byteOffset, bytes.buffer.byteLength], [16, 16 + bytes.length]);
  assert.deepEqual([...new Uint8Array(bytes.buffer, 0, 16)], new Array(16).fill(0));
  const alone = writeMatReserving("x", "double", [2, 2], others);
  alone.data.set([1, 2, 3, 4]);
  assert.deepEqual(bytes.slice(128), alone.bytes.slice(128));
});

Deno.test("an element is the file without its header", () => {
  const value = cell([1, 2], [char("é"), logical([1, 1], [true])]);
  assert.deepEqual(writeElement("c", value), writeMat([["c", value]]).slice(128));
});

Deno.test("what can't be written is refused with a sentence", () => {
  const broken = (value: MatValue) => () => writeMat([["x", value]]);
  const good = numeric("uint8", [1, 2], [1, 2]);
  refused(broken({ ...good, dims: [1, 3] }), /3 elements, not 2/);
  refused(broken({ ...good, dims: [2] }), /two dimensions/);
  refused(broken({ ...good, dims: [-1, -2] }), /from 0 to 2\^31/);
  refused(() => numeric("double", [1, 2], Uint8Array.of(1, 2)), /class double need/);
  refused(broken({ kind: "char", dims: [2, 2], rows: ["ab"] }), /can't have 1 rows/);
  refused(broken({ kind: "char", dims: [2, 2], rows: ["ab", "c"] }), /as long as the first/);
  refused(broken({ kind: "cell", dims: [1, 2], cells: [] }), /2 elements, not 0/);
  refused(
    broken({ kind: "struct", dims: [1, 1], fields: ["a", "a"], values: [good, good] }),
    /two fields of the same name/,
  );
  refused(
    broken({
      kind: "sparse",
      dims: [2, 2],
      rowIndices: Int32Array.of(1),
      columnStarts: Int32Array.of(0, 1),
      data: Float64Array.of(1),
      logical: false,
    }),
    /columns \+ 1/,
  );
  refused(() => writeMat([["é", good]]), /must be ASCII/);
  refused(() => writeMat([["", good]]), /must have a name/);
  refused(() => writeMatReserving("x", "uint8", [3]), /two dimensions/);
  refused(() => structArray([1, 2], [{ a: good }, { b: good }]), /no field "a"/);
});

Deno.test("nesting without end is refused before the stack is", () => {
  let value: MatValue = scalar(1);
  for (let depth = 0; depth < 100_000; depth++) value = cell([1, 1], [value]);
  refused(() => writeMat([["x", value]]), /1000 deep/);
});

Deno.test("numberOf, textOf and fieldOf look into a cell of one and at nothing else", () => {
  assert.equal(numberOf(cell([1, 1], [scalar(2)])), 2);
  assert.equal(numberOf(numeric("double", [1, 2], [1, 2])), undefined);
  assert.equal(numberOf(undefined), undefined);
  assert.equal(textOf(cell([1, 1], [char("abc  ")])), "abc  ");
  assert.equal(textOf(char("")), "");
  assert.equal(textOf(char(["a", "b"])), undefined);
  assert.equal(textOf(scalar(1)), undefined);
  const people = structArray([1, 2], [{ name: char("A") }, { name: char("B") }]);
  assert.equal(textOf(fieldOf(people, "name", 1)), "B");
  assert.equal(fieldOf(people, "age"), undefined);
  assert.equal(fieldOf(people, "name", 2), undefined);
  assert.equal(numberOf(fieldOf(struct({ toString: scalar(1) }), "toString")), 1);
});

Deno.test("several strings become rows of one width, counted in characters", () => {
  assert.deepEqual(char(["a", "bcd"]), { kind: "char", dims: [2, 3], rows: ["a  ", "bcd"] });
  assert.deepEqual(char(["a😀", "bcd"]).rows, ["a😀 ", "bcd"]);
  assert.deepEqual(char("😀").dims, [1, 2]);
});
