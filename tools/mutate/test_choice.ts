/**
 * Which tests belong to a file.
 *
 * @module
 */
import { distances, type ImportGraph } from "./import_graph.ts";

const IS_TEST = /_test\.tsx?$/;

/**
 * The tests of a file in the order in which they are run: `x_test.ts` beside `x.ts`, then the tests of
 * its top folder that import it, those in the fewest steps first. A file that no test of its folder
 * imports has the tests of other folders.
 *
 * @param importers which file is imported by which
 * @param times what each test file takes; of two in the same number of steps the shorter one is first
 * @returns paths from the project's root
 */
export function testsOf(
  file: string,
  importers: ImportGraph,
  times: ReadonlyMap<string, number> = new Map(),
): string[] {
  const own = file.replace(/\.tsx?$/, "_test.ts");
  const steps = distances(file, importers);
  const rank = (test: string) => test === own ? 0 : (steps.get(test) ?? 0);
  const timeOf = (test: string) => times.get(test) ?? 0;
  const all = [...steps.keys()].filter((each) => IS_TEST.test(each))
    .sort((a, b) => rank(a) - rank(b) || timeOf(a) - timeOf(b) || (a < b ? -1 : 1));
  const near = all.filter((test) => topFolder(test) === topFolder(file));
  return near.length > 0 ? near : all;
}

/**
 * The first tests of a list that together take no longer than a limit; the first one always.
 *
 * @param times what each test file takes by itself, in ms; one without a time is left out
 */
export function withinBudget(
  tests: readonly string[],
  times: ReadonlyMap<string, number>,
  budgetMs: number,
): string[] {
  const taken: string[] = [];
  let sumMs = 0;
  for (const test of tests) {
    const ms = times.get(test);
    if (ms === undefined) continue;
    sumMs += ms;
    if (taken.length > 0 && sumMs > budgetMs) break;
    taken.push(test);
  }
  return taken;
}

function topFolder(file: string): string {
  return file.split("/")[0] ?? "";
}
