/**
 * CSV as RFC 4180 has it, safe to open in a spreadsheet.
 *
 * @module
 */

/** A cell. Numbers stay numbers until they are written, so that words can't pass for them. */
export type CsvCell = number | bigint | string | null;

/**
 * Stands before the first line: Excel takes a file without it for one of its old code pages, and
 * readers of UTF-8 pass over it.
 */
export const BYTE_ORDER_MARK = "\ufeff";

/**
 * What a spreadsheet would run as a formula, the wide forms of East Asian keyboards included. Where
 * the decimal mark is a comma, it takes `;` for the end of a cell, and quotes in the middle of one for nothing:
 * so what follows `;`, a tab or the end of a line counts as a beginning, too.
 */
const FORMULA = /^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=[=+\-@＝＋－＠])/g;

const NEEDS_QUOTES = /[",;\r\n]/;

/** Cells of a line that are made at once. */
const PIECE_CELLS = 1000;

/** One line with its end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** One line with its end, in pieces: a matrix may be millions of numbers wide. */
export function* csvPieces(
  count: number,
  cell: (index: number) => CsvCell,
): Generator<string, void, void> {
  for (let from = 0; from < count; from += PIECE_CELLS) {
    const length = Math.min(PIECE_CELLS, count - from);
    const cells = Array.from({ length }, (_, i) => csvCell(cell(from + i)));
    yield (from > 0 ? "," : "") + cells.join();
  }
  yield "\r\n";
}

/** One cell. A text that starts like a formula gets a leading apostrophe; numbers stay numbers. */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "bigint") return String(cell);
  // As MATLAB, NumPy and pandas read them.
  if (typeof cell === "number") return String(cell).replace("Infinity", "Inf");
  const safe = cell.replace(FORMULA, "'");
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
