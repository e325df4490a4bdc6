import assert from "node:assert/strict";
import type { DataValue } from "../../oscar/answer/mod.ts";
import { labelsIn } from "./labels.ts";

function labels(value: DataValue, path?: string): unknown {
  return labelsIn(value, path)?.labels;
}

const EXPECTED = [{ label: "Iris", probability: 0.75 }, { label: "Rosa", probability: 0.25 }];

/** The same labels in many forms. */
const FORMS: Readonly<Record<string, DataValue>> = {
  "parallel lists": { labels: ["Rosa", "Iris"], probabilities: [0.25, 0.75] },
  "lists of a batch": { labels: [["Rosa", "Iris"]], probabilities: [[0.25, 0.75]] },
  "lists below predictions": {
    status: "OK",
    predictions: {
      labels: ["Rosa", "Iris"],
      probabilities: [0.25, 0.75],
      links: { a: ["x", "y"] },
    },
  },
  "other names": { class_names: ["Rosa", "Iris"], scores: ["0.25", "75%"] },
  "percentages": { classes: ["Rosa", "Iris"], confidence: [25, 75] },
  "a list of objects": [{ label: "Rosa", score: 0.25 }, { label: "Iris", score: 0.75 }],
  "objects of a batch": [[{ label: "Rosa", score: 0.25 }, { label: "Iris", score: 0.75 }]],
  "objects in a field": {
    model: "x",
    results: [{ class: "Rosa", confidence: 0.25 }, { class: "Iris", confidence: 0.75 }],
  },
  "numbers by name": { predictions: { Rosa: 0.25, Iris: 0.75 } },
  "numbers by name alone": { Rosa: 0.25, Iris: 0.75 },
  "pairs": { top: 2, predictions: [["Rosa", 0.25], ["Iris", 0.75]] },
  "Keras' triples": [[["n02123045", "Iris", 0.75], ["n02123046", "Rosa", 0.25]]],
  "JSON in a text": ['{"labels": ["Rosa", "Iris"], "probabilities": [0.25, 0.75]}'],
};

for (const [form, value] of Object.entries(FORMS)) {
  Deno.test(`labels are read from ${form}`, () => assert.deepEqual(labels(value), EXPECTED));
}

Deno.test("one label is read, with its probability or without", () => {
  assert.deepEqual(labels({ prediction: "Iris", probability: 0.75 }), [EXPECTED[0]]);
  assert.deepEqual(labels({ predictions: [["Iris", 0.75]] }), [EXPECTED[0]]);
  assert.deepEqual(labels({ label: "Iris" }), [{ label: "Iris" }]);
  assert.deepEqual(labels({ class: 3, probability: 0.75 }), [{ label: "3", probability: 0.75 }]);
  assert.deepEqual(labels({ labels: ["b", "a"] }), [{ label: "b" }, { label: "a" }]);
});

Deno.test("a rule names where the labels are", () => {
  const value = {
    labels: ["no"],
    answer: { kinds: ["Rosa", "Iris"], scores: [0.25, 0.75], best: "Iris", score: 0.5 },
    list: [{ kinds: { Rosa: 0.25, Iris: 0.75, None: 0.1 } }],
  };
  assert.deepEqual(labels(value, "answer.kinds"), EXPECTED);
  assert.deepEqual(labels(value, "answer.best"), [{ label: "Iris", probability: 0.5 }]);
  assert.deepEqual(labels(value, "list.kinds"), [...EXPECTED, { label: "None", probability: 0.1 }]);
  assert.deepEqual(labels(value, "list.0.kinds"), labels(value, "list.kinds"));
  // Nothing is there: they are searched.
  assert.deepEqual(labels(value, "gone.kinds"), [{ label: "no" }]);
  assert.deepEqual(labels(value, "__proto__.constructor"), [{ label: "no" }]);
});

Deno.test("what has no labels gives none", () => {
  const others: DataValue[] = [
    {},
    [],
    { mean: 0.4, std: 0.1 },
    { width: 128, height: 128, edge_pixels: 300 },
    { name: "a.jpg", size: 3 },
    { status: "OK", x: null },
    { names: ["a", "b"] },
    { scores: [0.1, 0.2] },
    { labels: [1, 2, 3] },
    ["a", "b"],
    [["a", "b"], ["c", "d"]],
    [1, 2, 3],
  ];
  for (const value of others) assert.equal(labels(value), undefined, JSON.stringify(value));
});

Deno.test("odd JSON ends, and gives at most a hundred labels", () => {
  const many = Array.from({ length: 5000 }, (_, i) => ({ label: `l${i}`, score: i / 5000 }));
  const found = labelsIn(many)?.labels;
  assert.equal(found?.length, 100);
  assert.equal(found?.[0]?.label, "l4999");
  assert.equal(labels(JSON.parse("[".repeat(90) + "]".repeat(90))), undefined);
  assert.deepEqual(labels({ labels: ["\ud800", ""], probabilities: [NaN, 2] }), [{
    label: "\ufffd",
  }]);
  const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]));
  assert.equal(labels(wide), undefined);
});
