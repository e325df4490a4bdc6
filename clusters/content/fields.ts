/**
 * Reading values of JSON whose fields every service calls otherwise.
 *
 * @module
 */
import { type DataValue, wholeData } from "../../oscar/answer/mod.ts";

/** An object of JSON. */
export type DataRecord = { readonly [key: string]: DataValue };

/** Objects with more fields than this are tables; they are not searched. */
const MAX_FIELDS = 2000;
/** Longer texts are not read as JSON inside of JSON. */
const MAX_INNER_TEXT = 1_000_000;

/** The value where it is an object. */
export function asRecord(value: DataValue | undefined): DataRecord | undefined {
  return isRecord(value) ? value : undefined;
}

/** The value where it is a list. */
export function asList(value: DataValue | undefined): readonly DataValue[] | undefined {
  return isList(value) ? value : undefined;
}

/** Whether a value is a list. */
export function isList(value: DataValue | undefined): value is readonly DataValue[] {
  return Array.isArray(value);
}

function isRecord(value: DataValue | undefined): value is DataRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object's fields by their names in one spelling: `class_name`, `className` and `Class-Name` are one. */
export class Fields {
  readonly #values = new Map<string, DataValue>();

  /** Reads the names. */
  constructor(record: DataRecord) {
    const names = Object.keys(record);
    if (names.length > MAX_FIELDS) return;
    for (const name of names) {
      const key = spelling(name);
      const value = record[name];
      if (value !== undefined && !this.#values.has(key)) this.#values.set(key, value);
    }
  }

  /** The first of these fields that is there; names as {@linkcode spelling} has them. */
  first(names: readonly string[]): DataValue | undefined {
    for (const name of names) {
      const value = this.#values.get(name);
      if (value !== undefined && value !== null) return value;
    }
    return undefined;
  }

  /** The first of these fields that is a number, or a text of one. */
  number(names: readonly string[]): number | undefined {
    for (const name of names) {
      const number = numberIn(this.#values.get(name));
      if (number !== undefined) return number;
    }
    return undefined;
  }

  /** The first of these fields that is a text with something in it. */
  text(names: readonly string[]): string | undefined {
    for (const name of names) {
      const value = this.#values.get(name);
      if (typeof value === "string" && value.trim() !== "") return value.trim();
    }
    return undefined;
  }
}

/** Small letters and digits alone. */
export function spelling(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** A finite number, or a text of one; `undefined` for others. */
export function numberIn(value: DataValue | undefined): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value)) {
    return undefined;
  }
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The numbers of a list that has nothing else. */
export function numbersIn(value: DataValue | undefined): readonly number[] | undefined {
  const list = asList(value);
  if (list === undefined) return undefined;
  const numbers: number[] = [];
  for (const item of list) {
    const number = numberIn(item);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  return numbers;
}

/** A list, or what pandas writes for a column: an object with the rows' numbers as names. */
export function columnIn(value: DataValue | undefined): readonly DataValue[] | undefined {
  const list = asList(value);
  if (list !== undefined) return list;
  const record = asRecord(value);
  if (record === undefined) return undefined;
  const entries = Object.entries(record);
  return entries.every(([name]) => /^\d{1,9}$/.test(name))
    ? entries.map(([, inner]) => inner)
    : undefined;
}

/** What a text of JSON holds, as DEEPaaS nests it; any other value as it is. */
export function opened(value: DataValue): DataValue {
  if (typeof value !== "string" || value.length > MAX_INNER_TEXT) return value;
  return /^\s*[[{]/.test(value) ? wholeData(value) ?? value : value;
}

/** A list of one list is a batch of one. */
export function ofBatch(value: DataValue | undefined): DataValue | undefined {
  const list = asList(value);
  return list?.length === 1 && isList(list[0]) ? list[0] : value;
}

/** The same of rows: one row alone is no batch. */
export function ofBatchOfRows(value: DataValue | undefined): DataValue | undefined {
  const inner = ofBatch(value);
  const first = asList(inner)?.[0];
  return typeof first === "object" && first !== null ? inner : value;
}
