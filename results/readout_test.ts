import assert from "node:assert/strict";
import { picture } from "../hub/testing/test_support.ts";
import { cell, char, numeric, scalar, struct } from "../mat/mod.ts";
import type { ResultContent } from "../hub/mod.ts";
import { readoutOf } from "./readout.ts";
import { contentOf, readFields } from "./test_contents.ts";

Deno.test("structured content is all that is read: its variables aren't", () => {
  const boxes = {
    xyxy: [[1, 2, 3, 4]],
    conf: [0.5],
    cls: [0],
    id: [null],
    names: ["cat"],
  } as const;
  const structured = { labels: [{ label: "a" }], boxes, text: "words", data: { count: 3 } };
  const variables = contentOf({ data_00001: struct({ other: scalar(5) }) }).variables;
  assert.deepEqual(readoutOf({ ...structured, variables }), {
    values: { count: 3, boxes: 1 },
    labels: structured.labels,
    boxes,
    text: "words",
    rest: { count: 3 },
    isWhole: true,
  });
});

Deno.test("structured labels are all labels, and numbers still come from the variables", () => {
  const labels = [{ label: "dark" }];
  const variables = contentOf({
    data_00001: struct({ mean: scalar(5), label: char("other"), text: char("words") }),
  }).variables;
  assert.deepEqual(readoutOf({ labels, variables }), {
    values: { mean: 5 },
    labels,
    boxes: undefined,
    text: undefined,
    rest: undefined,
    isWhole: true,
  });
});

Deno.test("an empty result has an empty readout", () => {
  const nothing = {
    values: {},
    labels: [],
    boxes: undefined,
    text: undefined,
    rest: undefined,
    isWhole: true,
  };
  assert.deepEqual(readoutOf({}), nothing);
  assert.deepEqual(readoutOf({ payload: picture() }), nothing);
  assert.deepEqual(readoutOf(contentOf({ junk: numeric("double", [0, 0], []) })).labels, []);
});

Deno.test("boxes of a worker are boxes, and its other data is the rest", () => {
  const { boxes, rest, labels } = readFields({
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

Deno.test("boxes in structs of their own are read once, as boxes", () => {
  const box = struct({ xyxy: numeric("double", [1, 4], [0, 0, 9, 9]) });
  const { boxes, rest } = readFields({ people: cell([1, 2], [box, box]), count: scalar(2) });
  assert.equal(boxes?.xyxy.length, 2);
  assert.deepEqual(rest, { count: 2 });
});

Deno.test("labels and text may be variables of their own", () => {
  const { labels, text, rest } = readoutOf(
    contentOf({ label: char("cat"), text_00003: char("words"), data_00003: scalar(7) }),
  );
  assert.deepEqual(labels, [{ label: "cat" }]);
  assert.equal(text, "words");
  assert.deepEqual(rest, { data: 7 });
});

Deno.test("a content is read once, however often its readout is used", () => {
  const words = contentOf({ data_00001: struct({ label: char("cat") }) });
  assert.equal(readoutOf(words), readoutOf(words));
  const content = contentOf({ data_00000: struct({ mean: scalar(1) }) });
  assert.equal(readoutOf(content), readoutOf(content));
  assert.deepEqual(readoutOf(content).values, { mean: 1 });
  assert.equal(readoutOf(content).values, readoutOf(content).values);
  assert.equal(readoutOf(content).rest, readoutOf(content).rest);
  const { values, boxes } = readoutOf({});
  assert.deepEqual({ values, boxes }, { values: {}, boxes: undefined });
});

Deno.test("one structured property is enough: text and rest of the variables are not read", () => {
  const { variables = [] } = contentOf({ data_00001: struct({ text: char("from a variable") }) });
  const boxes = { xyxy: [], conf: [], cls: [], id: [], names: [] };
  const given: readonly ResultContent[] = [
    { labels: [{ label: "a" }] },
    { boxes },
    { text: "" },
    { data: {} },
  ];
  for (const content of given) {
    const { text, rest } = readoutOf({ ...content, variables });
    assert.deepEqual([text, rest], [content.text, content.data]);
  }
  assert.equal(readoutOf({ labels: [], variables }).text, "from a variable");
});
