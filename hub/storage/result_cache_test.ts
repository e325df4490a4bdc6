import assert from "node:assert/strict";
import { KeptResults } from "./result_cache.ts";
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
  const kept = new KeptResults(new ManualClock(), 100, 1000);
  for (const number of [0, 1, 2]) kept.keep(PERSON, "1", outcome(number, 30), true);
  kept.get(PERSON, "1", 0);
  kept.keep(PERSON, "1", outcome(3, 30), true);
  assert.deepEqual([0, 1, 2, 3].map((number) => kept.get(PERSON, "1", number)?.number), [
    0,
    undefined,
    2,
    3,
  ]);
  assert.equal(kept.bytes, 90);
  kept.close();
});

Deno.test("a result expires after its time, but not while its person is there", () => {
  const clock = new ManualClock();
  const kept = new KeptResults(clock, 100, 1000);
  const here = { attached: true };
  kept.keep(PERSON, "1", outcome(0, 1), true);
  clock.advance(500);
  kept.keep(PERSON, "1", outcome(1, 1), true);
  kept.keep(here, "1", outcome(0, 1), true);
  clock.advance(500);
  assert.equal(kept.get(PERSON, "1", 0), undefined);
  assert.equal(kept.get(PERSON, "1", 1)?.number, 1);
  clock.advance(500);
  assert.equal(kept.has(PERSON), false);
  assert.equal(kept.get(here, "1", 0)?.number, 0);
  here.attached = false;
  clock.advance(1000);
  assert.equal(kept.has(here), false);
  assert.equal(clock.pending, 0, "nothing is kept, so no timer is set");
});

Deno.test("the newest of a run goes with the next unless somebody asked to keep it", () => {
  const kept = new KeptResults(new ManualClock(), 100, 1000);
  const first = outcome(0, 10);
  kept.keep(PERSON, "1", first, false);
  kept.keep(PERSON, "1", first, true);
  kept.outdated(PERSON, "1", 0);
  kept.keep(PERSON, "1", outcome(1, 10), false);
  kept.outdated(PERSON, "1", 1);
  assert.equal(kept.get(PERSON, "1", 0), first);
  assert.equal(kept.get(PERSON, "1", 1), undefined);
  kept.close();
});

Deno.test("a result larger than the bound is not kept and pushes nothing out", () => {
  const kept = new KeptResults(new ManualClock(), 100, 1000);
  kept.keep(PERSON, "1", outcome(0, 100), true);
  kept.keep(PERSON, "1", outcome(1, 101), true);
  assert.equal(kept.get(PERSON, "1", 0)?.number, 0);
  assert.equal(kept.get(PERSON, "1", 1), undefined);
  kept.close();
});

Deno.test("results of a run, or of a person, are forgotten together", () => {
  const kept = new KeptResults(new ManualClock(), 100, 1000);
  kept.keep(PERSON, "1", outcome(0, 1), true);
  kept.keep(PERSON, "2", outcome(0, 1), true);
  kept.forget(PERSON, "1");
  assert.equal(kept.get(PERSON, "1", 0), undefined);
  assert.equal(kept.get(PERSON, "2", 0)?.number, 0);
  kept.forget(PERSON);
  assert.equal(kept.bytes, 0);
  kept.close();
});
