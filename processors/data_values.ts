/**
 * What a processor returns as data, in two forms: JSON for users and clients,
 * and MATLAB values for `data.mat`.
 *
 * @module
 */
import type { JsonValue } from "../hub/mod.ts";
import {
  cell,
  char,
  logical,
  type MatValue,
  numeric,
  type NumericClass,
  scalar,
  struct,
} from "../mat/mod.ts";
import type { NumberArray, ProcessorData } from "./processor.ts";

/** Longer arrays are for `data.mat` alone. */
const MAX_NUMBERS = 256;

/** Deeper data is a mistake, a circle for instance. */
const MAX_DEPTH = 16;

/** Octave and SciPy take names up to this length. */
const LONGEST_NAME = 63;

const CLASSES: Readonly<Record<string, NumericClass>> = {
  Float64Array: "double",
  Float32Array: "single",
  Int8Array: "int8",
  Uint8Array: "uint8",
  Uint8ClampedArray: "uint8",
  Int16Array: "int16",
  Uint16Array: "uint16",
  Int32Array: "int32",
  Uint32Array: "uint32",
  BigInt64Array: "int64",
  BigUint64Array: "uint64",
};

/**
 * Data as JSON: long arrays are left out, what is no finite number is `null`.
 *
 * @throws {TypeError} a sentence that names what can't be data
 */
export function jsonOf(data: ProcessorData, path = "data", depth = 0): JsonValue | undefined {
  checkDepth(path, depth);
  if (typeof data === "number") return Number.isFinite(data) ? data : null;
  if (typeof data === "string" || typeof data === "boolean" || data === null) return data;
  if (isNumberArray(data)) {
    if (data.length > MAX_NUMBERS) return undefined;
    return Array.from<number | bigint, JsonValue>(data, (value) => jsonOf(Number(value)) ?? null);
  }
  if (isList(data)) {
    if (data.length > MAX_NUMBERS) return undefined;
    return data.map((value, i) => jsonOf(value, `${path}[${i}]`, depth + 1) ?? null);
  }
  if (!isRecord(data)) throw strange(path, data);
  return jsonRecordOf(data, path, depth);
}

/** The same of an object, whose long arrays are left out. */
export function jsonRecordOf(
  data: Readonly<Record<string, ProcessorData>>,
  path = "data",
  depth = 0,
): Readonly<Record<string, JsonValue>> {
  const entries: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue;
    const json = jsonOf(value, `${path}.${name}`, depth + 1);
    if (json !== undefined) entries.push([name, json]);
  }
  return Object.fromEntries(entries);
}

/**
 * Data as a MATLAB value: a list of numbers is a row, one of equally long lists of numbers a matrix,
 * any other a cell; an object is a struct.
 *
 * @throws {TypeError} as {@linkcode jsonOf}
 */
export function matOf(data: ProcessorData, path = "data", depth = 0): MatValue {
  checkDepth(path, depth);
  if (typeof data === "number") return scalar(data);
  if (typeof data === "string") return char(data);
  if (typeof data === "boolean") return logical([1, 1], [data]);
  if (data === null) return numeric("double", [0, 0], []);
  if (isNumberArray(data)) {
    const numbers = data instanceof Uint8ClampedArray ? new Uint8Array(data) : data;
    return numeric(classOf(data), [1, numbers.length], numbers);
  }
  if (isList(data)) return listOf(data, path, depth);
  if (!isRecord(data)) throw strange(path, data);
  return struct(matFieldsOf(data, path, depth));
}

/** The fields of an object; names that MATLAB doesn't know are changed into some that it does. */
export function matFieldsOf(
  data: Readonly<Record<string, ProcessorData>>,
  path = "data",
  depth = 0,
): Record<string, MatValue> {
  const fields = new Map<string, MatValue>();
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue;
    fields.set(fieldName(name), matOf(value, `${path}.${name}`, depth + 1));
  }
  return Object.fromEntries(fields);
}

function listOf(data: readonly ProcessorData[], path: string, depth: number): MatValue {
  if (isNumbers(data)) return numeric("double", [1, data.length], data);
  const rows = data.filter(Array.isArray).filter(isNumbers);
  const width = rows[0]?.length ?? 0;
  if (rows.length === data.length && rows.every((row) => row.length === width)) {
    const columns = Array.from({ length: width }, (_, x) => rows.map((row) => row[x] ?? NaN));
    return numeric("double", [rows.length, width], columns.flat());
  }
  const cells = data.map((value, i) => matOf(value, `${path}[${i}]`, depth + 1));
  return cell([1, cells.length], cells);
}

function isNumbers(data: readonly ProcessorData[]): data is readonly number[] {
  return data.every((value) => typeof value === "number");
}

function isList(data: ProcessorData): data is readonly ProcessorData[] {
  return Array.isArray(data);
}

function isNumberArray(data: ProcessorData): data is NumberArray {
  return ArrayBuffer.isView(data) && !(data instanceof DataView);
}

function isRecord(data: ProcessorData): data is Readonly<Record<string, ProcessorData>> {
  return typeof data === "object" && data !== null && !ArrayBuffer.isView(data);
}

function classOf(data: NumberArray): NumericClass {
  return CLASSES[Object.prototype.toString.call(data).slice("[object ".length, -1)] ?? "double";
}

function fieldName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, "_").slice(0, LONGEST_NAME);
  return /^[A-Za-z]/.test(plain) ? plain : `x${plain}`.slice(0, LONGEST_NAME);
}

function checkDepth(path: string, depth: number): void {
  if (depth <= MAX_DEPTH) return;
  const start = path.slice(0, 40);
  throw new TypeError(`its data is nested too deeply, at ${start}; does it hold itself?`);
}

function strange(path: string, data: unknown): TypeError {
  return new TypeError(
    `${path} is a ${typeof data}; data are numbers, texts, true, false, null, arrays, typed arrays ` +
      "and objects of these",
  );
}
