import assert from "node:assert/strict";
import { grpcAddress, workerCode } from "./worker_code.ts";

Deno.test("the worker connects to the name under which the page was opened", () => {
  assert.equal(grpcAddress("box.lan:7860", 8061), "box.lan:8061");
  assert.equal(grpcAddress("[::1]:7860", 9000), "[::1]:9000");
  assert.equal(grpcAddress(undefined, 8061), "localhost:8061");
  assert.ok(workerCode("box.lan:8061").includes('"box.lan:8061"'));
});

Deno.test("nothing from the wire becomes part of the code but a plain name", () => {
  for (const host of ['a")\nimport os', "a b", 'x"', "", "host:1:2"]) {
    assert.equal(grpcAddress(host, 8061), "localhost:8061");
  }
});

Deno.test("the code is short enough to be called ten lines", () => {
  const lines = workerCode("localhost:8061").split("\n").filter((line) => line.trim() !== "");
  assert.ok(lines.length <= 12, `${lines.length} lines`);
});
