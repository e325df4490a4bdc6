import assert from "node:assert/strict";
import { untilAborted } from "./until_aborted.ts";

Deno.test("a wait gives the promise's value, or what it rejects with", async () => {
  const { signal } = new AbortController();
  assert.equal(await untilAborted(Promise.resolve(1), signal), 1);
  await assert.rejects(untilAborted(Promise.reject(new Error("failed")), signal), /failed/);
});

Deno.test("a wait ends with its signal, and a promise that fails later disturbs nothing", async () => {
  const work = Promise.withResolvers<void>();
  const stop = new AbortController();
  const wait = untilAborted(work.promise, stop.signal);
  stop.abort(new Error("no more"));
  await assert.rejects(wait, /no more/);
  await assert.rejects(untilAborted(work.promise, stop.signal), /no more/);
  work.reject(new Error("too late"));
  await assert.rejects(untilAborted(Promise.resolve(), stop.signal), /no more/);
});
