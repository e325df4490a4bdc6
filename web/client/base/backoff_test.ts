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

Deno.test("a page waits for half of the longest time to all of it", () => {
  const { random } = Math;
  for (const [drawn, expected] of [[0, [100, 200]], [0.5, [150, 300]], [1, [200, 400]]] as const) {
    Math.random = () => drawn;
    const backoff = new Backoff();
    assert.deepEqual([backoff.next(), backoff.next()], expected);
    for (let i = 0; i < 9; i++) backoff.next();
    assert.equal(backoff.next(), 2500 * (1 + drawn));
    backoff.reset();
    assert.deepEqual([backoff.next(), backoff.next()], expected);
  }
  Math.random = random;
});
