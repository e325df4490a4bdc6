import assert from "node:assert/strict";
import { readConfiguration } from "./configuration.ts";

const NAMES = ["intensity", "grey", "workers"];
const CHOICES = {
  default: "intensity",
  names: NAMES,
  has: (name: string) => NAMES.includes(name),
};

Deno.test("without a configuration the default processes", () => {
  for (const text of ["", "  ", "{}", `{"other": {"key": 1}}`, `{"pipeline": {}}`]) {
    assert.deepEqual(readConfiguration(text, CHOICES), { processor: "intensity" }, text);
  }
});

Deno.test("a processor is chosen by name, or by its pipeline's name", () => {
  for (
    const text of [
      `{"processor": "grey"}`,
      `{"pipeline": {"name": "grey", "version": "1.0"}}`,
      `{"processor": "grey", "pipeline": {"name": "workers"}, "unknown": [1]}`,
    ]
  ) {
    assert.deepEqual(readConfiguration(text, CHOICES), { processor: "grey" }, text);
  }
});

Deno.test("an unknown name leaves the frames to the default, and is reported", () => {
  for (const text of [`{"processor": "yolo"}`, `{"pipeline": {"name": "yolo"}}`]) {
    assert.deepEqual(readConfiguration(text, CHOICES), { processor: "intensity", unknown: "yolo" });
  }
});

Deno.test("a configuration that can't be read is refused with a sentence", () => {
  for (const text of ["{", "grey", "[]", `"grey"`, "null", "3", `{"processor": 3}`]) {
    assert.throws(
      () => readConfiguration(text, CHOICES),
      { code: "INVALID_ARGUMENT", message: /extension_configuration.*"processor"/ },
      text,
    );
  }
});

Deno.test("a configuration as long as a message is not looked into", () => {
  const long = `{"processor": "${"x".repeat(100_000)}"}`;
  assert.throws(() => readConfiguration(long, CHOICES), { code: "RESOURCE_EXHAUSTED" });
  assert.throws(() => readConfiguration("[".repeat(50_000), CHOICES), { code: "INVALID_ARGUMENT" });
});
