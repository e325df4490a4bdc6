import assert from "node:assert/strict";
import { cell, char, numeric, scalar, struct, structArray } from "../mat/mod.ts";
import { readFields } from "./test_contents.ts";

Deno.test("labels come with their probabilities, the most probable first", () => {
  const two = [{ label: "dog", probability: 0.75 }, { label: "cat", probability: 0.25 }];
  const probabilities = numeric("double", [2, 1], [0.25, 0.75]);
  for (const labels of [char(["cat", "dog"]), cell([2, 1], [char("cat"), char("dog")])]) {
    for (const field of ["probabilities", "probability", "scores", "score", "conf"]) {
      const { labels: got, rest } = readFields({ labels, [field]: probabilities });
      assert.deepEqual(got, two, field);
      assert.equal(rest, undefined);
    }
  }
  const records = [{ label: char("cat"), score: scalar(0.25) }, {
    label: char("dog"),
    score: scalar(0.75),
  }];
  assert.deepEqual(readFields({ labels: structArray([1, 2], records) }).labels, two);
  assert.deepEqual(readFields({ labels: cell([1, 2], records.map(struct)) }).labels, two);
});

Deno.test("one label without a probability, or with one that is none, is a label", () => {
  assert.deepEqual(readFields({ label: char("cat") }).labels, [{ label: "cat" }]);
  assert.deepEqual(readFields({ label: char("cat"), score: scalar(12) }).labels, [{
    label: "cat",
  }]);
});

Deno.test("a probability is between 0 and 1, both ends included; else the label has none", () => {
  const labels = (value: number) =>
    readFields({ label: char("cat"), probability: scalar(value) }).labels;
  assert.deepEqual(labels(1), [{ label: "cat", probability: 1 }]);
  assert.deepEqual(labels(0), [{ label: "cat", probability: 0 }]);
  for (const value of [1.5, -0.1, NaN]) assert.deepEqual(labels(value), [{ label: "cat" }]);
});
