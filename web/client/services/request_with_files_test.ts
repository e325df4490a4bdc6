import assert from "node:assert/strict";
import type { ServiceParameterJson } from "../../wire/mod.ts";
import { fileKeys, previewOf, requestWithFiles, valueOf } from "./request_with_files.ts";

const parameter = (more: Partial<ServiceParameterJson>): ServiceParameterJson => ({
  ...{ name: "top", type: "text", help: "", required: false, choices: null, default: null },
  ...more,
});

Deno.test("files and parameters stand in one JSON, what has no value is left out", () => {
  const file = { key: "files", name: "dog.JPG", base64: "AQID" };
  const values = { top: 5, model: undefined, box: [1, 2], ok: false };
  assert.deepEqual(JSON.parse(requestWithFiles([file], values)), {
    "oscar-files": [{ key: "files", file_format: "jpg", data: "AQID" }],
    ...{ top: 5, box: "[1,2]", ok: false },
  });
  assert.equal(requestWithFiles([], { a: 1 }), '{"a":1}');
});

Deno.test("a file without an ending of letters is sent as bin", () => {
  for (const name of ["dog", "dog.", "dog.j pg", "a.b/c"]) {
    const sent = JSON.parse(requestWithFiles([{ key: "f", name, base64: "" }], {}));
    assert.equal(sent["oscar-files"][0].file_format, "bin", name);
  }
});

Deno.test("a preview shows of a file its beginning alone", () => {
  const preview = previewOf([{ key: "files", name: "a.png", base64: "A".repeat(1000) }], {});
  assert.ok(preview.length < 200);
  assert.match(preview, /"data": "A{24}…"/);
});

Deno.test("where a service lists no file there is a slot all the same", () => {
  assert.deepEqual(fileKeys([parameter({})]), ["files"]);
  assert.deepEqual(fileKeys([parameter({ type: "file", name: "image" })]), ["image"]);
});

Deno.test("what is typed becomes a value of the parameter's type, or is refused", () => {
  const cases: [Partial<ServiceParameterJson>, string, unknown][] = [
    [{}, "", {}],
    [{ required: true }, " ", { problem: "missing" }],
    [{}, " a ", { value: " a " }],
    [{ type: "integer" }, "5", { value: 5 }],
    [{ type: "integer" }, "5.5", { problem: "notInteger" }],
    [{ type: "number" }, "1e-3", { value: 0.001 }],
    [{ type: "number" }, "1,5", { problem: "notNumber" }],
    [{ type: "number" }, "Infinity", { problem: "notNumber" }],
    [{ type: "boolean" }, "true", { value: true }],
    [{ type: "boolean" }, "false", { value: false }],
    [{ type: "json" }, '["a"]', { value: ["a"] }],
    [{ type: "json" }, "[a]", { problem: "json" }],
  ];
  for (const [more, typed, expected] of cases) {
    assert.deepEqual(valueOf(parameter(more), typed), expected, `${more.type} ${typed}`);
  }
});
