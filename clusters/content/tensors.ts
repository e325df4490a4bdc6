/**
 * Matrices in JSON: nested lists, or numbers with their shape as KServe's second protocol has them.
 *
 * @module
 */
import type { DataValue } from "../../oscar/answer/mod.ts";
import { asRecord, isList } from "./fields.ts";
import type { Matrix } from "./raw_detections.ts";

/** Smaller ones are no network's output. */
const MIN_NUMBERS = 5000;

/** The matrix of a value, without dimensions of 1; `undefined` where it is none of numbers alone. */
export function matrixIn(value: DataValue): Matrix | undefined {
  const record = asRecord(value);
  return record ? ofShape(record["shape"], record["data"]) : nested(value);
}

function ofShape(shape: DataValue | undefined, data: DataValue | undefined): Matrix | undefined {
  if (!isList(shape) || !isList(data) || data.length < MIN_NUMBERS) return undefined;
  const [rows, columns, more] = shape.filter((side) => side !== 1);
  if (typeof rows !== "number" || typeof columns !== "number" || more !== undefined) {
    return undefined;
  }
  if (rows * columns !== data.length || !areNumbers(data)) return undefined;
  return { rows, columns, at: (row, column) => data[row * columns + column] ?? NaN };
}

function nested(value: DataValue): Matrix | undefined {
  let list = value;
  while (isList(list) && list.length === 1 && list[0] !== undefined) list = list[0];
  if (!isList(list)) return undefined;
  const [first] = list;
  if (!isList(first) || list.length * first.length < MIN_NUMBERS) return undefined;
  const rows: (readonly number[])[] = [];
  for (const row of list) {
    if (!isList(row) || row.length !== first.length || !areNumbers(row)) return undefined;
    rows.push(row);
  }
  return {
    rows: rows.length,
    columns: first.length,
    at: (row, column) => rows[row]?.[column] ?? NaN,
  };
}

function areNumbers(list: readonly DataValue[]): list is readonly number[] {
  return list.every((item) => typeof item === "number");
}
