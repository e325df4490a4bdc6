import assert from "node:assert/strict";
import { picture } from "../hub/testing/test_support.ts";
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
import { annotationsOf } from "./annotations.ts";
import { type Findings, findingsOf } from "./findings.ts";
import type { ResultContent } from "../hub/mod.ts";

function contentOf(values: Readonly<Record<string, MatValue>>): ResultContent {
  return {
    variables: Object.entries(values).map(([name, value]) => {
      return { name, class: "struct", dims: [1, 1], element: writeElement(name, value) };
    }),
  };
}

/** What is found in a frame's struct with these fields. */
function found(fields: Readonly<Record<string, MatValue>>): Findings {
  return findingsOf(contentOf({ data_00012: struct(fields) }));
}

Deno.test("what a processor says outright is all that is found, and its variables aren't read", () => {
  const boxes = {
    xyxy: [[1, 2, 3, 4]],
    conf: [0.5],
    cls: [0],
    id: [null],
    names: ["cat"],
  } as const;
  const said = { labels: [{ label: "a" }], boxes, text: "words", data: { count: 3 } };
  const variables = contentOf({ data_00001: struct({ other: scalar(5) }) }).variables;
  assert.deepEqual(findingsOf({ ...said, variables }), {
    labels: said.labels,
    boxes,
    text: "words",
    rest: { count: 3 },
    isWhole: true,
  });
  assert.deepEqual(annotationsOf({ ...said, variables }), {
    values: { count: 3, boxes: 1 },
    boxes,
  });
});

Deno.test("numbers that are said outright have the path of their property", () => {
  const data = { mean: 1.5, hot: true, at: { x: 3, deep: { y: 4 } }, list: [1, 2], name: "n" };
  assert.deepEqual(annotationsOf({ data }).values, {
    mean: 1.5,
    hot: 1,
    "at.x": 3,
    "at.deep.y": 4,
  });
});

Deno.test("a result that says nothing has no findings", () => {
  const nothing = {
    labels: [],
    boxes: undefined,
    text: undefined,
    rest: undefined,
    isWhole: true,
  };
  assert.deepEqual(findingsOf({}), nothing);
  assert.deepEqual(findingsOf({ picture: picture() }), nothing);
  assert.deepEqual(findingsOf(contentOf({ junk: numeric("double", [0, 0], []) })).labels, []);
});

Deno.test("boxes of a worker are boxes, and what else it says is the rest", () => {
  const { boxes, rest, labels } = found({
    xyxy: numeric("single", [1, 4], [1, 2, 3, 4]),
    conf: scalar(0.5),
    cls: scalar(1),
    names: cell([1, 2], [char("cat"), char("dog")]),
    frame_mean: scalar(0.1, "single"),
  });
  assert.deepEqual(boxes?.xyxy, [[1, 2, 3, 4]]);
  assert.deepEqual(boxes?.names, ["dog"]);
  assert.deepEqual(labels, []);
  assert.deepEqual(rest, { frame_mean: 0.1 });
});

Deno.test("boxes in structs of their own are told once, as boxes", () => {
  const box = struct({ xyxy: numeric("double", [1, 4], [0, 0, 9, 9]) });
  const { boxes, rest } = found({ people: cell([1, 2], [box, box]), count: scalar(2) });
  assert.equal(boxes?.xyxy.length, 2);
  assert.deepEqual(rest, { count: 2 });
});

Deno.test("labels come with their probabilities, the most probable first", () => {
  const two = [{ label: "dog", probability: 0.75 }, { label: "cat", probability: 0.25 }];
  const probabilities = numeric("double", [2, 1], [0.25, 0.75]);
  for (const labels of [char(["cat", "dog"]), cell([2, 1], [char("cat"), char("dog")])]) {
    for (const field of ["probabilities", "probability", "scores", "score", "conf"]) {
      const { labels: got, rest } = found({ labels, [field]: probabilities });
      assert.deepEqual(got, two, field);
      assert.equal(rest, undefined);
    }
  }
  const records = [{ label: char("cat"), score: scalar(0.25) }, {
    label: char("dog"),
    score: scalar(0.75),
  }];
  assert.deepEqual(found({ labels: structArray([1, 2], records) }).labels, two);
  assert.deepEqual(found({ labels: cell([1, 2], records.map(struct)) }).labels, two);
});

Deno.test("one label without a probability, or with one that is none, is a label", () => {
  assert.deepEqual(found({ label: char("cat") }).labels, [{ label: "cat" }]);
  assert.deepEqual(found({ label: char("cat"), score: scalar(12) }).labels, [{ label: "cat" }]);
});

Deno.test("labels and text may be variables of their own", () => {
  const { labels, text, rest } = findingsOf(
    contentOf({ label: char("cat"), text_00003: char("words"), data_00003: scalar(7) }),
  );
  assert.deepEqual(labels, [{ label: "cat" }]);
  assert.equal(text, "words");
  assert.deepEqual(rest, { data: 7 });
});

Deno.test("a frame's variable that is a text is the frame's text", () => {
  assert.equal(findingsOf(contentOf({ data_00001: char("a sentence") })).text, "a sentence");
  assert.equal(found({ text: cell([1, 2], [char("one "), char("two")]) }).text, "one\ntwo");
});

Deno.test("the rest is what JSON can say, rows of a matrix as lists", () => {
  const { rest } = found({
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
  const { rest } = found({ ...map, ...long, ...many });
  assert.deepEqual(Object.keys(rest ?? {}).toSorted(), ["long", "many"]);
  assert.equal(String(rest?.["long"]).length, 10_000);
  assert.ok(JSON.stringify(rest?.["many"]).length < 2 * 20_000 + 100);
  for (const one of [map, long, many]) assert.equal(found(one).isWhole, false);
  const { labels, text } = found({ label: char("x".repeat(5000)), text: char("y".repeat(50_000)) });
  assert.deepEqual([labels[0]?.label.length, text?.length], [1000, 10_000]);
});

Deno.test("a vector of a few thousand numbers is told, a variable of a megabyte is missed", () => {
  const vector = numeric("double", [1, 2048], new Float64Array(2048).fill(0.5));
  const { rest, isWhole } = found({ embedding: vector });
  assert.ok(Array.isArray(rest?.["embedding"]) && rest["embedding"].length === 2048 && isWhole);
  const large = numeric("double", [1, 200_000], new Float64Array(200_000));
  const missed = findingsOf(contentOf({ data_00001: struct({ large }), text: char("words") }));
  assert.deepEqual([missed.isWhole, missed.rest, missed.text], [false, undefined, "words"]);
});

Deno.test("an xyxy that has no corners is no box, but part of the rest", () => {
  const { rest, boxes } = found({ xyxy: numeric("double", [1, 3], [1, 2, 3]), conf: scalar(0.5) });
  assert.deepEqual(rest, { xyxy: [1, 2, 3], conf: 0.5 });
  assert.deepEqual(boxes?.xyxy, []);
  assert.deepEqual(found({ xyxy: char("none") }).rest, { xyxy: "none" });
  assert.deepEqual(found({ people: struct({ xyxy: char("none") }) }).rest, {
    people: { xyxy: "none" },
  });
  const nothing = numeric("double", [0, 4], []);
  assert.equal(found({ xyxy: nothing, conf: nothing }).rest, undefined);
});

Deno.test("an empty array is an empty list, however many rows its dimensions name", () => {
  const rows = 2 ** 31 - 1;
  assert.deepEqual(found({ none: numeric("double", [rows, 0], []) }).rest, { none: [] });
  assert.deepEqual(found({ none: numeric("double", [2, rows, 0], []) }).rest, { none: [] });
});

Deno.test("a field's name can't reach into the object that holds the rest", () => {
  const evil = struct(Object.fromEntries([["__proto__", scalar(1)]]));
  const { rest } = findingsOf(contentOf({ data_00001: evil, more: evil }));
  assert.equal(JSON.stringify(rest), '{"__proto__":1,"more":{"__proto__":1}}');
});

Deno.test("findings are made once", () => {
  const content = contentOf({ data_00001: struct({ label: char("cat") }) });
  assert.equal(findingsOf(content), findingsOf(content));
});

Deno.test("a probability is between 0 and 1, both ends included; else the label has none", () => {
  const labels = (value: number) =>
    found({ label: char("cat"), probability: scalar(value) }).labels;
  assert.deepEqual(labels(1), [{ label: "cat", probability: 1 }]);
  assert.deepEqual(labels(0), [{ label: "cat", probability: 0 }]);
  for (const value of [1.5, -0.1, NaN]) assert.deepEqual(labels(value), [{ label: "cat" }]);
});

Deno.test("one thing that is given as such is enough: the variables are not read beside it", () => {
  const { variables = [] } = contentOf({ data_00001: struct({ text: char("from a variable") }) });
  const boxes = { xyxy: [], conf: [], cls: [], id: [], names: [] };
  const given: readonly ResultContent[] = [
    { labels: [{ label: "a" }] },
    { boxes },
    { text: "" },
    { data: {} },
  ];
  for (const content of given) {
    const { text, rest } = findingsOf({ ...content, variables });
    assert.deepEqual([text, rest], [content.text, content.data]);
  }
  assert.equal(findingsOf({ labels: [], variables }).text, "from a variable");
});
