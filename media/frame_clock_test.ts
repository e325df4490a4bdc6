import assert from "node:assert/strict";
import { FrameClock } from "./frame_clock.ts";

function ticks(clock: FrameClock, times: readonly number[]): number[] {
  return times.map((time) => clock.tick(time));
}

Deno.test("a constant rate is a grid: rounded times fall on it, missing frames leave gaps", () => {
  const clock = new FrameClock({ num: 30000, den: 1001 }, false);
  assert.deepEqual(ticks(clock, [23, 56, 90, 123, 223]), [0, 1, 2, 3, 6]);
  assert.deepEqual(clock.timeBase, { num: 1001, den: 30000 });
  assert.equal(clock.timescale, 30000);
  assert.equal(clock.startMs, 23);
});

Deno.test("a variable rate keeps each time to the 60,000th of a second", () => {
  const clock = new FrameClock({ num: 10, den: 1 }, true);
  assert.deepEqual(ticks(clock, [500, 533.333, 1000]), [0, 2000, 30000]);
  assert.equal(clock.endMs.toFixed(3), "1466.667");
});

Deno.test("no two frames share a time, and none goes back", () => {
  const clock = new FrameClock({ num: 25, den: 1 }, false);
  assert.deepEqual(ticks(clock, [0, 0, 10, 5, 200]), [0, 1, 2, 3, 5]);
});

Deno.test("the last frame lasts as long as the one before it, a single one as the rate says", () => {
  const clock = new FrameClock({ num: 25, den: 1 }, false);
  clock.tick(80);
  assert.equal(clock.endMs, 120);
  clock.tick(120);
  clock.tick(200);
  assert.equal(clock.endMs, 280);
});

Deno.test("without a rate the clock is the fine one", () => {
  assert.equal(new FrameClock({ num: 0, den: 1 }, false).timescale, 60_000);
  assert.equal(new FrameClock({ num: 30, den: 1 }, false).timescale, 10_020);
});
