import assert from "node:assert/strict";
import { silentLogger } from "../../base/log/mod.ts";
import { ByteBudget } from "./byte_budget.ts";
import { MicrotaskQueue } from "./events.ts";

const budgetOf = (limit: number) => new ByteBudget(limit, new MicrotaskQueue(silentLogger()));

Deno.test("bytes are taken up to the bound, to the last one", () => {
  const budget = budgetOf(10);
  assert.ok(budget.fits(10) && !budget.fits(11));
  assert.ok(budget.take(4) && budget.take(6));
  assert.ok(!budget.take(1));
  assert.equal(budget.used, 10);
  budget.giveBack(4);
  assert.ok(!budget.take(5) && budget.take(4));
});

Deno.test("what is in memory already goes over the bound, and others wait for longer", () => {
  const budget = budgetOf(10);
  budget.takeAnyway(15);
  assert.equal(budget.used, 15);
  budget.giveBack(5);
  assert.ok(!budget.take(1));
  budget.giveBack(1);
  assert.ok(budget.take(1));
});

Deno.test("waiters are called again in their order, each time bytes come back, until they are removed", async () => {
  const budget = budgetOf(10);
  const asked: string[] = [];
  const a = () => asked.push("a");
  budget.take(10);
  budget.wait(a);
  budget.wait(() => asked.push("b"));
  budget.giveBack(1);
  assert.deepEqual(asked, []);
  await Promise.resolve();
  assert.deepEqual(asked, ["a", "b"]);
  budget.forget(a);
  budget.giveBack(1);
  await Promise.resolve();
  assert.deepEqual(asked, ["a", "b", "b"]);
});
