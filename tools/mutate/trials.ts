/**
 * Tries mutants: makes each in a copy of the project, and runs its tests there.
 *
 * @module
 */
import { graphOf, type ImportGraph, reachedFrom, turned } from "./import_graph.ts";
import { applied, type Mutant, mutantsOf } from "./mutants.ts";
import { testsOf, withinBudget } from "./test_choice.ts";
import { runTests, type TestRun } from "./test_run.ts";
import type { WorkCopy } from "./work_copy.ts";

/** A test file's time is multiplied by this before it counts as hung; the computer may be busy. */
const PATIENCE = 5;

/** And this is added, in ms. */
const GRACE_MS = 10_000;

/** What came of a mutant. */
export interface Trial extends Omit<Mutant, "start" | "end" | "replacement"> {
  /** `timeout`: its tests hung, which counts as caught. */
  readonly outcome: "caught" | "survived" | "timeout";
  /** The test that caught it; `null` where none had begun, or none was to blame. */
  readonly caughtBy: string | null;
  readonly ms: number;
}

/** The project's files as far as they matter here. */
export interface Project {
  /** All files of TypeScript, by path from the root. */
  readonly sources: ReadonlyMap<string, string>;
  readonly importers: ImportGraph;
}

/** What is known of the tests before there is a mutant. */
export interface TestTimes {
  /** What a test file takes, in ms, by path. One that fails as a whole is not in it. */
  readonly times: ReadonlyMap<string, number>;
  /** Names of tests that fail, and are left out. */
  readonly leftOut: readonly string[];
  /** The same for readers: the files, and of those that can be run otherwise the tests. */
  readonly failed: readonly string[];
}

/** Reads a copy's sources. */
export async function readProject(copy: WorkCopy): Promise<Project & { graph: ImportGraph }> {
  const files = copy.files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"));
  const sources = new Map<string, string>();
  for (const file of files) sources.set(file, await Deno.readTextFile(`${copy.root}/${file}`));
  const graph = graphOf(sources);
  return { sources, graph, importers: turned(graph) };
}

/**
 * All mutants of what runs when the program runs. What only tests import has none.
 *
 * @param entry the program's first file
 * @param paths folders and files that the mutants are to be in
 */
export function mutantsIn(
  project: Project & { graph: ImportGraph },
  entry: string,
  paths: readonly string[],
): Mutant[] {
  return [...reachedFrom(entry, project.graph)].sort()
    .filter((file) => paths.some((path) => file === path || file.startsWith(`${path}/`)))
    .flatMap((file) => mutantsOf(file, project.sources.get(file) ?? ""));
}

/**
 * Runs each test file without a mutant, to learn how long it takes. Tests that fail here can't detect a
 * mutant: they want what a copy lacks, or more permissions than the tests of mutants have.
 */
export async function timeTests(
  copies: readonly WorkCopy[],
  files: readonly string[],
  signal: AbortSignal,
): Promise<TestTimes> {
  const times = new Map<string, number>();
  const leftOut: string[] = [];
  const failed: string[] = [];
  const limits = { wholeMs: 300_000, silenceMs: 60_000 };
  await share(copies, files, async (copy, file) => {
    const choice = { files: [file], failFast: false };
    const all = await runTests(copy, { ...choice, leftOut: [] }, limits, signal);
    if (all.outcome === "passed") return times.set(file, all.ms);
    const names = all.failedTests;
    const others = await runTests(copy, { ...choice, leftOut: names }, limits, signal);
    if (others.outcome !== "passed") return failed.push(file);
    times.set(file, others.ms);
    leftOut.push(...names);
    return failed.push(...names.map((name) => `${file}: ${name}`));
  });
  return { times, leftOut, failed: failed.sort() };
}

/**
 * Tries mutants, one after the other in each copy.
 *
 * @param budgetMs what the tests of one mutant may take without it
 * @param done called with each trial as it ends
 */
export async function tryMutants(
  copies: readonly WorkCopy[],
  mutants: readonly Mutant[],
  { sources, importers }: Project,
  { times, leftOut }: TestTimes,
  budgetMs: number,
  done: (trial: Trial) => void,
  signal: AbortSignal,
): Promise<void> {
  await share(copies, mutants, async (copy, mutant) => {
    const source = sources.get(mutant.file) ?? "";
    const files = withinBudget(testsOf(mutant.file, importers, times), times, budgetMs);
    const choice = { files, leftOut, failFast: true };
    const path = `${copy.root}/${mutant.file}`;
    await Deno.writeTextFile(path, applied(source, mutant));
    try {
      const run = files.length === 0
        ? NO_TESTS
        : await runTests(copy, choice, limitsOf(files, times), signal);
      done(trialOf(mutant, run));
    } finally {
      await Deno.writeTextFile(path, source);
    }
  });
}

const NO_TESTS: TestRun = { outcome: "passed", failedTests: [], ms: 0 };

function trialOf(
  { start: _start, end: _end, replacement: _text, ...mutant }: Mutant,
  run: TestRun,
) {
  const outcomes = { passed: "survived", failed: "caught", hung: "timeout" } as const;
  const caughtBy = run.failedTests[0] ?? null;
  return { ...mutant, outcome: outcomes[run.outcome], caughtBy, ms: Math.round(run.ms) };
}

function limitsOf(files: readonly string[], times: ReadonlyMap<string, number>) {
  const each = files.map((file) => times.get(file) ?? 0);
  return {
    wholeMs: GRACE_MS + PATIENCE * each.reduce((sum, ms) => sum + ms, 0),
    silenceMs: GRACE_MS + PATIENCE * Math.max(...each),
  };
}

/** Gives each copy the next item as soon as it has done with the last. */
async function share<T>(
  copies: readonly WorkCopy[],
  items: readonly T[],
  work: (copy: WorkCopy, item: T) => Promise<unknown>,
): Promise<void> {
  const rest = items.values();
  await Promise.all(copies.map(async (copy) => {
    for (const item of rest) await work(copy, item);
  }));
}
