import assert from "node:assert/strict";
import { FrameboxError } from "../base/errors/mod.ts";
import {
  char,
  type MatLimits,
  matToJson,
  type MatValue,
  numeric,
  readMat,
  scalar,
  struct,
  writeMat,
} from "./mod.ts";
import { toBigEndian } from "./testing.ts";

const TESTDATA = `${import.meta.dirname ?? "."}/testdata`;

function refusal(bytes: Uint8Array, limits?: Partial<MatLimits>): FrameboxError {
  try {
    readMat(bytes, limits);
  } catch (error) {
    if (error instanceof FrameboxError) return error;
    throw error;
  }
  return assert.fail("it was read");
}

Deno.test("each limit has an error of its own that names its setting", () => {
  const nested = struct({ a: struct({ b: struct({ c: scalar(1) }) }) });
  const bytes = writeMat([["x", nested], ["text", char("x".repeat(500))]]);
  const cases: [Partial<MatLimits>, RegExp][] = [
    [{ maxFileBytes: 300 }, /MAT_MAX_FILE_MB/],
    [{ maxElements: 200 }, /MAT_MAX_ELEMENTS/],
    [{ maxNesting: 2 }, /MAT_MAX_NESTING/],
  ];
  for (const [limits, setting] of cases) {
    const error = refusal(bytes, limits);
    assert.equal(error.code, "RESOURCE_EXHAUSTED");
    assert.match(error.message, setting);
  }
  assert.equal(readMat(bytes, { maxNesting: 3 }).variables.length, 2);
  assert.equal(refusal(bytes, { maxNesting: 5000 }).code, "INVALID_ARGUMENT");
  assert.equal(refusal(bytes, { maxElements: 0 }).code, "INVALID_ARGUMENT");
});

Deno.test("a compressed variable's inflated size has its limit", async () => {
  const bytes = await Deno.readFile(`${TESTDATA}/scipy_v5_compressed.mat`);
  const error = refusal(bytes, { maxInflatedBytes: 500 });
  assert.equal(error.code, "RESOURCE_EXHAUSTED");
  assert.match(error.message, /MAT_MAX_INFLATED_MB/);
});

Deno.test("a thousand levels of cells are read when the setting allows them", () => {
  let value: MatValue = scalar(1);
  for (let depth = 0; depth < 1000; depth++) value = struct({ inner: value });
  const bytes = writeMat([["deep", value]]);
  assert.match(refusal(bytes).message, /MAT_MAX_NESTING/);
  for (const file of [bytes, toBigEndian(bytes)]) {
    const json = matToJson("f", readMat(file, { maxNesting: 1000 }));
    assert.equal(json.split('"inner":').length, 1001);
    assert.equal(json, matToJson("f", readMat(bytes, { maxNesting: 1000 })));
  }
});

Deno.test("every element is counted: of each array, of both parts, and 16 more for each array", () => {
  const three = numeric("double", [1, 3], [1, 2, 3]);
  const complex = numeric("double", [1, 3], [1, 2, 3], [4, 5, 6]);
  for (
    const [bytes, elements] of [
      [writeMat([["a", three]]), 3 + 16],
      [writeMat([["a", complex]]), 6 + 16],
      [writeMat([["a", three], ["b", three]]), 2 * (3 + 16)],
    ] as const
  ) {
    assert.ok(readMat(bytes, { maxElements: elements }));
    assert.match(refusal(bytes, { maxElements: elements - 1 }).message, /MAT_MAX_ELEMENTS/);
  }
});

Deno.test("a file may have as many bytes as the limit allows", () => {
  const bytes = writeMat([["x", scalar(1)]]);
  assert.ok(readMat(bytes, { maxFileBytes: bytes.byteLength }));
  assert.match(refusal(bytes, { maxFileBytes: bytes.byteLength - 1 }).message, /MAT_MAX_FILE_MB/);
});
