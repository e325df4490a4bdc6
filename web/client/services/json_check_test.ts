import assert from "node:assert/strict";
import { jsonProblem } from "./json_check.ts";

Deno.test("what is JSON has no problem, whatever stands around it", () => {
  for (const text of ["1", ' {"a": [1, -2.5e3, "\\u00e9\\n", true, null, {}]}\n', "[]", '"x"']) {
    assert.equal(jsonProblem(text), undefined, text);
  }
});

Deno.test("the first fault is named with its line and column", () => {
  const faults: [string, ReturnType<typeof jsonProblem>][] = [
    ["", { line: 1, column: 1, fault: "value" }],
    ["{a: 1}", { line: 1, column: 2, fault: "key" }],
    ['{"a" 1}', { line: 1, column: 6, fault: "colon" }],
    ['{"a": 1,\n "b" 2}', { line: 2, column: 6, fault: "colon" }],
    ['{"a": 1\n "b": 2}', { line: 2, column: 2, fault: "comma" }],
    ["[1, 2", { line: 1, column: 6, fault: "comma" }],
    ["[1, ]", { line: 1, column: 5, fault: "value" }],
    ['{"a": 1, }', { line: 1, column: 10, fault: "key" }],
    ['["a\nb"]', { line: 1, column: 2, fault: "text" }],
    ['["a\\x"]', { line: 1, column: 2, fault: "text" }],
    ["[01]", { line: 1, column: 2, fault: "number" }],
    ["[.5]", { line: 1, column: 2, fault: "number" }],
    ["[+1]", { line: 1, column: 2, fault: "number" }],
    ["[True]", { line: 1, column: 2, fault: "value" }],
    ["{} {}", { line: 1, column: 4, fault: "more" }],
    ["{'a': 1}", { line: 1, column: 2, fault: "key" }],
  ];
  for (const [text, problem] of faults) assert.deepEqual(jsonProblem(text), problem, text);
});

Deno.test("each text that the browser doesn't take has a fault, and nothing fails on deep ones", () => {
  const valid = '{"a": [1, "x\\n", {"b": null}], "c": -1.5e3}';
  for (let at = 0; at < valid.length; at++) {
    for (const text of [valid.slice(0, at), valid.slice(0, at) + "?" + valid.slice(at + 1)]) {
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      assert.equal(jsonProblem(text) === undefined, isJson, text);
    }
  }
  assert.equal(jsonProblem("[".repeat(200_000))?.fault, "deep");
});
