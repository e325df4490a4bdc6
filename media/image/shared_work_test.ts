import assert from "node:assert/strict";
import { SharedWork } from "./shared_work.ts";

/** Work that the test settles. */
function controlled() {
  const started: (PromiseWithResolvers<string> & { signal: AbortSignal })[] = [];
  const work = new SharedWork((signal) => {
    const deferred = Promise.withResolvers<string>();
    started.push({ ...deferred, signal });
    return deferred.promise;
  });
  return { started, work };
}

Deno.test("several waiters share one piece of work, and its result is kept", async () => {
  const { started, work } = controlled();
  const both = [work.get(), work.get(new AbortController().signal)];
  started[0]!.resolve("done");
  assert.deepEqual(await Promise.all(both), ["done", "done"]);
  assert.equal(await work.get(), "done");
  assert.equal(started.length, 1);
});

Deno.test("one who stops waiting doesn't disturb the others", async () => {
  const { started, work } = controlled();
  const controller = new AbortController();
  const leaves = work.get(controller.signal);
  const stays = work.get();
  controller.abort(new Error("enough"));
  await assert.rejects(leaves, /enough/);
  assert.equal(started[0]!.signal.aborted, false);
  started[0]!.resolve("done");
  assert.equal(await stays, "done");
});

Deno.test("work without a waiter is aborted, and done anew for the next", async () => {
  const { started, work } = controlled();
  const controller = new AbortController();
  const leaves = work.get(controller.signal);
  controller.abort();
  await assert.rejects(leaves);
  assert.equal(started[0]!.signal.aborted, true);
  const next = work.get();
  started[0]!.reject(new Error("aborted"));
  started[1]!.resolve("second");
  assert.equal(await next, "second");
  assert.equal(await work.get(), "second");
  assert.equal(started.length, 2);
});

Deno.test("failed work rejects for every waiter, and is not cached", async () => {
  const { started, work } = controlled();
  const both = [work.get(), work.get()];
  started[0]!.reject(new Error("queue full"));
  for (const waiting of both) await assert.rejects(waiting, /queue full/);
  const again = work.get();
  started[1]!.resolve("done");
  assert.equal(await again, "done");
});

Deno.test("who has stopped waiting before the work begins doesn't begin it", async () => {
  const { started, work } = controlled();
  await assert.rejects(work.get(AbortSignal.abort()));
  assert.equal(started.length, 0);
});
