/**
 * What a mutation run found: a table by folder, and the mutants that no test caught.
 *
 * @module
 */
import type { Trial } from "./trials.ts";

/** A run's result, as `--json` prints it. */
export interface MutationReport {
  readonly date: string;
  readonly seed: number;
  /** All mutants that there are in these folders, without the equivalent ones. */
  readonly mutants: number;
  /** How many are left out because they behave as the file does. */
  readonly equivalent: number;
  /** Test files, and single tests as `file: name`, that fail without a mutant and were not run. */
  readonly failedTests: readonly string[];
  readonly minutes: number;
  readonly trials: readonly Trial[];
}

/** Counts of one folder. */
export interface FolderScore {
  readonly folder: string;
  readonly mutants: number;
  readonly caught: number;
  readonly timeouts: number;
  readonly survived: number;
  /** Caught and timeouts of all, in per cent. */
  readonly score: number;
}

/** Scores of the folders that hold the files, and in the last place of all together. */
export function scoresOf(trials: readonly Trial[]): FolderScore[] {
  const folders = Map.groupBy(trials, ({ file }) => file.slice(0, file.lastIndexOf("/")));
  return [...[...folders].sort(([a], [b]) => a < b ? -1 : 1), ["all", trials] as const]
    .map(([folder, inIt]) => {
      const count = (outcome: Trial["outcome"]) =>
        inIt.filter((trial) => trial.outcome === outcome).length;
      const survived = count("survived");
      const mutants = inIt.length;
      const score = mutants === 0 ? 100 : Math.round(1000 * (mutants - survived) / mutants) / 10;
      const [caught, timeouts] = [count("caught"), count("timeout")];
      return { folder, mutants, caught, timeouts, survived, score };
    });
}

/** The report to read: Markdown, so that its table can go into a document. */
export function asText(report: MutationReport): string {
  const survivors = report.trials.filter(({ outcome }) => outcome === "survived");
  return [
    `${report.trials.length} of ${report.mutants} mutants, seed ${report.seed}, ` +
    `${report.date}, ${report.minutes} minutes; ${report.equivalent} equivalent ones left out.`,
    ...report.failedTests.map((file) => `Not run, because it fails without a mutant: ${file}`),
    "",
    scoreTable(scoresOf(report.trials)),
    "",
    ...survivors.map((trial) =>
      `${trial.file}:${trial.line} ${trial.operator}: ${trial.change}\n    ${trial.code}`
    ),
    "",
  ].join("\n");
}

/** Scores as a table of Markdown. */
export function scoreTable(scores: readonly FolderScore[]): string {
  return [
    "| folder | mutants | caught | timeouts | survived | score |",
    "|---|---|---|---|---|---|",
    ...scores.map((each) =>
      `| ${each.folder} | ${each.mutants} | ${each.caught} | ${each.timeouts} | ` +
      `${each.survived} | ${each.score} % |`
    ),
  ].join("\n");
}
