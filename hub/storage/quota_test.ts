import assert from "node:assert/strict";
import { Quota } from "./quota.ts";

Deno.test("bytes are counted up to the bound, to the last one", () => {
  const quota = new Quota(10);
  assert.ok(quota.take(4) && quota.take(6));
  assert.ok(!quota.take(1));
  assert.equal(quota.used, 10);
  assert.ok(quota.take(-6) && quota.take(6));
});

Deno.test("bytes of a session count against the whole, and what has no room there counts nowhere", () => {
  const whole = new Quota(10);
  const [first, second] = [new Quota(8, whole), new Quota(8, whole)];
  assert.ok(first.take(8));
  assert.ok(!first.take(1));
  assert.ok(!second.take(3));
  assert.deepEqual([first.used, second.used, whole.used], [8, 0, 8]);
  assert.ok(second.take(2));
  assert.ok(first.take(-5));
  assert.deepEqual([first.used, second.used, whole.used], [3, 2, 5]);
});

Deno.test("what the whole refuses is not taken; nothing at all always is", () => {
  const whole = new Quota(4);
  const quota = new Quota(10, whole);
  assert.ok(quota.take(4));
  assert.ok(!quota.take(1));
  assert.ok(quota.take(0) && quota.take(-4));
  assert.deepEqual([quota.used, whole.used], [0, 0]);
});
