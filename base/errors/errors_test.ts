import assert from "node:assert/strict";
import { because, FrameboxError, pathProblem, toFrameboxError } from "./mod.ts";

Deno.test("a FrameboxError passes through unchanged", () => {
  const error = new FrameboxError("NOT_FOUND", "There is no such session.");
  assert.equal(toFrameboxError(error), error);
});

Deno.test("an abort becomes CANCELLED and a timeout DEADLINE_EXCEEDED", () => {
  assert.equal(toFrameboxError(AbortSignal.abort().reason).code, "CANCELLED");
  assert.equal(toFrameboxError(new DOMException("late", "TimeoutError")).code, "DEADLINE_EXCEEDED");
});

Deno.test("a foreign error becomes INTERNAL, keeps its cause and reveals nothing of it", () => {
  const cause = new Error("open /home/somebody/secret failed");
  const error = toFrameboxError(cause);
  assert.equal(error.code, "INTERNAL");
  assert.equal(error.cause, cause);
  assert.ok(!error.message.includes("secret"));
});

Deno.test("what is wrong with framebox's disk is named, without a path", async () => {
  const full = await Deno.writeFile("/dev/full", new Uint8Array(1)).catch((error) => error);
  const gone = await Deno.readFile("/nowhere/secret").catch((error) => error);
  const cases: [unknown, RegExp][] = [[full, /disk is full.*DATA_DIR/], [
    gone,
    /is gone.*DATA_DIR/,
  ]];
  for (const [cause, sentence] of cases) {
    const error = toFrameboxError(cause);
    assert.deepEqual([error.code, error.cause], ["INTERNAL", cause]);
    assert.match(error.message, sentence);
    assert.doesNotMatch(error.message, /secret|\/dev/);
  }
  const unknown = toFrameboxError(new Error("?")).message;
  const noProgram = await Promise.try(() => new Deno.Command("no-such-program").output())
    .catch((error) => error);
  assert.equal(toFrameboxError(noProgram).message, unknown, "a program is no file that was kept");
});

Deno.test("an error has the reason that it was made with, and its details", () => {
  const reason = because("too-many-runs", { limit: 8 });
  const error = new FrameboxError("RESOURCE_EXHAUSTED", "Too many.", undefined, reason);
  assert.deepEqual(error.because, { code: "too-many-runs", details: { limit: 8 } });
  assert.deepEqual(because("draining"), { code: "draining", details: {} });
  assert.equal(new FrameboxError("NOT_FOUND", "None.").because, undefined);
});

Deno.test("what is framebox's own fault has a reason, too, by the system's code", async () => {
  const full = await Deno.writeFile("/dev/full", new Uint8Array(1)).catch((error) => error);
  assert.equal(toFrameboxError(full).because?.code, "disk-full");
  assert.equal(toFrameboxError(new Error("?")).because?.code, "internal");
});

Deno.test("why a path can't be used is the end of a sentence", async () => {
  const of = (work: Promise<unknown>) => work.then(() => "nothing", pathProblem);
  assert.equal(await of(Deno.readFile("/nowhere/at/all")), "there is none");
  assert.equal(await of(Deno.readFile("/")), "it is a directory");
  assert.equal(
    await of(Deno.readFile("/dev/null/x")),
    "something on the way to it is no directory",
  );
  assert.equal(await of(Deno.writeFile("/dev/full", new Uint8Array(1))), "its disk is full");
  assert.equal(pathProblem(new Deno.errors.NotCapable("x")), "Deno was not given the permission");
  assert.equal(pathProblem("odd"), "the system refuses it");
});
