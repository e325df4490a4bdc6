import assert from "node:assert/strict";
import { ResultCache } from "./result_cache.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { picture } from "../testing/test_support.ts";
import type { Outcome } from "../api/mod.ts";

const SESSION = { attached: false };

function outcome(number: number, bytes: number): Outcome {
  return {
    kind: "done",
    seq: 1,
    number,
    content: { payload: picture(bytes) },
    timings: { queuedMs: 0, processingMs: 0, totalMs: 0 },
    processedBy: "test",
    dropped: 0,
  };
}

Deno.test("at the bound of bytes the least recently used results go first", () => {
  const cache = new ResultCache(new ManualClock(), 100, 1000);
  for (const number of [0, 1, 2]) cache.put(SESSION, "1", outcome(number, 30), true);
  cache.get(SESSION, "1", 0);
  cache.put(SESSION, "1", outcome(3, 30), true);
  assert.deepEqual([0, 1, 2, 3].map((number) => cache.get(SESSION, "1", number)?.number), [
    0,
    undefined,
    2,
    3,
  ]);
  assert.equal(cache.bytes, 90);
  cache.close();
});

Deno.test("a result expires after its time, but not while its user is connected", () => {
  const clock = new ManualClock();
  const cache = new ResultCache(clock, 100, 1000);
  const here = { attached: true };
  cache.put(SESSION, "1", outcome(0, 1), true);
  clock.advance(500);
  cache.put(SESSION, "1", outcome(1, 1), true);
  cache.put(here, "1", outcome(0, 1), true);
  clock.advance(500);
  assert.equal(cache.get(SESSION, "1", 0), undefined);
  assert.equal(cache.get(SESSION, "1", 1)?.number, 1);
  clock.advance(500);
  assert.equal(cache.has(SESSION), false);
  assert.equal(cache.get(here, "1", 0)?.number, 0);
  here.attached = false;
  clock.advance(1000);
  assert.equal(cache.has(here), false);
  assert.equal(clock.pending, 0, "nothing is kept, so no timer is set");
});

Deno.test("the newest of a run is removed with the next unless its caching was requested", () => {
  const cache = new ResultCache(new ManualClock(), 100, 1000);
  const first = outcome(0, 10);
  cache.put(SESSION, "1", first, false);
  cache.put(SESSION, "1", first, true);
  cache.removeUnrequested(SESSION, "1", 0);
  cache.put(SESSION, "1", outcome(1, 10), false);
  cache.removeUnrequested(SESSION, "1", 1);
  assert.equal(cache.get(SESSION, "1", 0), first);
  assert.equal(cache.get(SESSION, "1", 1), undefined);
  cache.close();
});

Deno.test("a result larger than the bound is not kept and pushes nothing out", () => {
  const cache = new ResultCache(new ManualClock(), 100, 1000);
  cache.put(SESSION, "1", outcome(0, 100), true);
  cache.put(SESSION, "1", outcome(1, 101), true);
  assert.equal(cache.get(SESSION, "1", 0)?.number, 0);
  assert.equal(cache.get(SESSION, "1", 1), undefined);
  cache.close();
});

Deno.test("results of a run, or of a session, are forgotten together", () => {
  const cache = new ResultCache(new ManualClock(), 100, 1000);
  cache.put(SESSION, "1", outcome(0, 1), true);
  cache.put(SESSION, "2", outcome(0, 1), true);
  cache.forget(SESSION, "1");
  assert.equal(cache.get(SESSION, "1", 0), undefined);
  assert.equal(cache.get(SESSION, "2", 0)?.number, 0);
  cache.forget(SESSION);
  assert.equal(cache.bytes, 0);
  cache.close();
});
