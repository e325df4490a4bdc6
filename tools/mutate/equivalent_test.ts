import assert from "node:assert/strict";
import { isEquivalent, readEquivalents, withoutMutant } from "./equivalent.ts";
import { mutantsOf } from "./mutants.ts";

Deno.test("a mutant is equivalent by its file, its line's text and its change", () => {
  const mutants = mutantsOf("hub/a.ts", "x = a < 5;\ny = b < 5;");
  const entry = { file: "hub/a.ts", code: "x = a < 5;", change: "< → <=", reason: "a is never 5" };
  assert.deepEqual(mutants.filter((each) => isEquivalent(each, [entry])).map((each) => each.line), [
    1,
  ]);
  assert.deepEqual(withoutMutant([entry], mutants), []);
  const moved = { ...entry, file: "hub/b.ts" };
  assert.deepEqual(withoutMutant([entry, moved], mutants), [moved]);
});

Deno.test("the list's entries have a reason each, and are listed once", async () => {
  const list = await readEquivalents();
  assert.deepEqual(list.filter(({ reason }) => reason.length < 10), []);
  const keys = list.map(({ file, code, change }) => JSON.stringify([file, code, change]));
  assert.equal(new Set(keys).size, keys.length);
});
