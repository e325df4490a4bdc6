/**
 * Which mutants are tried: a sample that a seed fixes.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { keyOf, type Mutant } from "./mutants.ts";

/**
 * Takes a sample. Each mutant has a place of its own by the seed, so that a larger sample begins with the
 * smaller one, and a change of one file leaves the sample of the others as it was.
 *
 * @param count how many; all of them if there are fewer
 * @returns the sample by place: a run that is ended early has tried a smaller sample
 */
export function sampleOf(mutants: readonly Mutant[], count: number, seed: number): Mutant[] {
  return mutants.map((mutant) => ({ mutant, place: placeOf(mutant, seed) }))
    .sort((a, b) => a.place < b.place ? -1 : 1)
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

function placeOf(mutant: Mutant, seed: number): string {
  return createHash("sha256").update(`${seed} ${keyOf(mutant)}`).digest("hex");
}
