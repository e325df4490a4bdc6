import assert from "node:assert/strict";
import { WaitEstimate } from "./wait_estimate.ts";

Deno.test("a wait is estimated from the frames before, divided by the workers", () => {
  const estimate = new WaitEstimate();
  assert.equal(estimate.guess("workers", 3, 1), undefined);
  estimate.learn("workers", 100);
  assert.equal(estimate.guess("workers", 0, 1), 100);
  assert.equal(estimate.guess("workers", 4, 2), 300);
  assert.equal(estimate.guess("workers", 4, 0), undefined);
  assert.equal(estimate.guess("grey", 0, 1), undefined);
});

Deno.test("newer frames weigh more", () => {
  const estimate = new WaitEstimate();
  estimate.learn("workers", 100);
  for (let i = 0; i < 50; i++) estimate.learn("workers", 1000);
  assert.equal(estimate.guess("workers", 0, 1), 1000);
});
