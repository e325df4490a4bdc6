import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { char, numeric, struct, writeElement } from "../../mat/mod.ts";
import { inferencesOf, processingFailed, unknownProcessor } from "./inferences.ts";

const SIZE = { widthPx: 200, heightPx: 100 };

Deno.test("the colour intensity is the one classification that existing clients know", () => {
  const labels = [{ label: "dark", probability: 1, about: "colorIntensity" }];
  assert.deepEqual(inferencesOf({ labels }, SIZE), [{
    type: "CLASSIFICATION",
    subtype: "colorIntensity",
    classification: { tag: { value: "dark", confidence: 1 } },
  }]);
});

Deno.test("labels without a probability are sure, and about nothing", () => {
  const labels = [{ label: "cat", probability: 0.25 }, { label: "dog" }];
  const tags = inferencesOf({ labels }, SIZE).map((one) =>
    one.type === "CLASSIFICATION" ? [one.subtype, one.classification.tag] : one
  );
  assert.deepEqual(tags, [
    ["", { value: "cat", confidence: 0.25 }],
    ["", { value: "dog", confidence: 1 }],
  ]);
});

Deno.test("boxes are entities in fractions of the frame, cut off at its sides", () => {
  const boxes = {
    xyxy: [[20, 10, 120, 60], [-50, 50, 300, 200], [210, 10, 220, 20]] as const,
    conf: [0.5, null, NaN],
    cls: [2, 3, null],
    id: [7, null, null],
    names: ["car", null, null],
  };
  assert.deepEqual(inferencesOf({ boxes }, SIZE), [
    {
      type: "ENTITY",
      entity: {
        tag: { value: "car", confidence: 0.5 },
        box: { l: 0.1, t: 0.1, w: 0.5, h: 0.5 },
        id: "7",
      },
    },
    {
      type: "ENTITY",
      entity: {
        tag: { value: "3", confidence: 1 },
        box: { l: 0, t: 0.5, w: 1, h: 0.5 },
        id: "",
      },
    },
    {
      type: "ENTITY",
      entity: { tag: { value: "", confidence: 1 }, box: { l: 1, t: 0.1, w: 0, h: 0.1 }, id: "" },
    },
  ]);
});

Deno.test("text is text and the rest is JSON", () => {
  const [text, other] = inferencesOf({ text: "a sign", data: { count: 3, names: ["á"] } }, SIZE);
  assert.deepEqual(text, { type: "TEXT", text: { value: "a sign" } });
  assert.ok(other?.type === "OTHER");
  assert.equal(other.other.content_type, "application/json");
  const json = new TextDecoder().decode(other.other.content_bytes);
  assert.deepEqual(JSON.parse(json), { count: 3, names: ["á"] });
});

Deno.test("a worker's file becomes the same, too", () => {
  const value = struct({
    xyxy: numeric("double", [1, 4], [0, 0, 100, 100]),
    conf: numeric("double", [1, 1], [0.75]),
    names: char("person"),
    text: char("hello"),
    speed: numeric("double", [1, 1], [1.5]),
  });
  const element = writeElement("data_00000", value);
  const variables = [{ name: "data_00000", class: "struct", dims: [1, 1], element }];
  const inferences = inferencesOf({ variables }, SIZE);
  assert.deepEqual(inferences.map(({ type }) => type), ["ENTITY", "TEXT", "OTHER"]);
  const [entity, , other] = inferences;
  assert.ok(entity?.type === "ENTITY" && other?.type === "OTHER");
  assert.deepEqual(entity.entity.box, { l: 0, t: 0, w: 0.5, h: 1 });
  assert.equal(new TextDecoder().decode(other.other.content_bytes), `{"speed":1.5}`);
});

Deno.test("half of a character is sent as no character", () => {
  const half = "a\ud83d";
  const one = { conf: [1], cls: [0], id: [null] };
  const boxes = { xyxy: [[0, 0, 1, 1]] as const, names: [half], ...one };
  const labels = [{ label: half, about: half }];
  const failed = processingFailed(new FrameboxError("INTERNAL", half));
  const sent = [...inferencesOf({ labels, boxes, text: half, data: { half } }, SIZE), failed];
  assert.deepEqual(sent.map(({ type }) => type), [
    ...["CLASSIFICATION", "ENTITY", "TEXT", "OTHER", "EVENT"],
  ]);
  const texts = JSON.stringify(sent).match(/a(�|\\ud83d)/g);
  assert.deepEqual(texts, Array(5).fill("a�"));
});

Deno.test("an empty result is no inference, and neither is a detector that found nothing", () => {
  assert.deepEqual(inferencesOf({}, SIZE), []);
  const none = { xyxy: [], conf: [], cls: [], id: [], names: [] };
  assert.deepEqual(inferencesOf({ boxes: none, text: "", data: {} }, SIZE), []);
});

Deno.test("more data than clients take is reported, not sent", () => {
  const [only] = inferencesOf({ data: { long: "x".repeat(1_000_000) } }, SIZE);
  assert.ok(only?.type === "EVENT");
  assert.equal(only.event.name, "resultTooLarge");
  assert.match(only.event.properties.message ?? "", /1000011 bytes .* 1000000 can be sent/);
});

Deno.test("a worker's variable that is too large for an inference is reported", () => {
  const value = struct({
    label: char("road"),
    map: numeric("double", [1, 200_000], new Float64Array(200_000)),
  });
  const large = writeElement("data_00000", value);
  const label = writeElement("label", char("street"));
  const variables = [large, label].map((element, i) => {
    return { name: `v${i}`, class: "struct", dims: [1, 1], element };
  });
  const [classification, event, ...more] = inferencesOf({ variables }, SIZE);
  assert.equal(classification?.type, "CLASSIFICATION");
  assert.ok(event?.type === "EVENT" && more.length === 0);
  assert.equal(event.event.name, "resultTooLarge");
});

Deno.test("what went wrong is an event", () => {
  assert.deepEqual(processingFailed(new FrameboxError("INVALID_ARGUMENT", "It is damaged.")), {
    type: "EVENT",
    event: {
      name: "processingFailed",
      properties: { code: "INVALID_ARGUMENT", message: "It is damaged." },
    },
  });
  const event = unknownProcessor("yolo", "intensity", ["grey", "intensity"]);
  assert.ok(event.type === "EVENT");
  assert.deepEqual(event.event, {
    name: "unknownProcessor",
    properties: {
      asked: "yolo",
      used: "intensity",
      message: "There is no processor yolo; there are grey, intensity.",
    },
  });
});

Deno.test("an answer with the maximum of longest strings fits a client that takes 4 MB", () => {
  const many = <T>(count: number, one: T) => Array.from({ length: count }, () => one);
  const long = "漢".repeat(100_000);
  const boxes = {
    xyxy: many(1000, [0, 0, 1, 1] as const),
    conf: many(1000, 1e300),
    cls: many(1000, 0),
    id: many(1000, 0),
    names: many(1000, long),
  };
  const labels = many(100, { label: long, about: long });
  const inferences = inferencesOf({ boxes, labels, data: { much: "x".repeat(999_000) } }, SIZE);
  assert.equal(inferences.length, 1101);
  let bytes = 0;
  for (const one of inferences) {
    if (one.type === "OTHER") bytes += one.other.content_bytes.byteLength;
    else bytes += new TextEncoder().encode(JSON.stringify(one)).byteLength;
    if (one.type === "ENTITY") assert.equal(one.entity.tag.confidence, 1);
  }
  assert.ok(bytes < 4_000_000, `${bytes}`);
});
