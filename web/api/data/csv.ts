/**
 * CSV as RFC 4180 has it, safe to open in a spreadsheet.
 *
 * @module
 */
import type { Cell } from "./cell.ts";

/**
 * Stands before the first line: Excel takes a file without it for one of its old code pages, and
 * readers of UTF-8 pass over it.
 */
export const BYTE_ORDER_MARK = "\ufeff";

/** What a spreadsheet would run as a formula, the wide forms of East Asian keyboards included. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const NEEDS_QUOTES = /[",\r\n]/;

/** One line with its end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** One cell. A text that starts like a formula gets a leading apostrophe; numbers stay numbers. */
export function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "bigint") return String(cell);
  // As MATLAB, NumPy and pandas read them.
  if (typeof cell === "number") return String(cell).replace("Infinity", "Inf");
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
