/**
 * A mutation run from its options to its report.
 *
 * @module
 */
import { isEquivalent, readEquivalents, withoutMutant } from "./equivalent.ts";
import { keyOf, type Mutant } from "./mutants.ts";
import type { MutateOptions } from "./options.ts";
import type { MutationReport } from "./report.ts";
import { sampleOf } from "./sample.ts";
import { testsOf } from "./test_choice.ts";
import { mutantsIn, readProject, timeTests, type Trial, tryMutants } from "./trials.ts";
import { copyProject } from "./work_copy.ts";

/** What a run is given besides its options. */
export interface RunDependencies {
  /** The checkout's directory; nothing is written there. */
  readonly project: string;
  /** The program's first file, from there. */
  readonly entry: string;
  /** Called with a line about how far it is. */
  readonly progress: (line: string) => void;
  /** Ends the run; what has been tried so far is reported. */
  readonly signal: AbortSignal;
}

/**
 * Tries a sample of mutants.
 *
 * @throws when the project can't be copied or parsed
 */
export async function runMutation(
  options: MutateOptions,
  { project, entry, progress, signal }: RunDependencies,
): Promise<MutationReport> {
  const begun = performance.now();
  await using copies = new AsyncDisposableStack();
  const first = copies.use(await copyProject(project));
  const read = await readProject(first);
  const equivalents = await readEquivalents();
  const found = mutantsIn(read, entry, options.paths);
  const mutants = found.filter((mutant) => !isEquivalent(mutant, equivalents));
  const stale = withoutMutant(equivalents, found)
    .filter(({ file }) => options.paths.some((path) => file.startsWith(path)));
  for (const { file, code } of stale) progress(`equivalent.json: no mutant in ${file}: ${code}`);
  const sample = options.again === undefined
    ? sampleOf(mutants, options.count, options.seed)
    : await survivorsOf(options.again, mutants);
  const all = [first];
  while (all.length < Math.min(options.jobs, sample.length)) {
    all.push(copies.use(await copyProject(project)));
  }
  const trials: Trial[] = [];
  let failed: readonly string[] = [];
  try {
    const tests = new Set(sample.flatMap(({ file }) => testsOf(file, read.importers)));
    progress(`${sample.length} of ${mutants.length} mutants; ${tests.size} test files are timed`);
    const timed = await timeTests(all, [...tests].sort(), signal);
    failed = timed.failed;
    for (const each of failed) progress(`fails without a mutant and is left out: ${each}`);
    await tryMutants(all, sample, read, timed, options.budgetMs, (trial) => {
      trials.push(trial);
      progress(lineOf(trial, trials.length, sample.length));
    }, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return {
    date: new Date().toISOString().slice(0, 10),
    seed: options.seed,
    mutants: mutants.length,
    equivalent: found.length - mutants.length,
    failedTests: failed,
    minutes: Math.round((performance.now() - begun) / 6_000) / 10,
    trials: trials.sort((a, b) => a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1),
  };
}

async function survivorsOf(path: string, mutants: readonly Mutant[]): Promise<Mutant[]> {
  const report: MutationReport = JSON.parse(await Deno.readTextFile(path));
  const keys = new Set(
    report.trials.filter(({ outcome }) => outcome === "survived").map(keyOf),
  );
  return mutants.filter((mutant) => keys.has(keyOf(mutant)));
}

function lineOf(trial: Trial, done: number, count: number): string {
  const seconds = (trial.ms / 1000).toFixed(1);
  return `${done}/${count} ${trial.outcome} ${seconds} s ${trial.file}:${trial.line} ${trial.change}`;
}
