import assert from "node:assert/strict";
import { ResultCache } from "./result_cache.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { picture } from "../testing/test_support.ts";
import type { Outcome } from "../api/mod.ts";

const PERSON = { attached: false };

function outcome(number: number, bytes: number): Outcome {
  return {
    kind: "done",
    seq: 1,
    number,
    content: { picture: picture(bytes) },
    timings: { queuedMs: 0, processingMs: 0, totalMs: 0 },
    processedBy: "test",
    dropped: 0,
  };
}

Deno.test("at the bound of bytes the least recently used results go first", () => {
  const resultCache = new ResultCache(new ManualClock(), 100, 1000);
  for (const number of [0, 1, 2]) resultCache.keep(PERSON, "1", outcome(number, 30), true);
  resultCache.get(PERSON, "1", 0);
  resultCache.keep(PERSON, "1", outcome(3, 30), true);
  assert.deepEqual([0, 1, 2, 3].map((number) => resultCache.get(PERSON, "1", number)?.number), [
    0,
    undefined,
    2,
    3,
  ]);
  assert.equal(resultCache.bytes, 90);
  resultCache.close();
});

Deno.test("a result expires after its time, but not while its person is there", () => {
  const clock = new ManualClock();
  const resultCache = new ResultCache(clock, 100, 1000);
  const here = { attached: true };
  resultCache.keep(PERSON, "1", outcome(0, 1), true);
  clock.advance(500);
  resultCache.keep(PERSON, "1", outcome(1, 1), true);
  resultCache.keep(here, "1", outcome(0, 1), true);
  clock.advance(500);
  assert.equal(resultCache.get(PERSON, "1", 0), undefined);
  assert.equal(resultCache.get(PERSON, "1", 1)?.number, 1);
  clock.advance(500);
  assert.equal(resultCache.has(PERSON), false);
  assert.equal(resultCache.get(here, "1", 0)?.number, 0);
  here.attached = false;
  clock.advance(1000);
  assert.equal(resultCache.has(here), false);
  assert.equal(clock.pending, 0, "nothing is kept, so no timer is set");
});

Deno.test("the newest of a run goes with the next unless somebody asked to keep it", () => {
  const resultCache = new ResultCache(new ManualClock(), 100, 1000);
  const first = outcome(0, 10);
  resultCache.keep(PERSON, "1", first, false);
  resultCache.keep(PERSON, "1", first, true);
  resultCache.outdated(PERSON, "1", 0);
  resultCache.keep(PERSON, "1", outcome(1, 10), false);
  resultCache.outdated(PERSON, "1", 1);
  assert.equal(resultCache.get(PERSON, "1", 0), first);
  assert.equal(resultCache.get(PERSON, "1", 1), undefined);
  resultCache.close();
});

Deno.test("a result larger than the bound is not kept and pushes nothing out", () => {
  const resultCache = new ResultCache(new ManualClock(), 100, 1000);
  resultCache.keep(PERSON, "1", outcome(0, 100), true);
  resultCache.keep(PERSON, "1", outcome(1, 101), true);
  assert.equal(resultCache.get(PERSON, "1", 0)?.number, 0);
  assert.equal(resultCache.get(PERSON, "1", 1), undefined);
  resultCache.close();
});

Deno.test("results of a run, or of a person, are forgotten together", () => {
  const resultCache = new ResultCache(new ManualClock(), 100, 1000);
  resultCache.keep(PERSON, "1", outcome(0, 1), true);
  resultCache.keep(PERSON, "2", outcome(0, 1), true);
  resultCache.forget(PERSON, "1");
  assert.equal(resultCache.get(PERSON, "1", 0), undefined);
  assert.equal(resultCache.get(PERSON, "2", 0)?.number, 0);
  resultCache.forget(PERSON);
  assert.equal(resultCache.bytes, 0);
  resultCache.close();
});
