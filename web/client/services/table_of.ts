/** Data that is a table: rows of the same kind, or columns of the same length. */

/** Cells are texts and numbers; the rest stands as JSON. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** How many there are, of which the first are in `rows`. */
  readonly total: number;
}

export const MAX_ROWS = 500;
const MAX_COLUMNS = 50;

/** @returns undefined: it is none */
export function tableOf(value: unknown): Table | undefined {
  if (Array.isArray(value)) return ofRows(value);
  const entries = isRecord(value) ? Object.entries(value) : [];
  const lists = entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  // One list of an object that has facts about it besides.
  if (lists.length === 1 && lists[0]) return ofRows(lists[0][1]);
  return lists.length === entries.length ? ofColumns(lists) : undefined;
}

function ofRows(rows: readonly unknown[]): Table | undefined {
  const first = rows.slice(0, MAX_ROWS);
  if (first.length === 0) return undefined;
  if (first.every(isRecord)) {
    const columns = [...new Set(first.flatMap((row) => Object.keys(row)))].slice(0, MAX_COLUMNS);
    const shown = first.map((row) => columns.map((column) => row[column]));
    return { columns, rows: shown, total: rows.length };
  }
  if (!first.every(Array.isArray)) return undefined;
  const width = Math.min(MAX_COLUMNS, Math.max(...first.map((row) => row.length)));
  if (width === 0) return undefined;
  const columns = Array.from({ length: width }, (_, i) => String(i));
  return { columns, rows: first.map((row) => row.slice(0, width)), total: rows.length };
}

function ofColumns(lists: readonly (readonly [string, readonly unknown[]])[]): Table | undefined {
  const [, first = []] = lists[0] ?? [];
  const total = first.length;
  if (total === 0 || lists.some(([, list]) => list.length !== total)) return undefined;
  const shown = lists.slice(0, MAX_COLUMNS);
  const length = Math.min(total, MAX_ROWS);
  return {
    columns: shown.map(([name]) => name),
    rows: Array.from({ length }, (_, i) => shown.map(([, list]) => list[i])),
    total,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
