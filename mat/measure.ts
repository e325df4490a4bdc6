import { elementLength, encodeChar, type EncodedChar } from "./char.ts";
import { NESTING_CEILING } from "./limits.ts";
import { checkCount, checkNumeric } from "./make.ts";
import { invalid } from "./tags.ts";
import type { MatChar, MatObject, MatSparse, MatStruct, MatValue } from "./types.ts";

/** Text that was encoded to know its size, kept for when it is written. */
export type EncodedChars = Map<MatChar, EncodedChar>;

const encoder = new TextEncoder();

/** Bytes of an array's flags, dimensions and name. */
export function headerLength(dimensions: number, nameLength: number): number {
  return 16 + elementLength(4 * dimensions) + elementLength(nameLength);
}

/**
 * Checks a value and returns how many bytes its array takes, the tag of 8 not counted.
 *
 * @param nameLength of a variable; 0 inside cells and structs
 * @param encoded filled with the text that was met
 * @throws {FrameboxError} INVALID_ARGUMENT for a value that can't be written
 */
export function measureArray(
  value: MatValue,
  nameLength: number,
  encoded: EncodedChars,
  depth = 0,
): number {
  if (depth > NESTING_CEILING) {
    throw invalid(`Cells and structs can be nested ${NESTING_CEILING} deep at most.`);
  }
  const header = (dims: readonly number[]) => headerLength(dims.length, nameLength);
  const nested = (values: readonly MatValue[]) =>
    values.reduce((sum, item) => sum + 8 + measureArray(item, 0, encoded, depth + 1), 0);
  switch (value.kind) {
    case "numeric": {
      checkNumeric(value);
      const real = elementLength(value.data.byteLength);
      return header(value.dims) + (value.imag === undefined ? real : 2 * real);
    }
    case "char": {
      const text = encodeChar(value);
      encoded.set(value, text);
      return header(text.dims) + elementLength(text.bytes.length);
    }
    case "cell":
      checkCount("cell array", value.dims, value.cells.length);
      return header(value.dims) + nested(value.cells);
    case "struct":
      return header(value.dims) + measureFieldNames(value) + nested(value.values);
    case "object":
      return header(value.dims) + elementLength(asciiName(value.className, "class").length) +
        measureFieldNames(value) + nested(value.values);
    case "sparse":
      return header(value.dims) + measureSparse(value);
    case "function":
      checkDims("function handle", value.dims);
      return header(value.dims) + nested([value.content]);
    case "opaque":
      return 16 + elementLength(nameLength) +
        elementLength(asciiName(value.typeSystem, "type system").length) +
        elementLength(asciiName(value.className, "class").length) + nested([value.content]);
  }
}

function checkDims(what: string, dims: readonly number[]): void {
  checkCount(what, dims, dims.reduce((product, dim) => product * dim, 1));
}

function measureFieldNames(value: MatStruct | MatObject): number {
  const { dims, fields, values } = value;
  checkDims("struct", dims);
  checkCount("struct with its fields", [...dims, fields.length], values.length);
  return 8 + elementLength(fieldNameLength(fields) * fields.length);
}

/** The fixed length of a struct's field names in the file, a closing NUL counted; 32 as a rule. */
export function fieldNameLength(fields: readonly string[]): number {
  if (fields.some((field) => field.includes("\0"))) {
    throw invalid("The name of a struct's field must not hold a NUL.");
  }
  if (new Set(fields).size !== fields.length) {
    throw invalid("A struct must not have two fields of the same name.");
  }
  const longest = fields.reduce((max, field) => Math.max(max, encoder.encode(field).length), 0);
  return longest < 32 ? 32 : longest < 64 ? 64 : longest + 1;
}

function measureSparse(value: MatSparse): number {
  const { dims, rowIndices, columnStarts, data, imag } = value;
  checkDims("sparse matrix", dims);
  const stored = rowIndices.length;
  const consistent = dims.length === 2 && columnStarts.length === dims[1] + 1 &&
    columnStarts[0] === 0 && columnStarts[dims[1]] === stored && data.length === stored &&
    (imag === undefined || imag.length === stored) &&
    (data instanceof Uint8Array) === value.logical;
  if (!consistent) {
    throw invalid(
      "A sparse matrix needs columns + 1 column starts, and as many rows and numbers as its last one says.",
    );
  }
  return elementLength(rowIndices.byteLength) + elementLength(columnStarts.byteLength) +
    elementLength(data.byteLength) + (imag === undefined ? 0 : elementLength(imag.byteLength));
}

/**
 * A name as bytes.
 *
 * @param what whose name it is, for the sentence
 * @throws {FrameboxError} INVALID_ARGUMENT when it is not ASCII or holds a NUL
 */
export function asciiName(name: string, what: string): Uint8Array {
  const bytes = encoder.encode(name);
  if (bytes.length !== name.length || bytes.includes(0)) {
    throw invalid(`The name of a ${what} must be ASCII.`);
  }
  return bytes;
}
