/** What a benchmark reports: rows of the table in docs/measurements.md. */
import { short } from "./stats.ts";
import type { Version } from "./versions.ts";

/** One row. */
export interface Row {
  readonly what: string;
  readonly framebox: string;
  /** The reference, measured in the same run, and what it is. */
  readonly reference: string;
  /** framebox over reference, or its purpose where a ratio has no meaning. */
  readonly ratio: string;
  /** What is aimed at, and whether it was reached: see {@linkcode judged}. */
  readonly aim?: string;
}

/** A named group of measurements. */
export interface Benchmark {
  readonly name: string;
  /** @param against another version of framebox, measured by turns where a benchmark can */
  run(against?: Version): Promise<Row[]>;
}

/** A bound that must be kept and one that is wanted; where the goal is the smaller one, less is better. */
export interface Aim {
  readonly floor: number;
  readonly goal: number;
}

/** `floor 0.8 reached, goal 0.9 missed` */
export function judged(value: number, { floor, goal }: Aim): string {
  const isReached = (bound: number) => goal < floor ? value <= bound : value >= bound;
  const verdict = (bound: number) => `${bound} ${isReached(bound) ? "reached" : "missed"}`;
  return `floor ${verdict(floor)}, goal ${verdict(goal)}`;
}

/** A row that puts this version beside another one, measured by turns. */
export function besideVersion(
  what: string,
  unit: string,
  [own, theirs]: readonly [number, number],
  { name }: Version,
  aim?: Aim,
): Row {
  return {
    what,
    framebox: `${short(own)} ${unit}`,
    reference: `${short(theirs)} ${unit}: ${name}, by turns`,
    ratio: short(own / theirs),
    ...(aim && { aim: judged(own / theirs, aim) }),
  };
}

/** The rows as a Markdown table; aims are for developers. */
export function asTable(rows: readonly Row[], { aims = false } = {}): string {
  const last = aims && rows.some(({ aim }) => aim !== undefined);
  return [
    `| measured | framebox | reference, same run | ratio |${last ? " aim |" : ""}`,
    `|---|---|---|---|${last ? "---|" : ""}`,
    ...rows.map(({ what, framebox, reference, ratio, aim = "" }) =>
      `| ${what} | ${framebox} | ${reference} | ${ratio} |${last ? ` ${aim} |` : ""}`
    ),
  ].join("\n");
}
