import assert from "node:assert/strict";
import { FrameClock } from "./frame_clock.ts";

function ticks(clock: FrameClock, times: readonly number[]): number[] {
  return times.map((time) => clock.tick(time));
}

Deno.test("a constant rate is a grid: rounded times fall on it, missing frames leave gaps", () => {
  const clock = new FrameClock({ num: 30000, den: 1001 }, false);
  const frame = 2002;
  assert.deepEqual(
    ticks(clock, [23, 56, 90, 123, 223]),
    [0, frame, 2 * frame, 3 * frame, 6 * frame],
  );
  assert.equal(clock.timescale, 60_000);
  assert.equal(clock.startMs, 23);
});

Deno.test("times beside the grid are kept: a rate that is stated wrongly moves no picture", () => {
  const stated = { num: 299, den: 10 };
  const clock = new FrameClock(stated, false);
  const times = Array.from({ length: 18_000 }, (_, n) => n * 1000 / 30);
  const off = ticks(clock, times).map((tick, n) => tick * 1000 / clock.timescale - times[n]!);
  assert.ok(Math.max(...off.map(Math.abs)) < 1.02, "after ten minutes, too");
});

Deno.test("a variable rate keeps each time to the 60,000th of a second", () => {
  const clock = new FrameClock({ num: 10, den: 1 }, true);
  assert.deepEqual(ticks(clock, [500, 533.333, 1000]), [0, 2000, 30000]);
});

Deno.test("each frame's time is later than the one before", () => {
  const clock = new FrameClock({ num: 25, den: 1 }, false);
  assert.deepEqual(ticks(clock, [0, 0, 40, 35, 200]), [0, 1, 2400, 2401, 12000]);
});

Deno.test("the last frame lasts until the end that is known, else as the one before it did", () => {
  const clock = new FrameClock({ num: 25, den: 1 }, false);
  clock.tick(80);
  assert.equal(clock.lastTicks(undefined), 2400, "a single one as the rate says");
  clock.tick(120);
  clock.tick(200);
  assert.equal(clock.lastTicks(undefined), 4800);
  assert.equal(clock.lastTicks(1200), 60_000);
  assert.equal(clock.lastTicks(200), 4800, "an end before its beginning is none");
});

Deno.test("the clock is fine, and a whole multiple of the rate", () => {
  assert.equal(new FrameClock({ num: 0, den: 1 }, false).timescale, 60_000);
  assert.equal(new FrameClock({ num: 24000, den: 1001 }, false).timescale, 48_000);
  assert.equal(new FrameClock({ num: 2_997_003, den: 100_000 }, false).timescale, 60_000);
});
