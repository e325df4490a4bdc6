import assert from "node:assert/strict";
import {
  cell,
  char,
  type MatValue,
  numeric,
  scalar,
  struct,
  structArray,
  writeElement,
} from "../mat/mod.ts";
import { readoutOfElements } from "./readout.ts";

function read(value: MatValue, name = "data_00012") {
  return readoutOfElements([writeElement(name, value)]);
}

/** N×4, given row by row. */
function corners(...rows: number[][]): MatValue {
  const columns = [0, 1, 2, 3].flatMap((corner) => rows.map((row) => row[corner] ?? NaN));
  return numeric("single", [rows.length, 4], columns);
}

const TWO = corners([1, 2, 11, 22], [5.5, 6.25, 7, 8.123456]);

Deno.test("boxes come with their confidence, class, track and name", () => {
  const { values, boxes } = read(struct({
    xyxy: TWO,
    conf: numeric("single", [1, 2], [0.91, 0.5]),
    cls: numeric("single", [1, 2], [0, 2]),
    id: numeric("double", [1, 2], [3, NaN]),
    names: cell([1, 3], [char("person"), char("bicycle"), char("car")]),
    ms: scalar(12),
  }));
  assert.deepEqual(boxes, {
    xyxy: [[1, 2, 11, 22], [5.5, 6.25, 7, 8.12]],
    conf: [0.91, 0.5],
    cls: [0, 2],
    id: [3, null],
    names: ["person", "car"],
  });
  assert.deepEqual(values, { boxes: 2, ms: 12 });
});

Deno.test("names are a model's classes, unless they can only be the boxes' own", () => {
  const named = (fields: Readonly<Record<string, MatValue>>) =>
    read(struct({ xyxy: TWO, ...fields })).boxes?.names;
  const cls = (...numbers: number[]) => numeric("double", [2, 1], numbers);
  const two = char(["dog", "horse"]);
  assert.deepEqual(named({ cls: cls(1, 1), names: two }), ["horse", "horse"], "a list of classes");
  assert.deepEqual(named({ cls: cls(17, 16), names: two }), ["dog", "horse"], "no such classes");
  assert.deepEqual(named({ cls: cls(0, 1), names: char(["dog", "dog"]) }), ["dog", "dog"]);
  assert.deepEqual(named({ names: two }), ["dog", "horse"], "no class is given");
  assert.deepEqual(named({ cls: cls(1, 0), name: two }), ["dog", "horse"]);
});

Deno.test("cls -1 means that nothing was found", () => {
  const nothing = struct({
    xyxy: corners([0, 0, 0, 0]),
    conf: scalar(0),
    cls: scalar(-1),
    id: scalar(-1),
  });
  const { values, boxes } = read(nothing);
  assert.deepEqual(values, { boxes: 0 });
  assert.deepEqual(boxes?.xyxy, []);
});

Deno.test("corners are read from every shape that SciPy and MATLAB write", () => {
  const one = [[1, 2, 3, 4]];
  const shapes: [string, MatValue, number[][]][] = [
    ["a row", numeric("double", [1, 4], [1, 2, 3, 4]), one],
    ["a column", numeric("double", [4, 1], [1, 2, 3, 4]), one],
    ["1×1×4", numeric("int32", [1, 1, 4], [1, 2, 3, 4]), one],
    ["N×1×4", numeric("uint16", [2, 1, 4], [1, 5, 2, 6, 3, 7, 4, 8]), [[1, 2, 3, 4], [5, 6, 7, 8]]],
    ["4×2", numeric("double", [4, 2], [1, 2, 3, 4, 5, 6, 7, 8]), [[1, 2, 3, 4], [5, 6, 7, 8]]],
    ["rows in one", numeric("int64", [1, 8], [1, 2, 3, 4, 5, 6, 7, 8]), [[1, 2, 3, 4], [
      5,
      6,
      7,
      8,
    ]]],
    ["a cell of rows", cell([1, 1], [numeric("double", [1, 4], [1, 2, 3, 4])]), one],
    ["0×4", numeric("single", [0, 4], []), []],
    ["0×0", numeric("double", [0, 0], []), []],
    ["1×0", numeric("double", [1, 0], []), []],
    ["something else", numeric("double", [2, 3], [1, 2, 3, 4, 5, 6]), []],
    ["text", char("none"), []],
  ];
  for (const [shape, xyxy, expected] of shapes) {
    assert.deepEqual(read(struct({ xyxy })).boxes?.xyxy, expected, shape);
  }
});

Deno.test("a row with a corner that is no number is left out, and the others keep their own", () => {
  const { boxes } = read(struct({
    xyxy: corners([1, 2, NaN, 4], [5, 6, 7, 8]),
    conf: numeric("double", [2, 1], [0.1, 0.2]),
    cls: numeric("double", [1, 3], [1, 2, 3]),
  }));
  assert.deepEqual(boxes?.xyxy, [[5, 6, 7, 8]]);
  assert.deepEqual(boxes?.conf, [0.2]);
  assert.deepEqual(boxes?.cls, [null], "a field of another length is ignored");
  assert.deepEqual(boxes?.id, [null]);
});

Deno.test("one struct a box, in a struct array or in a cell, is read as well", () => {
  const box = (left: number, track: number) => ({
    xyxy: numeric("double", [1, 4], [left, 2, 3, 4]),
    id: scalar(track),
  });
  const boxes = [box(1, 10), box(2, 20)];
  const found = [
    read(structArray([1, 2], boxes)),
    read(cell([1, 2], boxes.map((fields) => struct(fields)))),
    read(struct({ people: structArray([2, 1], boxes) })),
  ];
  for (const { values, boxes } of found) {
    assert.deepEqual(values, { boxes: 2 });
    assert.deepEqual(boxes?.xyxy, [[1, 2, 3, 4], [2, 2, 3, 4]]);
    assert.deepEqual(boxes?.id, [10, 20]);
  }
});
