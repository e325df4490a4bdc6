import assert from "node:assert/strict";
import { workerCode } from "./worker_code.ts";

Deno.test("the worker connects to the name under which the page was opened", () => {
  assert.ok(workerCode("box.lan:7860", 8061).includes('"box.lan:8061"'));
  assert.ok(workerCode("[::1]:7860", 9000).includes('"[::1]:9000"'));
  assert.ok(workerCode(undefined, 8061).includes('"localhost:8061"'));
});

Deno.test("nothing from the wire becomes part of the code but a plain name", () => {
  for (const host of ['a")\nimport os', "a b", 'x"', "", "host:1:2"]) {
    assert.equal(workerCode(host, 8061), workerCode("localhost:7860", 8061));
  }
});

Deno.test("the code is short enough to be called ten lines", () => {
  const lines = workerCode("localhost", 8061).split("\n").filter((line) => line.trim() !== "");
  assert.ok(lines.length <= 12, `${lines.length} lines`);
});
