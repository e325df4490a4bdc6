/**
 * Which mutants are tried: a sample that a seed fixes.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { keyOf, type Mutant } from "./mutants.ts";

/**
 * Takes a sample. Each mutant has a place of its own by the seed, so that a larger sample contains a
 * smaller one, and a change of one file leaves the sample of the others as it was.
 *
 * @param count how many; all of them if there are fewer
 * @returns the sample, in the order in which the mutants were given
 */
export function sampleOf(mutants: readonly Mutant[], count: number, seed: number): Mutant[] {
  const places = new Map(mutants.map((mutant) => [mutant, placeOf(mutant, seed)]));
  const taken = new Set(
    mutants.toSorted((a, b) => (places.get(a) ?? "") < (places.get(b) ?? "") ? -1 : 1)
      .slice(0, count),
  );
  return mutants.filter((mutant) => taken.has(mutant));
}

function placeOf(mutant: Mutant, seed: number): string {
  return createHash("sha256").update(`${seed} ${keyOf(mutant)}`).digest("hex");
}
