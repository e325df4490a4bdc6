import assert from "node:assert/strict";
import { cell, char, type MatValue, numeric, scalar } from "../mat/mod.ts";
import { type Box, boxesInFields, boxLists, hasBoxes, isCorners } from "./box_fields.ts";

const found = (fields: Readonly<Record<string, MatValue>>): Box[] =>
  boxesInFields((name) => fields[name]);

const corners = (fields: Readonly<Record<string, MatValue>>) =>
  found(fields).map((box) => box.corners);

/** Two boxes, a row each. */
const TWO = numeric("double", [2, 4], [1, 5, 2, 6, 3, 7, 4, 8]);

Deno.test("corners are read from N×4, 4×N, one row of N·4, N×1×4 and a cell of rows", () => {
  const two = [[1, 2, 3, 4], [5, 6, 7, 8]];
  const inTurn = [1, 2, 3, 4, 5, 6, 7, 8];
  assert.deepEqual(corners({ xyxy: TWO }), two);
  assert.deepEqual(corners({ xyxy: numeric("double", [4, 2], inTurn) }), two);
  assert.deepEqual(corners({ xyxy: numeric("double", [1, 8], inTurn) }), two);
  assert.deepEqual(corners({ xyxy: numeric("double", [2, 1, 4], [1, 5, 2, 6, 3, 7, 4, 8]) }), two);
  const rows = [[1, 2, 3, 4], [5, 6, 7, 8]].map((row) => numeric("single", [1, 4], row));
  assert.deepEqual(corners({ xyxy: cell([2, 1], rows) }), two);
  assert.deepEqual(corners({ xyxy: numeric("double", [4, 4], Array(16).fill(1)) }).length, 4);
});

Deno.test("other shapes, and fields that are no numbers, have no corners", () => {
  for (const dims of [[1, 6], [2, 3], [5, 3], [2, 4, 2], [1, 1]]) {
    const count = dims.reduce((product, dim) => product * dim, 1);
    const value = numeric("double", dims, Array(count).fill(1));
    assert.deepEqual([corners({ xyxy: value }), isCorners(value)], [[], false], dims.join("x"));
  }
  assert.deepEqual([corners({ xyxy: char("1234") }), isCorners(char("1234"))], [[], false]);
  assert.deepEqual([corners({}), isCorners(undefined)], [[], false]);
  assert.ok(isCorners(TWO) && isCorners(numeric("double", [0, 4], [])));
  assert.ok(isCorners(cell([1, 1], [TWO])) && !isCorners(cell([1, 2], [TWO, scalar(1)])));
  assert.ok(hasBoxes(["id", "xyxy"]) && !hasBoxes(["id", "xywh"]));
});

Deno.test("numbers are rounded: corners to a hundredth, confidence to four digits", () => {
  const xyxy = numeric("double", [1, 4], [0.126, 1.004, 2.996, 3]);
  const [box] = found({ xyxy, conf: scalar(0.912_36) });
  assert.deepEqual(box?.corners, [0.13, 1, 3, 3]);
  assert.equal(box?.conf, 0.9124);
});

Deno.test("what is missing, of another length or no finite number is null", () => {
  const nothing = { conf: null, cls: null, id: null, name: null };
  const [box] = found({ xyxy: numeric("double", [1, 4], [1, 2, 3, 4]) });
  assert.deepEqual(box, { corners: [1, 2, 3, 4], ...nothing });
  const three = numeric("double", [1, 3], [1, 2, 3]);
  for (const { corners: _, ...rest } of found({ xyxy: TWO, conf: three, cls: three, id: three })) {
    assert.deepEqual(rest, nothing);
  }
  const odd = found({
    xyxy: TWO,
    conf: numeric("double", [1, 2], [NaN, 0]),
    id: cell([1, 2], [char("x"), scalar(7)]),
  });
  assert.deepEqual(odd.map(({ conf, id }) => [conf, id]), [[null, null], [0, 7]]);
});

Deno.test("a row of class -1 is no box, a track of -1 is none, and the others stay in step", () => {
  const boxes = found({
    xyxy: TWO,
    conf: numeric("double", [1, 2], [0.25, 0.5]),
    cls: numeric("double", [1, 2], [-1, 3]),
    id: numeric("double", [1, 2], [4, -1]),
  });
  assert.deepEqual(boxes, [{ corners: [5, 6, 7, 8], conf: 0.5, cls: 3, id: null, name: null }]);
  const gap = numeric("double", [2, 4], [1, NaN, 2, 6, 3, 7, 4, 8]);
  assert.deepEqual(found({ xyxy: gap, conf: numeric("double", [1, 2], [0.25, 0.5]) }).length, 1);
});

Deno.test("`names` is a list of classes where `cls` fits it, else it has one a box; `name` has one a box", () => {
  const names = (fields: Readonly<Record<string, MatValue>>) =>
    found({ xyxy: TWO, ...fields }).map(({ name }) => name);
  const cls = numeric("double", [1, 2], [1, 0]);
  const two = cell([1, 2], [char("cat"), char("dog  ")]);
  assert.deepEqual(names({ names: two, cls }), ["dog", "cat"]);
  assert.deepEqual(names({ names: two }), ["cat", "dog"]);
  assert.deepEqual(names({ names: two, cls: numeric("double", [1, 2], [1, 2]) }), ["cat", "dog"]);
  assert.deepEqual(names({ names: char(["cat", "cat"]), cls }), ["cat", "cat"]);
  assert.deepEqual(names({ name: two, names: char(["a", "b"]), cls }), ["cat", "dog"]);
  assert.deepEqual(names({ names: char(["a", "b", "c"]), cls }), ["b", "a"]);
  assert.deepEqual(names({ names: char(["a", "b", "c"]) }), [null, null]);
});

Deno.test("lists have each box at the same place", () => {
  const lists = boxLists(found({ xyxy: TWO, id: numeric("double", [1, 2], [8, 9]) }));
  assert.deepEqual(lists, {
    xyxy: [[1, 2, 3, 4], [5, 6, 7, 8]],
    conf: [null, null],
    cls: [null, null],
    id: [8, 9],
    names: [null, null],
  });
});
