/** What a benchmark says: rows of a table that the README shows. */

/** One row. */
export interface Row {
  readonly what: string;
  readonly framebox: string;
  /** The reference, measured in the same run, and what it is. */
  readonly reference: string;
  /** framebox over reference, or what it is for where a ratio says nothing. */
  readonly ratio: string;
}

/** A named group of measurements. */
export interface Benchmark {
  readonly name: string;
  run(): Promise<Row[]>;
}

/** The rows as a Markdown table. */
export function asTable(rows: readonly Row[]): string {
  return [
    "| measured | framebox | reference, same run | ratio |",
    "|---|---|---|---|",
    ...rows.map((row) => `| ${row.what} | ${row.framebox} | ${row.reference} | ${row.ratio} |`),
  ].join("\n");
}
