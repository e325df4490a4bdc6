import assert from "node:assert/strict";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { pause } from "./pause.ts";

Deno.test("a pause ends after its delay, and not before", async () => {
  const clock = new ManualClock();
  let isOver = false;
  const over = pause(100, new AbortController().signal, clock).then(() => isOver = true);
  clock.advance(99);
  await null;
  assert.equal(isOver, false);
  clock.advance(1);
  await over;
});

Deno.test("a signal ends a pause, with or without a delay, and no timer or listener stays", async () => {
  for (const delayMs of [100, undefined]) {
    const clock = new ManualClock();
    const stop = new AbortController();
    const over = pause(delayMs, stop.signal, clock);
    assert.equal(clock.pending, delayMs === undefined ? 0 : 1);
    stop.abort(new Error("not thrown"));
    await over;
    assert.equal(clock.pending, 0);
    await pause(delayMs, stop.signal, clock);
    assert.equal(clock.pending, 0);
  }
});

Deno.test("without a clock a pause keeps to the system's time", async () => {
  await pause(0, new AbortController().signal);
  const stop = new AbortController();
  const over = pause(600_000, stop.signal);
  stop.abort();
  await over;
});
