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
  writeElement,
} from "../mat/mod.ts";
import { annotationsOf, annotationsOfElements } from "./annotations.ts";

function annotated(value: MatValue, name = "data_00012") {
  return annotationsOfElements([writeElement(name, value)]);
}

/** N×4, given row by row as people write it. */
function corners(...rows: number[][]): MatValue {
  const columns = [0, 1, 2, 3].flatMap((corner) => rows.map((row) => row[corner] ?? NaN));
  return numeric("single", [rows.length, 4], columns);
}

const TWO = corners([1, 2, 11, 22], [5.5, 6.25, 7, 8.123456]);

Deno.test("numeric scalars of the frame's struct are values by their path", () => {
  const { values, boxes } = annotated(struct({
    mean: scalar(0.5),
    count: scalar(3, "int64"),
    dark: logical([1, 1], [true]),
    share: scalar(0.1, "single"),
    inner: struct({ deep: struct({ x: scalar(-1) }) }),
    in_a_cell: cell([1, 1], [scalar(9)]),
    vector: numeric("double", [1, 2], [1, 2]),
    text: char("seven"),
    empty: numeric("double", [0, 0], []),
    complex: numeric("double", [1, 1], [1], [2]),
  }));
  assert.deepEqual(values, {
    mean: 0.5,
    count: 3,
    dark: 1,
    share: 0.1,
    "inner.deep.x": -1,
    in_a_cell: 9,
  });
  assert.equal(boxes, undefined);
});

Deno.test("the number of the frame is no part of a path, another variable's name is", () => {
  assert.deepEqual(annotated(scalar(2)).values, { data: 2 });
  const inner = struct({ speed: scalar(1) });
  assert.deepEqual(annotated(inner, "track_00007").values, { "track.speed": 1 });
  assert.deepEqual(annotated(inner, "summary").values, { "summary.speed": 1 });
});

Deno.test("NaN is a value, for it says that there is none at this frame", () => {
  assert.ok(Number.isNaN(annotated(struct({ mean: scalar(NaN) })).values["mean"]));
});

Deno.test("boxes come with their confidence, class, track and name", () => {
  const { values, boxes } = annotated(struct({
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
    annotated(struct({ xyxy: TWO, ...fields })).boxes?.names;
  const cls = (...numbers: number[]) => numeric("double", [2, 1], numbers);
  const two = char(["dog", "horse"]);
  assert.deepEqual(named({ cls: cls(1, 1), names: two }), ["horse", "horse"], "a list of classes");
  assert.deepEqual(named({ cls: cls(17, 16), names: two }), ["dog", "horse"], "no such classes");
  assert.deepEqual(named({ cls: cls(0, 1), names: char(["dog", "dog"]) }), ["dog", "dog"]);
  assert.deepEqual(named({ names: two }), ["dog", "horse"], "no class is given");
  assert.deepEqual(named({ cls: cls(1, 0), name: two }), ["dog", "horse"]);
});

Deno.test("one box's numbers are no values, so that a plot doesn't come and go with the count", () => {
  const { values } = annotated(struct({
    xyxy: corners([1, 2, 3, 4]),
    conf: scalar(0.5),
    cls: scalar(1),
    id: scalar(7),
  }));
  assert.deepEqual(values, { boxes: 1 });
});

Deno.test("cls -1 means that nothing was found", () => {
  const nothing = struct({
    xyxy: corners([0, 0, 0, 0]),
    conf: scalar(0),
    cls: scalar(-1),
    id: scalar(-1),
  });
  const { values, boxes } = annotated(nothing);
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
    assert.deepEqual(annotated(struct({ xyxy })).boxes?.xyxy, expected, shape);
  }
});

Deno.test("a row with a corner that is no number is left out, and the others keep their own", () => {
  const { boxes } = annotated(struct({
    xyxy: corners([1, 2, NaN, 4], [5, 6, 7, 8]),
    conf: numeric("double", [2, 1], [0.1, 0.2]),
    cls: numeric("double", [1, 3], [1, 2, 3]),
  }));
  assert.deepEqual(boxes?.xyxy, [[5, 6, 7, 8]]);
  assert.deepEqual(boxes?.conf, [0.2]);
  assert.deepEqual(boxes?.cls, [null], "another length says nothing of these boxes");
  assert.deepEqual(boxes?.id, [null]);
});

Deno.test("one struct a box, in a struct array or in a cell, is read as well", () => {
  const box = (left: number, track: number) => ({
    xyxy: numeric("double", [1, 4], [left, 2, 3, 4]),
    id: scalar(track),
  });
  const boxes = [box(1, 10), box(2, 20)];
  const found = [
    annotated(structArray([1, 2], boxes)),
    annotated(cell([1, 2], boxes.map((fields) => struct(fields)))),
    annotated(struct({ people: structArray([2, 1], boxes) })),
  ];
  for (const { values, boxes } of found) {
    assert.deepEqual(values, { boxes: 2 });
    assert.deepEqual(boxes?.xyxy, [[1, 2, 3, 4], [2, 2, 3, 4]]);
    assert.deepEqual(boxes?.id, [10, 20]);
  }
});

Deno.test("values, boxes and bytes that are looked at are bounded", () => {
  const many = struct(Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`v${i}`, scalar(i)]),
  ));
  assert.equal(Object.keys(annotated(many).values).length, 64);
  const crowd = annotated(struct({ xyxy: numeric("uint8", [1500, 4], new Uint8Array(6000)) }));
  assert.deepEqual(crowd.values, { boxes: 1500 });
  assert.equal(crowd.boxes?.xyxy.length, 1000);
  const large = struct({
    mean: scalar(1),
    map: numeric("uint8", [1000, 1000], new Uint8Array(1e6)),
  });
  assert.deepEqual(annotated(large).values, {});
});

Deno.test("what can't be read says nothing, and what else there is is read", () => {
  const broken = writeElement("data_00001", scalar(1)).slice(0, 30);
  const whole = writeElement("summary", struct({ n: scalar(2) }));
  assert.deepEqual(annotationsOfElements([broken, whole]).values, { "summary.n": 2 });
});

Deno.test("a field's name can't reach into the object that holds the values", () => {
  const { values } = annotated(struct({ ["__proto__"]: scalar(1), constructor: scalar(2) }));
  assert.equal(Object.getPrototypeOf(values), Object.prototype);
  assert.equal(values["constructor"], 2);
});

Deno.test("a content is read once, however often it is asked for", () => {
  const element = writeElement("data_00000", struct({ mean: scalar(1) }));
  const content = { variables: [{ name: "data_00000", class: "struct", dims: [1, 1], element }] };
  assert.equal(annotationsOf(content), annotationsOf(content));
  assert.deepEqual(annotationsOf(content).values, { mean: 1 });
  assert.deepEqual(annotationsOf({}), { values: {}, boxes: undefined });
});
