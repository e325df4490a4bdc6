import assert from "node:assert/strict";
import { type DataValue, wholeData } from "../../oscar/answer/mod.ts";
import { boxesIn } from "./boxes.ts";

const SIZE = { widthPx: 200, heightPx: 100 };
const ONE_BOX = [[20, 10, 60, 50]];

/** The corners in a value, as text so that lists compare. */
function corners(value: DataValue, size: typeof SIZE | undefined = SIZE): unknown {
  return boxesIn(value, size)?.boxes.xyxy;
}

const detection = { name: "dog", class: 16, confidence: 0.91 };

/** The same box in many forms. */
const FORMS: Readonly<Record<string, DataValue>> = {
  "Ultralytics' JSON": [{ ...detection, box: { x1: 20, y1: 10, x2: 60, y2: 50 } }],
  "an object with lists": { boxes: ONE_BOX, scores: [0.91], classes: [16], names: { "16": "dog" } },
  "below predictions": {
    status: "OK",
    predictions: [{ boxes: ONE_BOX, conf: [0.91], cls: [16], names: ["dog"] }],
  },
  "Hugging Face": [{ score: 0.91, label: "dog", box: { xmin: 20, ymin: 10, xmax: 60, ymax: 50 } }],
  "bbox": [{ bbox: [20, 10, 60, 50], label: "dog", score: 0.91 }],
  "COCO's results": [{ image_id: 1, category_id: 16, bbox: [20, 10, 40, 40], score: 0.91 }],
  "a corner and a size": [{ x: 20, y: 10, w: 40, h: 40, label: "dog", confidence: 0.91 }],
  "a corner and a size, in a list": { bboxes: [[20, 10, 40, 5], [20, 10, 40, 40]], scores: [1, 1] },
  "the middle and a size": { xywh: [[40, 30, 40, 40]], conf: [0.91] },
  "a named form": { boxes: [[40, 30, 40, 40]], box_format: "cxcywh", scores: [0.91] },
  "Roboflow": {
    image: { width: 400, height: 200 },
    predictions: [{
      x: 80,
      y: 60,
      width: 80,
      height: 80,
      confidence: 0.91,
      class: "dog",
      detection_id: "a",
    }],
  },
  "shares": [{ box: { x1: 0.1, y1: 0.1, x2: 0.3, y2: 0.5 }, score: 0.9, label: "dog" }],
  "shares by name": { xyxyn: [[0.1, 0.1, 0.3, 0.5]], conf: [0.9] },
  "shares of the middle": { xywhn: [[0.2, 0.3, 0.2, 0.4]], conf: [0.9] },
  "TensorFlow": {
    detection_boxes: [[[0.1, 0.1, 0.5, 0.3]]],
    detection_scores: [[0.9]],
    detection_classes: [[18]],
  },
  "Rekognition": {
    Labels: [{
      Name: "Dog",
      Instances: [{
        BoundingBox: { Width: 0.2, Height: 0.4, Left: 0.1, Top: 0.1 },
        Confidence: 98.4,
      }],
    }],
  },
  "rows": [[20, 10, 60, 50, 0.91, 16]],
  "rows with the class first": [[20, 10, 60, 50, 16, 0.91]],
  "rows under a name": { detections: [[20, 10, 60, 50, 0.91, 16]] },
  "a table's columns": {
    xmin: { "0": 20 },
    ymin: { "0": 10 },
    xmax: { "0": 60 },
    ymax: { "0": 50 },
    confidence: { "0": 0.91 },
    class: { "0": 16 },
    name: { "0": "dog" },
  },
  "JSON in a text": {
    predictions: ['[{"name": "dog", "box": {"x1": 20, "y1": 10, "x2": 60, "y2": 50}}]'],
  },
};

for (const [form, value] of Object.entries(FORMS)) {
  Deno.test(`boxes are read from ${form}`, () => {
    const found = corners(value);
    assert.deepEqual(Array.isArray(found) && found.at(-1), [20, 10, 60, 50]);
  });
}

Deno.test("a box keeps its confidence, class, track and name", () => {
  const boxes = boxesIn(
    [{ ...detection, track_id: 4, box: { x1: 1, y1: 2, x2: 30, y2: 40 } }],
    SIZE,
  );
  assert.deepEqual(boxes?.boxes, {
    xyxy: [[1, 2, 30, 40]],
    conf: [0.91],
    cls: [16],
    id: [4],
    names: ["dog"],
  });
  const lists = boxesIn({ boxes: [[1, 2, 30, 40]], scores: ["91"], labels: ["dog"] }, SIZE);
  assert.deepEqual(lists?.boxes.names, ["dog"]);
  assert.deepEqual(lists?.boxes.conf, [0.91]);
});

Deno.test("a python dict's boxes are read", () => {
  const value = wholeData("{'status': 'OK', 'boxes': [(1, 2, 30, 40)], 'scores': [0.5]}");
  assert.deepEqual(corners(value ?? []), [[1, 2, 30, 40]]);
});

Deno.test("an empty list of boxes is a detector that found nothing", () => {
  assert.deepEqual(corners({ boxes: [], scores: [] }), []);
  assert.deepEqual(corners({ predictions: [] }), undefined);
});

Deno.test("shares of a picture are boxes only where its size is known", () => {
  assert.equal(boxesIn({ xyxyn: [[0.1, 0.1, 0.3, 0.5]] }, undefined), undefined);
  assert.deepEqual(boxesIn({ boxes: ONE_BOX }, undefined)?.boxes.xyxy, ONE_BOX);
});

Deno.test("boxes end at the picture's edge", () => {
  assert.deepEqual(corners({ boxes: [[-5, -5, 900, 50]], scores: [1] }), [[0, 0, 200, 50]]);
});

Deno.test("what has no boxes gives none", () => {
  const others: DataValue[] = [
    {},
    [],
    { labels: ["a", "b"], probabilities: [0.6, 0.4] },
    { mean: [1, 2, 3, 4], std: [1, 2, 3, 4] },
    { box: "brown", boxes: 3 },
    { matrix: [[1, 2, 3, 4], [5, 6, 7, 8]] },
    { left: "a", top: "b", right: "c", bottom: "d" },
    { boxes: [["a", "b", "c", "d"]] },
    { boxes: [[1, 2]] },
    { boxes: [null] },
    { x: 1, y: 2, w: 3, h: 4 },
    [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]],
  ];
  for (const value of others) assert.equal(boxesIn(value, SIZE), undefined, JSON.stringify(value));
});

/** The raw output of a network of 640 pixels that is sure of two boxes, one of them twice. */
function network(channels: number): number[][] {
  const places = 8400;
  const rows = Array.from({ length: channels }, () => new Array<number>(places).fill(0));
  const set = (place: number, column: readonly number[], cls: number, score: number) => {
    column.forEach((value, channel) => rows[channel]![place] = value);
    rows[4 + cls]![place] = score;
  };
  set(100, [128, 192, 128, 256], 3, 0.9);
  set(101, [130, 194, 128, 256], 3, 0.6);
  set(5000, [500, 500, 20, 20], 7, 0.5);
  set(6000, [10, 10, 20, 20], 7, 0.1);
  return rows;
}

Deno.test("the raw output of a YOLO network is read in each layout", () => {
  const rows = network(14);
  const expected = [[20, 10, 60, 50], [153.13, 76.56, 159.38, 79.69]];
  assert.deepEqual(corners({ output0: [rows] }), expected);
  const data = rows.flat();
  assert.deepEqual(
    corners({ outputs: [{ name: "output0", shape: [1, 14, 8400], datatype: "FP32", data }] }),
    expected,
  );
  const turned = Array.from({ length: 8400 }, (_, place) => rows.map((row) => row[place] ?? 0));
  assert.deepEqual(corners([turned]), expected);
  const old = Array.from({ length: 25_200 }, (_, place) => {
    const [x = 0, y = 0, w = 0, h = 0, ...scores] = turned[place] ?? [];
    return [x, y, w, h, 1, ...scores];
  });
  for (const row of old) while (row.length < 15) row.push(0);
  assert.deepEqual(corners({ predictions: [old] }), expected);
});

Deno.test("odd JSON ends, and gives at most a thousand boxes", () => {
  const deep = JSON.parse("[".repeat(90) + "]".repeat(90));
  assert.equal(boxesIn(deep, SIZE), undefined);
  const many = Array.from({ length: 5000 }, (_, i) => [0, 0, 1 + i % 50, 1]);
  assert.equal(boxesIn({ boxes: many }, SIZE)?.boxes.xyxy.length, 1000);
  const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]));
  assert.equal(boxesIn(wide, SIZE), undefined);
  assert.equal(boxesIn({ boxes: [[NaN, 0, 1, 1]], scores: [Infinity] }, SIZE), undefined);
});
