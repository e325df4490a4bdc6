import assert from "node:assert/strict";
import {
  cell,
  char,
  logical,
  type MatValue,
  numeric,
  scalar,
  struct,
  writeElement,
} from "../mat/mod.ts";
import { readoutOf, readoutOfElements } from "./readout.ts";

function read(value: MatValue, name = "data_00012") {
  return readoutOfElements([writeElement(name, value)]);
}

/** N×4, given row by row. */
function corners(...rows: number[][]): MatValue {
  const columns = [0, 1, 2, 3].flatMap((corner) => rows.map((row) => row[corner] ?? NaN));
  return numeric("single", [rows.length, 4], columns);
}

Deno.test("numeric scalars of the frame's struct are values by their path", () => {
  const { values, boxes } = read(struct({
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
  assert.deepEqual(read(scalar(2)).values, { data: 2 });
  const inner = struct({ speed: scalar(1) });
  assert.deepEqual(read(inner, "track_00007").values, { "track.speed": 1 });
  assert.deepEqual(read(inner, "summary").values, { "summary.speed": 1 });
});

Deno.test("NaN is a value: it means that there is none at this frame", () => {
  assert.ok(Number.isNaN(read(struct({ mean: scalar(NaN) })).values["mean"]));
});

Deno.test("one box's numbers are no values, so that a plot doesn't come and go with the count", () => {
  const { values } = read(struct({
    xyxy: corners([1, 2, 3, 4]),
    conf: scalar(0.5),
    cls: scalar(1),
    id: scalar(7),
  }));
  assert.deepEqual(values, { boxes: 1 });
});

Deno.test("values, boxes and bytes that are looked at are bounded", () => {
  const many = struct(Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`v${i}`, scalar(i)]),
  ));
  assert.equal(Object.keys(read(many).values).length, 64);
  const crowd = read(struct({ xyxy: numeric("uint8", [1500, 4], new Uint8Array(6000)) }));
  assert.deepEqual(crowd.values, { boxes: 1500 });
  assert.equal(crowd.boxes?.xyxy.length, 1000);
  const large = struct({
    mean: scalar(1),
    map: numeric("uint8", [1000, 1000], new Uint8Array(1e6)),
  });
  assert.deepEqual(read(large).values, {});
});

Deno.test("what can't be read is skipped, and the other variables are read", () => {
  const broken = writeElement("data_00001", scalar(1)).slice(0, 30);
  const whole = writeElement("summary", struct({ n: scalar(2) }));
  assert.deepEqual(readoutOfElements([broken, whole]).values, { "summary.n": 2 });
});

Deno.test("a field's name can't reach into the object that holds the values", () => {
  const { values } = read(struct({ ["__proto__"]: scalar(1), constructor: scalar(2) }));
  assert.equal(Object.getPrototypeOf(values), Object.prototype);
  assert.equal(values["constructor"], 2);
});

Deno.test("structured numbers have the path of their property", () => {
  const data = { mean: 1.5, hot: true, at: { x: 3, deep: { y: 4 } }, list: [1, 2], name: "n" };
  assert.deepEqual(readoutOf({ data }).values, {
    mean: 1.5,
    hot: 1,
    "at.x": 3,
    "at.deep.y": 4,
  });
});
