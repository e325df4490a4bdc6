import assert from "node:assert/strict";
import type { Boxes, BoxPlace } from "../hub/mod.ts";
import { boxesAt } from "./boxes_at.ts";

const BOXES: Boxes = {
  xyxy: [[0.123, 1, 2.5, 4]],
  conf: [0.5],
  cls: [1],
  id: [7],
  names: ["cat"],
};

const at = (x: number, y: number) => ({ factor: [x, y] }) as unknown as BoxPlace;

Deno.test("boxes of a frame in full size are left as they are", () => {
  assert.equal(boxesAt(BOXES, at(1, 1)), BOXES);
});

Deno.test("boxes of a smaller frame are moved in both directions, to a hundredth", () => {
  assert.deepEqual(boxesAt(BOXES, at(2, 3)), { ...BOXES, xyxy: [[0.25, 3, 5, 12]] });
  assert.deepEqual(boxesAt(BOXES, at(1, 3)).xyxy, [[0.12, 3, 2.5, 12]]);
  assert.deepEqual(boxesAt(BOXES, at(2, 1)).xyxy, [[0.25, 1, 5, 4]]);
});
