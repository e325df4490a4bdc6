import assert from "node:assert/strict";
import { distances, graphOf, importsOf, reachedFrom, turned } from "./import_graph.ts";

Deno.test("imports that run are seen: static, dynamic, for effect, and re-exports", () => {
  const source = `import { a } from "./a.ts"; import "../b.ts"; export * from "../c/mod.ts";
export { d } from "./d.ts"; await import("./e.ts"); import f, { type F } from "./f.ts";`;
  assert.deepEqual(
    [...importsOf("hub/run/x.ts", source)],
    [
      "hub/run/a.ts",
      "hub/b.ts",
      "hub/c/mod.ts",
      "hub/run/d.ts",
      "hub/run/f.ts",
      "hub/run/e.ts",
    ].sort((a, b) => order(source, a) - order(source, b)),
  );
});

Deno.test("imports of types and of packages are not", () => {
  const source = `import type { A } from "./a.ts"; import { type B } from "./b.ts";
export type { C } from "./c.ts"; import d from "node:assert/strict"; import e from "hono";
type F = import("./f.ts").F; // import "./g.ts";`;
  assert.deepEqual([...importsOf("hub/x.ts", source)], []);
});

Deno.test("distances count steps, the shortest way, and rings end", () => {
  const graph = graphOf(
    new Map([
      ["a.ts", 'import "./b.ts"; import "./c.ts";'],
      ["b.ts", 'import "./c.ts"; import "./a.ts";'],
      ["c.ts", 'import "./d.ts";'],
      ["d.ts", ""],
      ["e.ts", 'import "./a.ts";'],
    ]),
  );
  assert.deepEqual(Object.fromEntries(distances("a.ts", graph)), {
    "a.ts": 0,
    "b.ts": 1,
    "c.ts": 1,
    "d.ts": 2,
  });
  assert.deepEqual(Object.fromEntries(distances("d.ts", turned(graph))), {
    "d.ts": 0,
    "c.ts": 1,
    "a.ts": 2,
    "b.ts": 2,
    "e.ts": 3,
  });
  assert.ok(!reachedFrom("a.ts", graph).has("e.ts"));
});

/** Where a file's name stands in a source. */
function order(source: string, path: string): number {
  return source.indexOf(path.replace(/^hub\/(run\/)?/, ""));
}
