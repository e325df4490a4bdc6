import assert from "node:assert/strict";
import {
  cell,
  char,
  describe,
  formatMatText,
  logical,
  type MatValue,
  numeric,
  readMat,
  scalar,
  struct,
  structArray,
  writeMat,
} from "./mod.ts";

/** The tree's lines of a variable `x`, without the file's own line. */
function tree(value: MatValue): string[] {
  return formatMatText(readMat(writeMat([["x", value]]))).trimEnd().split("\n").slice(1);
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

Deno.test("of numbers the first eight are shown, and that there are more", () => {
  assert.equal(describe(numeric("int8", [1, 8], numbers(8))), "int8 1x8  1 2 3 4 5 6 7 8");
  assert.equal(describe(numeric("int8", [1, 9], numbers(9))), "int8 1x9  1 2 3 4 5 6 7 8 …");
  assert.equal(describe(numeric("double", [0, 3], [])), "double 0x3");
  assert.equal(describe(logical([1, 2], [true, false])), "logical 1x2  1 0");
  assert.equal(
    describe(numeric("single", [1, 2], [1.5, 2], [-1, 3])),
    "complex single 1x2  1.5-1i 2+3i",
  );
});

Deno.test("of rows the first ten are shown, of a row the first sixty characters", () => {
  const rows = (count: number) => char(numbers(count).map((n) => `${n % 10}`));
  assert.equal(describe(rows(10)), 'char 10x1  "1" "2" "3" "4" "5" "6" "7" "8" "9" "0"');
  assert.match(describe(rows(11)), /"9" "0" …$/);
  assert.equal(describe(char("a".repeat(60))), `char 1x60  "${"a".repeat(60)}"`);
  assert.equal(describe(char("a".repeat(61))), `char 1x61  "${"a".repeat(60)}…"`);
  assert.equal(describe(char("")), "char 0x0");
});

Deno.test("of cells and elements the first ten are shown, and how many more there are", () => {
  const cells = (count: number) => tree(cell([1, count], numbers(count).map((n) => scalar(n))));
  assert.deepEqual(cells(2), ["  x  cell 1x2", "    {1}  double 1x1  1", "    {2}  double 1x1  2"]);
  assert.equal(cells(10).length, 11);
  assert.deepEqual(cells(12).slice(-2), ["    {10}  double 1x1  10", "    … 2 more"]);
  const elements = (count: number) =>
    tree(structArray([1, count], numbers(count).map((n) => ({ a: scalar(n), b: scalar(-n) }))));
  assert.deepEqual(elements(2).slice(1), [
    "    (1).a  double 1x1  1",
    "    (1).b  double 1x1  -1",
    "    (2).a  double 1x1  2",
    "    (2).b  double 1x1  -2",
  ]);
  assert.equal(elements(10).length, 21);
  assert.equal(elements(11).at(-1), "    … 1 more");
  assert.deepEqual(tree(struct({ a: scalar(1) })).slice(1), ["    .a  double 1x1  1"]);
});

Deno.test("a variable takes 200 lines at most", () => {
  const inner = struct(Object.fromEntries(numbers(20).map((n) => [`f${n}`, scalar(n)])));
  const lines = tree(cell([1, 10], Array(10).fill(inner)));
  assert.equal(lines.length, 201);
  assert.equal(lines.at(-1), "    …");
  const fits = struct(Object.fromEntries(numbers(199).map((n) => [`f${n}`, scalar(n)])));
  assert.equal(tree(fits).length, 200);
  assert.match(tree(fits).at(-1) ?? "", /\.f199 /);
});

Deno.test("what a terminal may obey is shown as an escape", () => {
  assert.equal(describe(char("\x1b[2J\x9b\u202e")), 'char 1x6  "\\u001b[2J\\u009b\\u202e"');
});
