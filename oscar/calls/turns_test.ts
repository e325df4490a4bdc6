import assert from "node:assert/strict";
import { Turns } from "./turns.ts";

const never = new AbortController().signal;

Deno.test("several have a turn at once, one alone waits for all, and who came first is first", async () => {
  const turns = new Turns();
  const order: string[] = [];
  const take = async (name: string, isAlone: boolean) => {
    const turn = await turns.take(() => isAlone, never);
    order.push(name);
    return turn;
  };
  const [a, b] = await Promise.all([take("a", false), take("b", false)]);
  const alone = take("alone", true);
  const c = take("c", false);
  await Promise.resolve();
  a[Symbol.dispose]();
  a[Symbol.dispose]();
  await Promise.resolve();
  assert.deepEqual([order, turns.waiting], [["a", "b"], 2]);
  b[Symbol.dispose]();
  const only = await alone;
  assert.deepEqual([order, only.isAlone, turns.isFull], [["a", "b", "alone"], true, true]);
  only[Symbol.dispose]();
  assert.equal((await c).isAlone, false);
});

Deno.test("what a turn needs is asked when it begins", async () => {
  const turns = new Turns();
  let isKnown = false;
  const first = await turns.take(() => !isKnown, never);
  const others = [turns.take(() => !isKnown, never), turns.take(() => !isKnown, never)];
  isKnown = true;
  first[Symbol.dispose]();
  assert.deepEqual((await Promise.all(others)).map(({ isAlone }) => isAlone), [false, false]);
});

Deno.test("a waiter that gives up blocks no other", async () => {
  const turns = new Turns(1);
  const first = await turns.take(() => false, never);
  const over = new AbortController();
  const given = turns.take(() => true, over.signal);
  const last = turns.take(() => false, never);
  over.abort(new Error("no more"));
  await assert.rejects(given, /no more/);
  first[Symbol.dispose]();
  (await last)[Symbol.dispose]();
  assert.deepEqual([turns.waiting, turns.isFull], [0, false]);
});
