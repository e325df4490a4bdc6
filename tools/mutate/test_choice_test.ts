import assert from "node:assert/strict";
import { graphOf, turned } from "./import_graph.ts";
import { testsOf, withinBudget } from "./test_choice.ts";

const IMPORTERS = turned(graphOf(
  new Map([
    ["hub/base/clock.ts", ""],
    ["hub/base/clock_test.ts", 'import "./support.ts";'],
    ["hub/base/support.ts", 'import "./clock.ts";'],
    ["hub/mod.ts", 'export * from "./run/run.ts";'],
    ["hub/run/run.ts", 'import "../base/clock.ts";'],
    ["hub/run/run_test.ts", 'import "./run.ts";'],
    ["hub/run/order_test.ts", 'import "./run.ts";'],
    ["hub/clock_reader_test.ts", 'import "./base/clock.ts";'],
    ["hub/turns_test.ts", ""],
    ["base/queue.ts", ""],
    ["grpc/server.ts", 'import "../hub/mod.ts"; import "../base/queue.ts";'],
    ["grpc/server_test.ts", 'import "./server.ts";'],
  ]),
));

Deno.test("the file's own test is first, then those of its folder that import it in the fewest steps", () => {
  assert.deepEqual(testsOf("hub/base/clock.ts", IMPORTERS), [
    "hub/base/clock_test.ts",
    "hub/clock_reader_test.ts",
    "hub/run/order_test.ts",
    "hub/run/run_test.ts",
  ]);
});

Deno.test("of two that are equally near the shorter one is first", () => {
  const times = new Map([["hub/run/order_test.ts", 900], ["hub/run/run_test.ts", 100]]);
  assert.deepEqual(testsOf("hub/run/run.ts", IMPORTERS, times), [
    "hub/run/run_test.ts",
    "hub/run/order_test.ts",
  ]);
});

Deno.test("a file that no test of its folder imports has those of other folders", () => {
  assert.deepEqual(testsOf("base/queue.ts", IMPORTERS), ["grpc/server_test.ts"]);
  assert.deepEqual(testsOf("hub/turns.ts", IMPORTERS), []);
});

Deno.test("the nearest tests are run as far as they fit, the first one always", () => {
  const times = new Map([["a", 300], ["b", 50], ["c", 60], ["d", 10]]);
  assert.deepEqual(withinBudget(["a", "b", "c", "d"], times, 100), ["a"]);
  assert.deepEqual(withinBudget(["b", "d", "c", "a"], times, 100), ["b", "d"]);
  assert.deepEqual(withinBudget(["x", "c", "d"], times, 70), ["c", "d"]);
});
