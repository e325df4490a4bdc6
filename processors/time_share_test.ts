import assert from "node:assert/strict";
import { TimeShare } from "./time_share.ts";

/** A share whose clock moves only when the test moves it. */
function share() {
  let now = 1000;
  const go = (ms: number) => void (now += ms);
  return { share: new TimeShare(() => now), go };
}

Deno.test("work at a stretch comes to an end, and may continue when others had their time", () => {
  const { share: time, go } = share();
  let done = 0;
  for (; time.isLeft(); done++) time.spend(() => go(1));
  assert.equal(done, 5);
  go(0.25);
  assert.equal(time.isLeft(), true);
  time.spend(() => go(1));
  assert.equal(time.isLeft(), false);
});

Deno.test("what was not spent is not kept for later", () => {
  const { share: time, go } = share();
  go(60_000);
  let done = 0;
  for (; time.isLeft(); done++) time.spend(() => go(1));
  assert.equal(done, 5);
});

Deno.test("a piece that took long is paid for by the rest after it", () => {
  const { share: time, go } = share();
  assert.equal(time.isLeft(), true);
  time.spend(() => go(13));
  go(1.9);
  assert.equal(time.isLeft(), false);
  go(0.2);
  assert.equal(time.isLeft(), true);
});

Deno.test("work that fails has taken its time as well", () => {
  const { share: time, go } = share();
  const failing = () => {
    go(5);
    throw new Error("no");
  };
  assert.equal(time.isLeft(), true);
  assert.throws(() => time.spend(failing), /no/);
  assert.equal(time.isLeft(), false);
});
