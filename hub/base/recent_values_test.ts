import assert from "node:assert/strict";
import { RecentValues } from "./recent_values.ts";

Deno.test("the median of the newest numbers", () => {
  const recent = new RecentValues(3);
  assert.equal(recent.median, undefined);
  recent.add(100);
  assert.equal(recent.median, 100);
  recent.add(5);
  assert.equal(recent.median, 100, "of two the larger");
  recent.add(7);
  assert.equal(recent.median, 7);
  recent.add(6);
  assert.equal(recent.median, 6, "the oldest is dropped");
});
