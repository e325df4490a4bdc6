import assert from "node:assert/strict";
import { FrameboxError, toFrameboxError } from "./mod.ts";

Deno.test("an error of our own passes through unchanged", () => {
  const error = new FrameboxError("NOT_FOUND", "There is no such session.");
  assert.equal(toFrameboxError(error), error);
});

Deno.test("an abort becomes CANCELLED and a timeout DEADLINE_EXCEEDED", () => {
  assert.equal(toFrameboxError(AbortSignal.abort().reason).code, "CANCELLED");
  assert.equal(toFrameboxError(new DOMException("late", "TimeoutError")).code, "DEADLINE_EXCEEDED");
});

Deno.test("a foreign error becomes INTERNAL, keeps its cause and gives nothing of it away", () => {
  const cause = new Error("open /home/somebody/secret failed");
  const error = toFrameboxError(cause);
  assert.equal(error.code, "INTERNAL");
  assert.equal(error.cause, cause);
  assert.ok(!error.message.includes("secret"));
});
