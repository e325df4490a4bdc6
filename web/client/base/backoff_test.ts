import assert from "node:assert/strict";
import { Backoff } from "./backoff.ts";

Deno.test("each try waits longer, up to five seconds, and never twice the same for all pages", () => {
  const backoff = new Backoff();
  const limits = [200, 400, 800, 1600, 3200, 5000, 5000];
  for (const limitMs of limits) {
    const delayMs = backoff.next();
    assert.ok(delayMs >= limitMs / 2 && delayMs <= limitMs, `${delayMs} of ${limitMs}`);
  }
});

Deno.test("after a success it starts again from the shortest", () => {
  const backoff = new Backoff();
  for (let i = 0; i < 5; i++) backoff.next();
  backoff.reset();
  assert.ok(backoff.next() <= 200);
});
