import assert from "node:assert/strict";
import { BUFFERED_LOW_BYTES, Pace } from "./pace.ts";

const never = new AbortController().signal;

Deno.test("without credit a turn comes while the send buffer has room, and once it has drained", async () => {
  const fill = [0, BUFFERED_LOW_BYTES + 1, BUFFERED_LOW_BYTES + 1, 0];
  let looks = 0;
  const pace = new Pace(() => fill[looks++]!);
  await pace.turn(never);
  let second = false;
  const waiting = pace.turn(never).then(() => second = true);
  pace.sent();
  await Promise.resolve();
  assert.equal(second, false);
  pace.sent();
  await waiting;
  assert.equal(looks, 4);
});

Deno.test("with credit a turn costs one, whatever the buffer holds", async () => {
  const pace = new Pace(() => Infinity, 2);
  await pace.turn(never);
  await pace.turn(never);
  let third = false;
  const waiting = pace.turn(never).then(() => third = true);
  await Promise.resolve();
  assert.equal(third, false);
  pace.grant(1);
  await waiting;
});

Deno.test("a turn that was not used can be taken again", async () => {
  const pace = new Pace(() => 0, 1);
  await pace.turn(never);
  pace.giveBack();
  await pace.turn(never);
});

Deno.test("the first credit takes over from the buffer at once", async () => {
  const pace = new Pace(() => Infinity);
  const waiting = pace.turn(never);
  pace.grant(1);
  await waiting;
});

Deno.test("who stops waits no longer", async () => {
  const stop = new AbortController();
  const waiting = new Pace(() => 0, 1);
  await waiting.turn(stop.signal);
  const second = assert.rejects(waiting.turn(stop.signal), { name: "AbortError" });
  stop.abort();
  await second;
});
