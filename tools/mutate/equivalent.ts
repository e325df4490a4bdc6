/**
 * Mutants that behave as the file does: no test can detect them, so they don't count.
 *
 * @module
 */
import type { Mutant } from "./mutants.ts";

/** One that was reviewed, as `equivalent.json` lists it. */
export interface Equivalent {
  /** The file's path from the project's root. */
  readonly file: string;
  /** The changed line's text, without the space around it. */
  readonly code: string;
  /** The change, as the report has it. */
  readonly change: string;
  /** Why it makes no difference. */
  readonly reason: string;
}

/** The project's list. */
export async function readEquivalents(): Promise<readonly Equivalent[]> {
  return JSON.parse(await Deno.readTextFile(new URL("equivalent.json", import.meta.url)));
}

/** Whether a mutant is one of the list. */
export function isEquivalent(mutant: Mutant, list: readonly Equivalent[]): boolean {
  return list.some((each) => matches(each, mutant));
}

/** Entries of the list that belong to no mutant any more: their file or line has changed. */
export function withoutMutant(
  list: readonly Equivalent[],
  mutants: readonly Mutant[],
): readonly Equivalent[] {
  return list.filter((each) => !mutants.some((mutant) => matches(each, mutant)));
}

function matches(entry: Equivalent, { file, code, change }: Mutant): boolean {
  return entry.file === file && entry.code === code && entry.change === change;
}
