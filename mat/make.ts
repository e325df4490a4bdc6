import { ARRAY_OF, numericValue, sameClass } from "./numbers.ts";
import { invalid } from "./tags.ts";
import type {
  ArrayByClass,
  MatCell,
  MatChar,
  MatNumeric,
  MatObject,
  MatStruct,
  MatValue,
  NumericArray,
  NumericClass,
} from "./types.ts";

/**
 * A numeric array.
 *
 * @param dims two at least; their product is the length of `data`
 * @param data column-major, used as it is when it is the typed array of `numericClass`
 * @throws {FrameboxError} INVALID_ARGUMENT when lengths or types don't fit
 */
export function numeric<C extends NumericClass>(
  numericClass: C,
  dims: readonly number[],
  data: NumericArray | readonly number[],
  imag?: NumericArray | readonly number[],
): MatNumeric {
  const made = numericValue(
    numericClass,
    dims,
    typed(data, numericClass),
    imag === undefined ? undefined : typed(imag, numericClass),
    false,
  );
  checkNumeric(made);
  return made;
}

function typed<C extends NumericClass>(
  data: NumericArray | readonly number[],
  numericClass: C,
): ArrayByClass[C] {
  if (!isPlainArray(data)) return sameClass(data, numericClass);
  const array: NumericArray = new ARRAY_OF[numericClass](data.length);
  if (array instanceof BigInt64Array || array instanceof BigUint64Array) {
    for (const [i, number] of data.entries()) array[i] = BigInt(number);
  } else array.set(data);
  return sameClass(array, numericClass);
}

function isPlainArray(data: NumericArray | readonly number[]): data is readonly number[] {
  return Array.isArray(data);
}

/** A 1×1 number, a double by default. */
export function scalar(value: number, numericClass: NumericClass = "double"): MatNumeric {
  return numeric(numericClass, [1, 1], [value]);
}

/**
 * A logical array.
 *
 * @param dims two at least
 * @param data column-major, one boolean or number (0 is false) each
 * @throws {FrameboxError} INVALID_ARGUMENT when there are more or fewer than `dims` need
 */
export function logical(
  dims: readonly number[],
  data: readonly (boolean | number)[] | Uint8Array,
): MatNumeric {
  const bytes = data instanceof Uint8Array ? data : Uint8Array.from(data, (item) => item ? 1 : 0);
  const made = numericValue("uint8", dims, bytes, undefined, true);
  checkNumeric(made);
  return made;
}

/** A char array: one row for a string; for several strings one row each, padded with blanks. */
export function char(text: string | readonly string[]): MatChar {
  if (typeof text === "string") {
    // MATLAB's '' is 0x0.
    return {
      kind: "char",
      dims: [text === "" ? 0 : 1, text.length],
      rows: text === "" ? [] : [text],
    };
  }
  // Counted in code points, as they are written when several rows have characters beyond U+FFFF.
  const lengths = text.map((row) => Array.from(row).length);
  const width = lengths.reduce((max, length) => Math.max(max, length), 0);
  const rows = text.map((row, i) => row + " ".repeat(width - (lengths[i] ?? 0)));
  const [only] = rows;
  return {
    kind: "char",
    dims: [rows.length, rows.length === 1 && only !== undefined ? only.length : width],
    rows,
  };
}

/**
 * A cell array.
 *
 * @param dims two at least
 * @param cells column-major
 * @throws {FrameboxError} INVALID_ARGUMENT when there are more or fewer than `dims` need
 */
export function cell(dims: readonly number[], cells: readonly MatValue[]): MatCell {
  checkCount("cell array", dims, cells.length);
  return { kind: "cell", dims, cells };
}

/** A 1×1 struct with these fields, in their order. */
export function struct(fields: Readonly<Record<string, MatValue>>): MatStruct {
  return {
    kind: "struct",
    dims: [1, 1],
    fields: Object.keys(fields),
    values: Object.values(fields),
  };
}

/**
 * A struct array.
 *
 * @param dims two at least
 * @param elements column-major, all with the same fields
 * @param fields the fields' names in order; those of the first element when left out
 * @throws {FrameboxError} INVALID_ARGUMENT when elements or fields are missing or too many
 */
export function structArray(
  dims: readonly number[],
  elements: readonly Readonly<Record<string, MatValue>>[],
  fields: readonly string[] = Object.keys(elements[0] ?? {}),
): MatStruct {
  checkCount("struct array", dims, elements.length);
  const values = elements.flatMap((element) => {
    if (Object.keys(element).length !== fields.length) {
      throw invalid(`Every element of a struct array must have the fields ${fields.join(", ")}.`);
    }
    return fields.map((field) => {
      const value = Object.hasOwn(element, field) ? element[field] : undefined;
      if (value === undefined) {
        throw invalid(`An element of the struct array has no field ${JSON.stringify(field)}.`);
      }
      return value;
    });
  });
  return { kind: "struct", dims, fields, values };
}

/** The value of a field, of the first element by default; `undefined` when there is none. */
export function fieldOf(
  value: MatStruct | MatObject,
  field: string,
  element = 0,
): MatValue | undefined {
  const index = value.fields.indexOf(field);
  return index < 0 ? undefined : value.values[element * value.fields.length + index];
}

/** The number of a 1×1 numeric, also in a 1×1 cell; undefined for anything else. */
export function numberOf(value: MatValue | undefined): number | undefined {
  const inner = uncelled(value);
  if (inner?.kind !== "numeric" || inner.data.length !== 1) return undefined;
  return Number(inner.data[0]);
}

/** The text of a char row, also in a 1×1 cell; undefined for anything else. */
export function textOf(value: MatValue | undefined): string | undefined {
  const inner = uncelled(value);
  if (inner?.kind !== "char" || inner.rows.length > 1) return undefined;
  return inner.rows[0] ?? "";
}

function uncelled(value: MatValue | undefined): MatValue | undefined {
  return value?.kind === "cell" && value.cells.length === 1 ? value.cells[0] : value;
}

/**
 * Checks what a numeric array must be before it is written.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT when dimensions, lengths or types don't fit
 */
export function checkNumeric(value: MatNumeric): void {
  checkCount(`${value.class} array`, value.dims, value.data.length);
  sameClass(value.data, value.class);
  if (value.imag === undefined) return;
  sameClass(value.imag, value.class);
  checkCount(`${value.class} array's imaginary part`, value.dims, value.imag.length);
}

/**
 * Checks dimensions and the number of elements that go with them.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT when they are no dimensions or don't fit the number
 */
export function checkCount(what: string, dims: readonly number[], count: number): void {
  if (dims.length < 2 || !dims.every((dim) => Number.isInteger(dim) && dim >= 0 && dim < 2 ** 31)) {
    throw invalid(`A ${what} needs two dimensions or more, each from 0 to 2^31 - 1.`);
  }
  const product = dims.reduce((total, dim) => total * dim, 1);
  if (product !== count) {
    throw invalid(`A ${what} of ${dims.join("x")} has ${product} elements, not ${count}.`);
  }
}
