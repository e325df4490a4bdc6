import assert from "node:assert/strict";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { sampleOf } from "./sample.ts";

function fileOf(name: string, constants: number): Mutant[] {
  const lines = Array.from({ length: constants }, (_, i) => `const ${name}${i} = ${i + 10};`);
  return mutantsOf(`${name}.ts`, lines.join("\n"));
}

Deno.test("the same seed has the same sample, another one another", () => {
  const mutants = fileOf("a", 50);
  const sample = sampleOf(mutants, 10, 1);
  assert.equal(sample.length, 10);
  assert.deepEqual(sampleOf(mutants.toReversed(), 10, 1), sample);
  assert.notDeepEqual(sampleOf(mutants, 10, 2), sample);
});

Deno.test("a larger sample begins with the smaller one", () => {
  const mutants = fileOf("a", 50);
  assert.deepEqual(sampleOf(mutants, 40, 1).slice(0, 10), sampleOf(mutants, 10, 1));
});

Deno.test("what another file gains doesn't shuffle the sample", () => {
  const before = sampleOf([...fileOf("a", 50), ...fileOf("b", 50)], 40, 1);
  const after = sampleOf([...fileOf("a", 50), ...fileOf("b", 51)], 40, 1);
  const inA = (sample: Mutant[]) => sample.filter(({ file }) => file === "a.ts");
  assert.ok(inA(before).length - inA(after).length <= 2);
  assert.ok(inA(after).every((mutant) => inA(before).some(({ code }) => code === mutant.code)));
});

Deno.test("a sample of more than there are is all of them", () => {
  const mutants = fileOf("a", 3);
  assert.deepEqual(new Set(sampleOf(mutants, Infinity, 1)), new Set(mutants));
});
