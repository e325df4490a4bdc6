import assert from "node:assert/strict";
import { TokenBucket } from "./token_bucket.ts";

Deno.test("a bucket lets a burst through, then a steady rate", () => {
  let now = 0;
  const bucket = new TokenBucket(10, 3, () => now);
  const after = (events: number) => {
    for (let i = 0; i < events; i++) bucket.take();
    return bucket.waitMs;
  };
  assert.equal(after(3), 0);
  assert.equal(after(1), 100);
  assert.equal(after(1), 200);
  now = 200;
  assert.equal(bucket.waitMs, 0);
  now = 10_000;
  assert.deepEqual([after(3), after(1)], [0, 100]);
});
