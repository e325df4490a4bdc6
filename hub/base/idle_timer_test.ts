import assert from "node:assert/strict";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { IdleTimer } from "./idle_timer.ts";

/** A timer whose limit can be changed, and when it fired. */
function started(limitMs: number) {
  const clock = new ManualClock();
  const at: number[] = [];
  const state = { limitMs };
  const timer = new IdleTimer(clock, () => state.limitMs, () => at.push(clock.now()));
  return { clock, at, state, timer };
}

Deno.test("it fires once, a limit after the last use", () => {
  const { clock, at, timer } = started(100);
  timer.used();
  clock.advance(60);
  timer.used();
  clock.advance(99);
  assert.deepEqual(at, []);
  clock.advance(1);
  assert.deepEqual(at, [160]);
  timer.used();
  timer.check();
  clock.advance(1000);
  assert.deepEqual([at, clock.pending], [[160], 0]);
});

Deno.test("use costs no timer of its own", () => {
  const { clock, timer } = started(100);
  for (let i = 0; i < 50; i++) {
    timer.used();
    clock.advance(1);
  }
  assert.deepEqual(clock.due, [50]);
});

Deno.test("a limit that has become shorter counts from the last use; a longer one is waited for", () => {
  const { clock, at, state, timer } = started(100);
  timer.used();
  clock.advance(10);
  state.limitMs = 30;
  timer.check();
  assert.deepEqual(clock.due, [20]);
  state.limitMs = 70;
  clock.advance(20);
  assert.deepEqual([at, clock.due], [[], [40]]);
  clock.advance(40);
  assert.deepEqual(at, [70]);
});

Deno.test("while its limit is infinite it sets no timer, until a caller has it look", () => {
  const { clock, at, state, timer } = started(Infinity);
  timer.used();
  assert.equal(clock.pending, 0);
  clock.advance(500);
  state.limitMs = 100;
  timer.check();
  assert.deepEqual(clock.due, [0]);
  clock.advance(0);
  assert.deepEqual(at, [500]);
});

Deno.test("a limit that is infinite when it is due keeps it from firing", () => {
  const { clock, at, state, timer } = started(100);
  timer.used();
  state.limitMs = Infinity;
  clock.advance(100);
  assert.deepEqual([at, clock.pending], [[], 0]);
  state.limitMs = 150;
  timer.check();
  clock.advance(50);
  assert.deepEqual(at, [150]);
});

Deno.test("stopped, it fires no more and leaves no timer", () => {
  const { clock, at, timer } = started(100);
  timer.used();
  timer.stop();
  assert.equal(clock.pending, 0);
  timer.used();
  timer.check();
  clock.advance(1000);
  assert.deepEqual([at, clock.pending], [[], 0]);
});
