import assert from "node:assert/strict";
import { limit } from "../../tests/support/limit.ts";
import { HeldBytes } from "./held_bytes.ts";

Deno.test("what is over the bound waits, the first one first, and less than was taken can be kept", async () => {
  const held = new HeldBytes(10);
  const first = await held.take(6, limit());
  const order: string[] = [];
  const second = held.take(8, limit()).then((taken) => (order.push("second"), taken));
  const third = held.take(3, limit()).then((taken) => (order.push("third"), taken));
  first.shrink(5);
  first.shrink(9);
  assert.equal(held.used, 5);
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  (await second)[Symbol.dispose]();
  assert.deepEqual(order, ["second"]);
  (await third)[Symbol.dispose]();
  assert.equal(held.used, 0);
});

Deno.test("more than the bound waits for all others, and a waiter that gives up blocks no other", async () => {
  const held = new HeldBytes(10);
  const first = await held.take(1, limit());
  const leaves = new AbortController();
  const large = held.take(100, leaves.signal);
  const small = held.take(9, limit());
  leaves.abort(new Error("gone"));
  await assert.rejects(large, /gone/);
  (await small)[Symbol.dispose]();
  const all = held.take(100, limit());
  first[Symbol.dispose]();
  (await all)[Symbol.dispose]();
  assert.equal(held.used, 0);
});
