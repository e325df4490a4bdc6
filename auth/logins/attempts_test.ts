import assert from "node:assert/strict";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { addressKey, Attempts } from "./attempts.ts";

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

Deno.test("an address of IPv6 counts as its network, one of IPv4 as itself", () => {
  assert.equal(addressKey("10.0.0.5"), "10.0.0.5");
  assert.equal(addressKey("::ffff:10.0.0.5"), "10.0.0.5");
  assert.equal(addressKey(""), "");
  const same = [
    "2001:db8:0:1::1",
    "2001:DB8::1:ffff:0:0:7",
    "2001:0db8:0:1:2:3:4:5",
    "2001:db8:0:1::9%eth0",
  ];
  assert.deepEqual(new Set(same.map(addressKey)), new Set(["2001:db8:0:1::/64"]));
  assert.equal(addressKey("::1"), "0:0:0:0::/64");
  assert.notEqual(addressKey("2001:db8:0:2::1"), addressKey("2001:db8:0:1::1"));
});
