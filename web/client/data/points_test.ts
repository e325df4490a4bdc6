import assert from "node:assert/strict";
import { Points } from "./points.ts";

Deno.test("every name has a number for each frame; what a frame doesn't have is a gap", () => {
  const points = new Points();
  assert.ok(points.add(3, { mean: 1 }));
  assert.ok(points.add(4, { count: 2 }));
  assert.deepEqual(points.frames, [3, 4]);
  assert.deepEqual([...points.values], [["mean", [1, null]], ["count", [null, 2]]]);
  assert.equal(points.last, 4);
});

Deno.test("a frame that is no newer than the last is known already", () => {
  const points = new Points();
  points.add(3, { mean: 1 });
  assert.ok(!points.add(3, { mean: 9 }));
  assert.ok(!points.add(2, { mean: 9 }));
  assert.deepEqual(points.tail("mean", 0), [[3], [1]]);
});

Deno.test("the newest frames are shown alone, or all", () => {
  const points = new Points();
  for (let frame = 0; frame < 5; frame++) points.add(frame, { mean: frame * 10 });
  assert.deepEqual(points.tail("mean", 2), [[3, 4], [30, 40]]);
  assert.deepEqual(points.tail("mean", 0)[0].length, 5);
  points.clear();
  assert.equal(points.last, -1);
});

Deno.test("a long run keeps its newest frames, all names in step", () => {
  const points = new Points();
  for (let frame = 0; frame <= 110_000; frame++) points.add(frame, frame % 2 ? { a: 1 } : { b: 2 });
  assert.equal(points.frames.length, 100_000);
  assert.equal(points.last, 110_000);
  for (const list of points.values.values()) assert.equal(list.length, 100_000);
});
