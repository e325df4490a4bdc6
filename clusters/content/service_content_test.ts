import assert from "node:assert/strict";
import { encodePicture } from "../../media/image/mod.ts";
import { fieldOf, readElement, textOf } from "../../mat/mod.ts";
import { readFile } from "../../oscar/answer/mod.ts";
import type { CallOutput } from "../../oscar/calls/mod.ts";
import { ZipArchive } from "../../base/files/mod.ts";
import { crc32 } from "node:zlib";
import { contentOf } from "./service_content.ts";

const utf8 = new TextEncoder();
const signal = new AbortController().signal;

/** An output of these bytes; `isLarge`: as one that is not held. */
function output(name: string, content: Uint8Array | string, isLarge = false): CallOutput {
  const bytes = new Uint8Array(typeof content === "string" ? utf8.encode(content) : content);
  const reading = readFile(bytes);
  return {
    name,
    mediaType: reading.kind === "empty" ? "text/plain" : reading.mediaType,
    byteLength: bytes.length,
    reading: isLarge ? undefined : reading,
    pieces: async function* () {
      yield await Promise.resolve(bytes);
    },
  };
}

const png = await encodePicture({
  widthPx: 2,
  heightPx: 2,
  channels: 3,
  layout: "interleaved",
  order: "RGB",
  data: new Uint8Array(12),
}, "png");

async function zipOf(files: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  const entries = Object.entries(files).map(([name, bytes]) => ({
    name,
    byteLength: bytes.length,
    crc32: () => crc32(bytes),
    pieces: async function* (first: number, length: number) {
      yield await Promise.resolve(bytes.subarray(first, first + length));
    },
  }));
  const zip = new ZipArchive(entries, new Date(0));
  const parts = await Array.fromAsync(zip.pieces(0, zip.byteLength));
  return new Uint8Array(await new Blob(parts.map((part) => new Uint8Array(part))).arrayBuffer());
}

const BOXES = JSON.stringify({
  model: "yolo",
  detections: [{ name: "dog", confidence: 0.5, box: { x1: 1, y1: 2, x2: 3, y2: 4 } }],
});

Deno.test("a result of several files is one content", async () => {
  const outputs = [
    output("a_gray.png", png),
    output("a_boxes.json", BOXES),
    output("a_labels.json", '{"labels": ["Iris"], "probabilities": [0.5], "bytes": 3}'),
    output("a.txt", "two flowers"),
    output("a.wav", utf8.encode("RIFF\x00\x00\x00\x00WAVEfmt ")),
  ];
  const content = await contentOf({ outputs }, { sentPx: { widthPx: 10, heightPx: 10 } }, signal);
  assert.equal(content.picture?.name, "a_gray.png");
  assert.deepEqual(content.boxes?.xyxy, [[1, 2, 3, 4]]);
  assert.deepEqual(content.labels, [{ label: "Iris", probability: 0.5 }]);
  assert.equal(content.text, "two flowers");
  assert.deepEqual(content.data, { a_boxes: { model: "yolo" }, a_labels: { bytes: 3 } });
  assert.deepEqual(content.others, ["audio/wav"]);
});

Deno.test("boxes of a picture that was made smaller are in pixels of the picture that is shown", async () => {
  const sizes = { sentPx: { widthPx: 10, heightPx: 10 }, shownPx: { widthPx: 30, heightPx: 20 } };
  const content = await contentOf({ outputs: [output("a.json", BOXES)] }, sizes, signal);
  assert.deepEqual(content.boxes?.xyxy, [[3, 4, 9, 8]]);
  assert.deepEqual(content.data, { model: "yolo" });
});

Deno.test("files of an archive are looked into, also of one that is not held", async () => {
  const bytes = await zipOf({ "in/pose.png": png, "pose.json": utf8.encode(BOXES) });
  for (const isLarge of [false, true]) {
    const content = await contentOf({ outputs: [output("a.zip", bytes, isLarge)] }, {}, signal);
    assert.equal(content.picture?.name, "in/pose.png");
    assert.equal(content.boxes?.xyxy.length, 1);
  }
  const damaged = output("a.zip", bytes.subarray(0, 100));
  assert.deepEqual((await contentOf({ outputs: [damaged] }, {}, signal)).others, [
    "application/zip",
  ]);
});

Deno.test("what a result holds is a struct of data.mat", async () => {
  const outputs = [
    output("a.json", '{"labels": ["b", "c"], "probabilities": [1, 0], "a b": [1, 2]}'),
  ];
  const content = await contentOf({ outputs }, {}, signal);
  const element = content.element("data_00003");
  assert.ok(element);
  const { name, value } = readElement(element);
  assert.equal(name, "data_00003");
  assert.ok(value.kind === "struct");
  const labels = fieldOf(value, "labels");
  assert.deepEqual(labels?.kind === "cell" && labels.cells.map(textOf), ["b", "c"]);
  assert.equal(fieldOf(value, "a_b")?.kind, "numeric");
  assert.equal((await contentOf({ outputs: [] }, {}, signal)).element("x"), undefined);
});

Deno.test("NaN is null as JSON, and deep or odd data ends", async () => {
  const deep = '{"a":'.repeat(60) + "1" + "}".repeat(60);
  const outputs = [
    output("a.json", "{'x': nan, '__proto__': 1, 'y': inf}"),
    output("b.json", deep),
  ];
  const content = await contentOf({ outputs }, {}, signal);
  assert.equal(JSON.stringify(content.data?.["a"]), '{"x":null,"__proto__":1,"y":null}');
  assert.ok(content.element("data"));
});

Deno.test("any JSON is read without an error", async () => {
  const words = [
    "labels",
    "boxes",
    "box",
    "x1",
    "y1",
    "x2",
    "y2",
    "scores",
    "class",
    "shape",
    "data",
  ];
  let state = 12345;
  const next = (limit: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % limit;
  };
  const make = (depth: number): unknown => {
    switch (next(depth > 4 ? 5 : 8)) {
      case 0:
        return next(1000) / 100;
      case 1:
        return words[next(words.length)];
      case 2:
        return null;
      case 3:
        return next(2) === 1;
      case 4:
        return -next(50);
      case 5:
        return Array.from({ length: next(6) }, () => make(depth + 1));
      default:
        return Object.fromEntries(
          Array.from({ length: next(6) }, () => [words[next(words.length)], make(depth + 1)]),
        );
    }
  };
  for (let i = 0; i < 2000; i++) {
    const text = JSON.stringify({
      a: make(0),
      boxes: make(1),
      labels: make(1),
      predictions: make(1),
    });
    const options = {
      sentPx: { widthPx: 100, heightPx: 50 },
      labelsPath: i % 2 ? "a.labels" : undefined,
    };
    const content = await contentOf({ outputs: [output("a.json", text)] }, options, signal);
    for (const box of content.boxes?.xyxy ?? []) assert.ok(box.every(Number.isFinite), text);
    for (const { label, probability } of content.labels) {
      assert.ok(
        label !== "" && (probability === undefined || probability >= 0 && probability <= 1),
        text,
      );
    }
    JSON.stringify(content.data);
    content.element("data_00000");
  }
});
