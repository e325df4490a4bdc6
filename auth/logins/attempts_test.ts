import assert from "node:assert/strict";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { Attempts } from "./attempts.ts";

const LIMITS = { free: 2, maxWaitMs: 8000 };

function fail(attempts: Attempts, times: number, key = "ana") {
  for (let i = 0; i < times; i++) attempts.book(key);
}

Deno.test("waits begin after some failures, double, and end at their limit", () => {
  const clock = new ManualClock();
  const attempts = new Attempts(LIMITS, clock);
  fail(attempts, 1);
  attempts.check("ana");
  for (const seconds of [1, 2, 4, 8, 8]) {
    attempts.book("ana");
    assert.throws(() => attempts.check("ana"), {
      code: "RESOURCE_EXHAUSTED",
      message: `There were too many attempts to log in; try again in ${seconds} s.`,
    });
    attempts.check("rui");
    clock.advance(seconds * 1000 - 1);
    assert.throws(() => attempts.check("ana"));
    clock.advance(1);
    attempts.check("ana");
  }
});

Deno.test("a login, or an hour without a failure, lets all be forgotten", () => {
  const clock = new ManualClock();
  const attempts = new Attempts(LIMITS, clock);
  fail(attempts, 5);
  attempts.forget("ana");
  attempts.check("ana");
  fail(attempts, 5);
  clock.advance(3_600_000);
  fail(attempts, 1);
  attempts.check("ana");
});

Deno.test("an attempt that was no failure is taken back", () => {
  const attempts = new Attempts(LIMITS, new ManualClock());
  for (let i = 0; i < 100; i++) {
    attempts.check("10.0.0.1");
    attempts.book("10.0.0.1");
    attempts.unbook("10.0.0.1");
  }
  assert.equal(attempts.size, 0);
});

Deno.test("ever new names don't fill the memory, and the newest is known", () => {
  const attempts = new Attempts({ free: 1, maxWaitMs: 8000 }, new ManualClock());
  for (let i = 0; i < 10_050; i++) attempts.book(`${i}`);
  assert.equal(attempts.size, 10_000);
  assert.throws(() => attempts.check("10049"));
  attempts.check("0");
});
