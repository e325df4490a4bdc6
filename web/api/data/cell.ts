/**
 * What stands in one cell of a table: a number, words, or nothing.
 *
 * @module
 */
import type { CsvCell } from "../../../base/files/mod.ts";
import { type MatNumeric, type MatSparse, type MatValue, shortNumber } from "../../../mat/mod.ts";

/** A cell. */
export type Cell = CsvCell;

/** Characters of a text that a cell or a line of the tree shows. */
export const MAX_CHARACTERS = 200;

/** Numbers of an array that a cell or a line of the tree shows. */
const MAX_NUMBERS = 8;

/** Fields of a struct that a line shows. */
const MAX_FIELDS = 6;

/** A cell as JSON: what JSON has no number for is a string. */
export function cellJson(cell: Cell): number | string | null {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : String(cell);
  if (typeof cell !== "bigint") return cell;
  return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
}

/** Element `index` of an array, column-major; complex numbers are words. */
export function numberCell(value: MatNumeric | MatSparse, index: number): Cell {
  const at = (numbers: MatNumeric["data"] | undefined): number | bigint => {
    const number = numbers?.[index] ?? NaN;
    return typeof number === "bigint" || value.kind === "sparse"
      ? number
      : shortNumber(number, value.class);
  };
  const real = at(value.data);
  if (value.imag === undefined) return real;
  const imaginary = String(at(value.imag));
  return `${real}${imaginary.startsWith("-") ? "" : "+"}${imaginary}i`;
}

/** A value inside a cell: itself where it is one number or one text, else what it is in short. */
export function cellOf(value: MatValue | undefined): Cell {
  if (value === undefined) return null;
  if (value.kind === "numeric") {
    if (value.data.length === 0) return null;
    if (value.data.length === 1) return numberCell(value, 0);
  }
  if (value.kind === "char" && value.rows.length < 2) return value.rows[0] ?? "";
  if (value.kind === "cell" && value.cells.length === 1) return cellOf(value.cells[0]);
  return shortText(value);
}

/** A value in a few words: first numbers, text, names of fields. */
export function shortText(value: MatValue): string {
  switch (value.kind) {
    case "numeric":
      return numbersText(value);
    case "char":
      return cutText(value.rows.map((row) => row.trimEnd()).join(" ↵ "));
    case "struct":
    case "object":
      return fieldsText(value.fields, value.values);
    case "cell":
      return `{${value.cells.length}}`;
    case "sparse":
      return `${value.rowIndices.length} of ${value.dims[0] * value.dims[1]}`;
    case "function":
      return "";
    case "opaque":
      return value.className;
  }
}

/** A value's MATLAB class. */
export function classOf(value: MatValue): string {
  return value.kind === "numeric" ? value.logical ? "logical" : value.class : value.kind;
}

/** A value's dimensions; an opaque object's are not known. */
export function dimsOf(value: MatValue): readonly number[] {
  return value.kind === "opaque" ? [1, 1] : value.dims;
}

/** Text up to {@linkcode MAX_CHARACTERS}; no character is cut in two. */
export function cutText(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  return `${Array.from(text.slice(0, MAX_CHARACTERS + 1)).slice(0, -1).join("")}…`;
}

function numbersText(value: MatNumeric): string {
  const { length } = value.data;
  const shown = Array.from({ length: Math.min(length, MAX_NUMBERS) }, (_, i) => {
    return String(numberCell(value, i));
  });
  return length === 1 ? shown.join() : `[${shown.join(" ")}${length > MAX_NUMBERS ? " …" : ""}]`;
}

function fieldsText(fields: readonly string[], values: readonly MatValue[]): string {
  const single = values.length === fields.length;
  const shown = fields.slice(0, MAX_FIELDS).map((field, i) => {
    const value = values[i];
    return single && value ? `${field} ${dimsOf(value).join("×")}` : field;
  });
  return cutText(`{${shown.join(", ")}${fields.length > MAX_FIELDS ? ", …" : ""}}`);
}
