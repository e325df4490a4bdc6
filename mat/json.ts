import { FrameboxError } from "../base/errors/mod.ts";
import type { MatFile } from "./read.ts";
import type { MatNumeric, MatSparse, MatValue, NumericArray } from "./types.ts";

/** Sparse matrices below this many elements are written out in full. */
const DENSE_BELOW = 10_000;

/** Numbers joined at once: long strings are made of pieces, not kept whole. */
const PIECE_NUMBERS = 8_192;

/**
 * A file's contents as one line of JSON: `{"file": NAME, "variables": {name: VALUE}}`, with VALUE
 * as docs/contracts/mat-inspect.md has it.
 *
 * @param name what stands as `file`
 * @throws {FrameboxError} RESOURCE_EXHAUSTED when it is longer than a string can be
 */
export function matToJson(name: string, file: MatFile): string {
  let text = "";
  try {
    for (const piece of jsonPieces(name, file)) text += piece;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new FrameboxError(
      "RESOURCE_EXHAUSTED",
      "The file's JSON is too long for one string: take it in pieces.",
      cause,
    );
  }
  return text;
}

/** The same in pieces, for files whose JSON is too long for one string. */
export function* jsonPieces(name: string, file: MatFile): Generator<string> {
  yield `{"file":${JSON.stringify(name)},"variables":{`;
  for (const [i, variable] of file.variables.entries()) {
    yield `${i === 0 ? "" : ","}${JSON.stringify(variable.name)}:`;
    yield* valuePieces(variable.value);
  }
  yield "}}";
}

/** One value's JSON, the VALUE of {@linkcode matToJson}, in pieces. */
export function* valuePieces(value: MatValue): Generator<string> {
  switch (value.kind) {
    case "numeric":
      yield `{"class":"${value.logical ? "logical" : value.class}","dims":${dimsOf(value)}`;
      yield `,"numbers":`;
      yield* numericPieces(value);
      break;
    case "char":
      yield `{"class":"char","chars":${JSON.stringify(value.rows)}`;
      break;
    case "cell":
      yield `{"class":"cell","dims":${dimsOf(value)},"cells":[`;
      for (const [i, item] of value.cells.entries()) {
        if (i > 0) yield ",";
        yield* valuePieces(item);
      }
      yield "]";
      break;
    case "struct":
    case "object":
      yield* fieldPieces(value.kind, value.dims, value.fields, value.values);
      break;
    case "function": {
      const { content } = value;
      yield* content.kind === "struct"
        ? fieldPieces("function", content.dims, content.fields, content.values)
        : fieldPieces("function", [1, 1], ["content"], [content]);
      break;
    }
    case "opaque": {
      const texts = [value.typeSystem, value.className].map((text): MatValue => (
        { kind: "char", dims: [1, text.length], rows: [text] }
      ));
      const fields = ["typeSystem", "className", "content"];
      yield* fieldPieces("opaque", [1, 1], fields, [...texts, value.content]);
      break;
    }
    case "sparse":
      yield `{"class":"${value.logical ? "logical" : "sparse"}","dims":${dimsOf(value)}`;
      if (value.dims[0] * value.dims[1] < DENSE_BELOW) {
        yield `,"dense":`;
        yield* numericPieces(denseOf(value));
      } else yield `,"nnz":${value.rowIndices.length}`;
      break;
  }
  yield "}";
}

function dimsOf(value: { readonly dims: readonly number[] }): string {
  return JSON.stringify(value.dims);
}

/** All of a struct but its closing brace. */
function* fieldPieces(
  kind: string,
  dims: readonly number[],
  fields: readonly string[],
  values: readonly MatValue[],
): Generator<string> {
  yield `{"class":"${kind}","dims":${JSON.stringify(dims)},"fields":${JSON.stringify(fields)}`;
  yield `,"elements":[`;
  const count = dims.reduce((product, dim) => product * dim, 1);
  for (let element = 0; element < count; element++) {
    yield element === 0 ? "{" : ",{";
    for (const [f, field] of fields.entries()) {
      const value = values[element * fields.length + f];
      if (value === undefined) continue;
      yield `${f === 0 ? "" : ","}${JSON.stringify(field)}:`;
      yield* valuePieces(value);
    }
    yield "}";
  }
  yield "]";
}

type Numbers = Pick<MatNumeric, "data" | "imag" | "logical">;

function* numericPieces({ data, imag, logical }: Numbers): Generator<string> {
  if (imag === undefined) return yield* numberPieces(data, logical);
  yield `{"re":`;
  yield* numberPieces(data, false);
  yield `,"im":`;
  yield* numberPieces(imag, false);
  yield "}";
}

function* numberPieces(numbers: NumericArray, logical: boolean): Generator<string> {
  yield "[";
  for (let at = 0; at < numbers.length; at += PIECE_NUMBERS) {
    const end = Math.min(at + PIECE_NUMBERS, numbers.length);
    let piece = "";
    for (let i = at; i < end; i++) {
      const number = numbers[i] ?? 0;
      if (i > 0) piece += ",";
      // NaN counts as true: only zero is false.
      piece += logical ? (Number(number) === 0 ? "0" : "1") : numberText(number);
    }
    yield piece;
  }
  yield "]";
}

/** A number as JSON: what JSON has no number for is a string. */
function numberText(number: number | bigint): string {
  if (typeof number === "bigint") {
    return number > 2n ** 53n || number < -(2n ** 53n) ? `"${number}"` : `${number}`;
  }
  if (!Number.isFinite(number)) return `"${number}"`;
  return Object.is(number, -0) ? "-0.0" : `${number}`;
}

/** A sparse matrix in full, column-major; elements stored twice are added, as MATLAB does. */
function denseOf(value: MatSparse): Numbers {
  const [height, width] = value.dims;
  const data = new Float64Array(height * width);
  const imag = value.imag === undefined ? undefined : new Float64Array(height * width);
  for (let column = 0; column < width; column++) {
    const end = value.columnStarts[column + 1] ?? 0;
    for (let i = value.columnStarts[column] ?? 0; i < end; i++) {
      const at = column * height + (value.rowIndices[i] ?? 0);
      data[at] = (data[at] ?? 0) + (value.data[i] ?? 0);
      if (imag !== undefined) imag[at] = (imag[at] ?? 0) + (value.imag?.[i] ?? 0);
    }
  }
  return { data, logical: value.logical, ...(imag === undefined ? {} : { imag }) };
}
