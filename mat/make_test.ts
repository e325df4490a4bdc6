import assert from "node:assert/strict";
import { char, logical, numeric, readMat, scalar, writeMat } from "./mod.ts";

Deno.test("text has one row of its length; '' has none", () => {
  assert.deepEqual(char("ab"), { kind: "char", dims: [1, 2], rows: ["ab"] });
  assert.deepEqual(char(""), { kind: "char", dims: [0, 0], rows: [] });
  assert.deepEqual(char([]).rows, []);
});

Deno.test("rows are padded to the longest, counted in characters and not in UTF-16 units", () => {
  assert.deepEqual(char(["a", "bcd"]), { kind: "char", dims: [2, 3], rows: ["a  ", "bcd"] });
  const wide = char(["😀", "bc"]);
  assert.deepEqual(wide.rows, ["😀 ", "bc"]);
  const read = readMat(writeMat([["x", wide]])).get("x")?.value;
  assert.ok(read?.kind === "char");
  assert.deepEqual(read.rows, ["😀 ", "bc"]);
});

Deno.test("logical values are bytes of 0 and 1", () => {
  assert.deepEqual(logical([1, 3], [true, 0, 7]).data, Uint8Array.of(1, 0, 1));
  assert.equal(logical([1, 1], [1]).logical, true);
  assert.equal(scalar(1).logical, false);
});

Deno.test("as many numbers as the dimensions need are taken, no other count", () => {
  assert.equal(numeric("uint8", [2, 2], [1, 2, 3, 4]).data.length, 4);
  for (const numbers of [[1, 2, 3], [1, 2, 3, 4, 5]]) {
    assert.throws(() => numeric("uint8", [2, 2], numbers), { code: "INVALID_ARGUMENT" });
    assert.throws(() => logical([2, 2], numbers), { code: "INVALID_ARGUMENT" });
  }
});
