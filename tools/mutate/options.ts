/**
 * The flags of `deno task mutate`.
 *
 * @module
 */
import { parseArgs } from "node:util";

/** Where mutants are made if no path is given. */
export const FOLDERS = ["hub", "results", "mat", "grpc"];

/** What is to be done. */
export interface MutateOptions {
  /** Folders and files, from the project's root. */
  readonly paths: readonly string[];
  /** How many mutants. */
  readonly count: number;
  /** What fixes the sample. */
  readonly seed: number;
  /** How many mutants at a time. */
  readonly jobs: number;
  /** What the tests of one mutant may take without it, in ms: the nearest are run. */
  readonly budgetMs: number;
  /** Whether JSON is printed. */
  readonly json: boolean;
  /** Path of an earlier run's JSON: only its survivors are tried. */
  readonly again: string | undefined;
}

/** What `--help` prints, and every mistake. */
export const USAGE = `deno task mutate [PATH…] [FLAG…]

Makes mutants of the folders and files, runs the tests of each, and prints which survived.
Without a path: ${FOLDERS.join(", ")}.

  --count N      how many mutants, or "all" (200)
  --seed N       which ones: the same seed, the same sample (1)
  --jobs N       how many at a time (1)
  --budget-s N   what the tests of one mutant may take together, the nearest first (no limit)
  --again FILE   only those that survived in an earlier run, whose --json was written to FILE
  --json         print JSON
`;

/**
 * Reads the arguments.
 *
 * @returns `undefined` if help was asked for
 * @throws {TypeError} with a sentence about what is wrong
 */
export function parseOptions(args: readonly string[]): MutateOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      count: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      jobs: { type: "string", default: "1" },
      "budget-s": { type: "string" },
      again: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const paths = positionals.map((path) => path.replace(/^\.\//, "").replace(/\/+$/, ""));
  return {
    paths: paths.length > 0 ? paths : FOLDERS,
    count: values.count === "all" ? Infinity : wholeNumber("--count", values.count, 1),
    seed: wholeNumber("--seed", values.seed, 0),
    jobs: wholeNumber("--jobs", values.jobs, 1),
    budgetMs: values["budget-s"] === undefined
      ? Infinity
      : 1000 * wholeNumber("--budget-s", values["budget-s"], 1),
    json: values.json,
    again: values.again,
  };
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && Number.isSafeInteger(value)) return value;
  throw new TypeError(`${flag} is a whole number of at least ${least}, and not "${text}".`);
}
