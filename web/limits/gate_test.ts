import assert from "node:assert/strict";
import { Gate } from "./gate.ts";

Deno.test("who leaves twice has left once", async () => {
  const gate = new Gate(2, "Full.");
  const leave = gate.enter();
  const other = gate.enter();
  assert.throws(() => gate.enter(), { code: "RESOURCE_EXHAUSTED", message: "Full." });
  leave();
  leave();
  assert.equal(gate.inside, 1);
  const empty = gate.empty(new AbortController().signal);
  other();
  await empty;
  assert.equal(gate.inside, 0);
});
