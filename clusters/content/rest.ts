/**
 * The data of an answer that is neither labels nor boxes.
 *
 * @module
 */
import type { JsonValue } from "../../hub/mod.ts";
import type { DataContainer, DataValue } from "../../oscar/answer/mod.ts";
import type { DataRecord } from "./fields.ts";
import { isList } from "./fields.ts";

/** How much of it is taken. */
export interface RestBounds {
  /** Values of all depths together. */
  readonly maxValues: number;
  /** Longer lists are left out. */
  readonly maxItems: number;
  /** Longer texts are cut; in UTF-16 units. */
  readonly maxText: number;
}

/** For pages, and for the history of a run. */
export const SHOWN_REST: RestBounds = { maxValues: 20_000, maxItems: 4096, maxText: 10_000 };
/** For `data.mat`. */
export const WHOLE_REST: RestBounds = {
  maxValues: 1_000_000,
  maxItems: Infinity,
  maxText: Infinity,
};

/** Deeper values are left out. */
const MAX_DEPTH = 14;

/**
 * The data without what was read as labels and boxes; a list is the field `data`.
 *
 * @returns `undefined` where nothing is left
 */
export function restOf(
  value: DataContainer,
  from: ReadonlySet<DataValue>,
  bounds: RestBounds,
): DataRecord | undefined {
  if (from.has(value)) return undefined;
  const rest = new Rest(from, bounds);
  const record = isList(value) ? rest.record({ data: value }, 0) : rest.record(value, 0);
  return Object.keys(record).length > 0 ? record : undefined;
}

class Rest {
  readonly #from: ReadonlySet<DataValue>;
  readonly #bounds: RestBounds;
  #left: number;

  constructor(from: ReadonlySet<DataValue>, bounds: RestBounds) {
    this.#from = from;
    this.#bounds = bounds;
    this.#left = bounds.maxValues;
  }

  record(record: DataRecord, depth: number): DataRecord {
    const entries: [string, DataValue][] = [];
    for (const [name, value] of Object.entries(record)) {
      const kept = this.#value(value, depth + 1);
      if (kept !== undefined) entries.push([name, kept]);
    }
    return Object.fromEntries(entries);
  }

  #value(value: DataValue, depth: number): DataValue | undefined {
    const { maxItems, maxText } = this.#bounds;
    if (this.#left-- <= 0 || depth > MAX_DEPTH) return undefined;
    if (typeof value === "string") return value.slice(0, maxText).toWellFormed();
    if (typeof value !== "object" || value === null) return value;
    if (this.#from.has(value)) return undefined;
    if (!isList(value)) {
      const record = this.record(value, depth);
      const isEmptied = Object.keys(record).length === 0 && Object.keys(value).length > 0;
      return isEmptied ? undefined : record;
    }
    if (value.length > Math.min(maxItems, this.#left)) return undefined;
    const items = value.map((item) => this.#value(item, depth + 1));
    const isEmptied = value.length > 0 && items.every((item) => item === undefined);
    return isEmptied ? undefined : items.map((item) => item ?? null);
  }
}

/** The same as JSON has it: what is no finite number is `null`. */
export function jsonOf(value: DataValue): JsonValue {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(jsonOf);
  return jsonRecordOf(value);
}

/** The same of an object. A name such as `__proto__` is an ordinary property. */
export function jsonRecordOf(record: DataRecord): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, jsonOf(value)]));
}
