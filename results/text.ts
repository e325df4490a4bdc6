/**
 * Text in a frame's fields.
 *
 * @module
 */
import { type MatValue, textOf } from "../mat/mod.ts";

/** Rows that are read of one field. */
export const MAX_ROWS = 100;

/** Longest text, in UTF-16 units; a longer one is cut. */
const MAX_TEXT_LENGTH = 10_000;

/** Reads the field `text` and removes it. */
export function takeText(fields: Map<string, MatValue>): string | undefined {
  const value = fields.get("text");
  const rows = value && rowsOf(value);
  if (rows === undefined || rows.length === 0) return undefined;
  fields.delete("text");
  return rows.join("\n").slice(0, MAX_TEXT_LENGTH);
}

/** Strings as the rows of a char array, or as a cell; `undefined` for any other value. */
export function rowsOf(value: MatValue): string[] | undefined {
  if (value.kind === "char") return value.rows.slice(0, MAX_ROWS).map((row) => row.trimEnd());
  if (value.kind !== "cell" || value.cells.length > MAX_ROWS) return undefined;
  const rows = value.cells.map((item) => textOf(item)?.trimEnd());
  return rows.every((row) => row !== undefined) ? rows : undefined;
}
