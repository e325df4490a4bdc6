/**
 * MATLAB values as JSON, within bounds: enough for numbers and short lists, not for pictures and maps.
 *
 * @module
 */
import { type MatNumeric, type MatStruct, type MatValue, shortNumber } from "../mat/mod.ts";
import type { JsonValue } from "../hub/mod.ts";

/** Larger arrays are pictures and maps: they are left out. */
const MAX_NUMBERS = 4096;

/** Longer texts are cut. */
const MAX_TEXT_LENGTH = 10_000;

/** Numbers, texts and lists of one frame together. */
const MAX_ITEMS = 20_000;

/** Converts the values of one frame, until the bound on all of them is reached. */
export class JsonValues {
  #left = MAX_ITEMS;
  #isWhole = true;

  /** Whether everything was converted in full. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** The value as JSON; `undefined` where it has no JSON form or exceeds the bounds. */
  of(value: MatValue): JsonValue | undefined {
    if (this.#left-- <= 0) return this.#leftOut();
    switch (value.kind) {
      case "numeric":
        return this.#numbers(value);
      case "char":
        return this.#text(value.rows);
      case "cell": {
        const [only] = value.cells;
        if (only && value.cells.length === 1) return this.of(only);
        if (value.cells.length > this.#left) this.#leftOut();
        return value.cells.slice(0, this.#left).map((item) => this.of(item) ?? null);
      }
      case "struct":
        return this.#structs(value);
      default:
        return this.#leftOut();
    }
  }

  /** Values by their names. A name such as `__proto__` is an ordinary property. */
  record(
    fields: Iterable<readonly [string, MatValue | undefined]>,
  ): Readonly<Record<string, JsonValue>> {
    const entries: [string, JsonValue][] = [];
    for (const [name, value] of fields) {
      const json = value && this.of(value);
      if (json !== undefined) entries.push([name, json]);
    }
    return Object.fromEntries(entries);
  }

  /** One number, a list, or nested lists of rows. */
  #numbers(value: MatNumeric): JsonValue | undefined {
    const { data, dims, logical } = value;
    if (value.imag !== undefined || data.length > Math.min(MAX_NUMBERS, this.#left + 1)) {
      return this.#leftOut();
    }
    // The dimensions of an empty array may still name millions of rows.
    if (data.length === 0) return [];
    this.#left -= data.length;
    const at = (index: number): JsonValue => {
      if (logical) return Number(data[index]) !== 0;
      const number = shortNumber(data[index] ?? NaN, value.class);
      return Number.isFinite(number) ? number : null;
    };
    if (data.length === 1) return at(0);
    const sizes = dims.filter((dim) => dim !== 1);
    // Column-major: the first subscript varies fastest.
    const nested = (depth: number, offset: number, step: number): JsonValue => {
      const size = sizes[depth];
      if (size === undefined) return at(offset);
      return Array.from(
        { length: size },
        (_, i) => nested(depth + 1, offset + i * step, step * size),
      );
    };
    return nested(0, 0, 1);
  }

  #structs({ fields, values }: MatStruct): JsonValue | undefined {
    if (fields.length === 0) return undefined;
    const elements: JsonValue[] = [];
    for (let start = 0; start < values.length && this.#left > 0; start += fields.length) {
      elements.push(this.record(fields.map((field, f) => [field, values[start + f]])));
    }
    if (elements.length * fields.length < values.length) this.#leftOut();
    return values.length === fields.length ? elements[0] : elements;
  }

  #text(rows: readonly string[]): string {
    const text = rows.slice(0, MAX_TEXT_LENGTH).map((row) => row.trimEnd()).join("\n");
    if (rows.length > MAX_TEXT_LENGTH || text.length > MAX_TEXT_LENGTH) this.#leftOut();
    return text.slice(0, MAX_TEXT_LENGTH);
  }

  #leftOut(): undefined {
    this.#isWhole = false;
  }
}
