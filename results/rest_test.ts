import assert from "node:assert/strict";
import { cell, char, logical, numeric, scalar, struct } from "../mat/mod.ts";
import { readoutOf } from "./readout.ts";
import { contentOf, readFields } from "./test_contents.ts";

Deno.test("a frame's variable that is a text is the frame's text", () => {
  assert.equal(readoutOf(contentOf({ data_00001: char("a sentence") })).text, "a sentence");
  assert.equal(readFields({ text: cell([1, 2], [char("one "), char("two")]) }).text, "one\ntwo");
});

Deno.test("the rest is what JSON can hold, rows of a matrix as lists", () => {
  const { rest } = readFields({
    matrix: numeric("double", [2, 3], [1, 2, 3, 4, 5, 6]),
    column: numeric("int16", [2, 1], [1, -1]),
    none: scalar(NaN),
    yes: logical([1, 1], [true]),
    nested: struct({ name: char("n"), list: cell([1, 2], [scalar(1), char("b")]) }),
  });
  assert.deepEqual(rest, {
    matrix: [[1, 3, 5], [2, 4, 6]],
    column: [1, -1],
    none: null,
    yes: true,
    nested: { name: "n", list: [1, "b"] },
  });
});

Deno.test("large arrays, long texts and endless lists are left out or cut", () => {
  const map = { map: numeric("double", [100, 100], new Float64Array(10_000)) };
  const long = { long: char("x".repeat(20_000)) };
  const vector = numeric("int8", [1, 4000], new Int8Array(4000));
  const many = { many: cell([1, 8], Array.from({ length: 8 }, () => vector)) };
  const { rest } = readFields({ ...map, ...long, ...many });
  assert.deepEqual(Object.keys(rest ?? {}).toSorted(), ["long", "many"]);
  assert.equal(String(rest?.["long"]).length, 10_000);
  assert.ok(JSON.stringify(rest?.["many"]).length < 2 * 20_000 + 100);
  for (const one of [map, long, many]) assert.equal(readFields(one).isWhole, false);
  const { labels, text } = readFields({
    label: char("x".repeat(5000)),
    text: char("y".repeat(50_000)),
  });
  assert.deepEqual([labels[0]?.label.length, text?.length], [1000, 10_000]);
});

Deno.test("a vector of a few thousand numbers is read, a variable of a megabyte is left out", () => {
  const vector = numeric("double", [1, 2048], new Float64Array(2048).fill(0.5));
  const { rest, isWhole } = readFields({ embedding: vector });
  assert.ok(Array.isArray(rest?.["embedding"]) && rest["embedding"].length === 2048 && isWhole);
  const large = numeric("double", [1, 200_000], new Float64Array(200_000));
  const missed = readoutOf(contentOf({ data_00001: struct({ large }), text: char("words") }));
  assert.deepEqual([missed.isWhole, missed.rest, missed.text], [false, undefined, "words"]);
});

Deno.test("an xyxy that has no corners is no box, but part of the rest", () => {
  const { rest, boxes } = readFields({
    xyxy: numeric("double", [1, 3], [1, 2, 3]),
    conf: scalar(0.5),
  });
  assert.deepEqual(rest, { xyxy: [1, 2, 3], conf: 0.5 });
  assert.deepEqual(boxes?.xyxy, []);
  assert.deepEqual(readFields({ xyxy: char("none") }).rest, { xyxy: "none" });
  assert.deepEqual(readFields({ people: struct({ xyxy: char("none") }) }).rest, {
    people: { xyxy: "none" },
  });
  const nothing = numeric("double", [0, 4], []);
  assert.equal(readFields({ xyxy: nothing, conf: nothing }).rest, undefined);
});

Deno.test("an empty array is an empty list, however many rows its dimensions name", () => {
  const rows = 2 ** 31 - 1;
  assert.deepEqual(readFields({ none: numeric("double", [rows, 0], []) }).rest, { none: [] });
  assert.deepEqual(readFields({ none: numeric("double", [2, rows, 0], []) }).rest, { none: [] });
});

Deno.test("a field's name can't reach into the object that holds the rest", () => {
  const evil = struct(Object.fromEntries([["__proto__", scalar(1)]]));
  const { rest } = readoutOf(contentOf({ data_00001: evil, more: evil }));
  assert.equal(JSON.stringify(rest), '{"__proto__":1,"more":{"__proto__":1}}');
});
