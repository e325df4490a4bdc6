import { elementLength } from "./char.ts";
import { ElementWriter } from "./element_writer.ts";
import { checkCount } from "./make.ts";
import { asciiName, type EncodedChars, headerLength, measureArray } from "./measure.ts";
import { ARRAY_OF, codeOfClass, STORAGE_OF } from "./numbers.ts";
import { HEADER_BYTES, invalid } from "./tags.ts";
import type { ArrayByClass, MatValue, NumericClass } from "./types.ts";

/** The largest byte length that an element's tag can hold. */
const MAX_ELEMENT_BYTES = 2 ** 32 - 1;

/**
 * Writes a MATLAB file of Level 5: little-endian, not compressed, every array's numbers aligned to
 * eight bytes. The buffer has the exact size from the start.
 *
 * @example Write a picture and read it back
 * ```ts
 * import { char, numeric, readMat, writeMat } from "./mod.ts";
 * import assert from "node:assert/strict";
 *
 * const im = numeric("uint8", [1, 2, 3], [255, 0, 0, 255, 0, 0]);
 * const file = readMat(writeMat([["im", im], ["session_hash", char("a1b2")]]));
 * assert.deepEqual(file.get("im")?.value, im);
 * ```
 *
 * @param variables names (ASCII) and values, in the order of the file
 * @throws {FrameboxError} INVALID_ARGUMENT for a name or value that can't be written
 */
export function writeMat(
  variables: Iterable<readonly [string, MatValue]>,
): Uint8Array<ArrayBuffer> {
  const plan = planArrays(variables);
  const bytes = new Uint8Array(HEADER_BYTES + plan.length);
  bytes.set(fileHeader());
  writePlan(plan, new ElementWriter(bytes, HEADER_BYTES, plan.encoded));
  return bytes;
}

/**
 * Writes one element of the top level: what a little-endian Level 5 file can be appended with.
 *
 * @param name ASCII
 * @throws {FrameboxError} INVALID_ARGUMENT for a name or value that can't be written
 */
export function writeElement(name: string, value: MatValue): Uint8Array<ArrayBuffer> {
  const plan = planArrays([[name, value]]);
  const bytes = new Uint8Array(plan.length);
  writePlan(plan, new ElementWriter(bytes, 0, plan.encoded));
  return bytes;
}

/** A file whose first variable is still to be filled in. */
export interface ReservedMat<C extends NumericClass = NumericClass> {
  /** The whole file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The numbers of the first variable, column-major, zeros at first: a view on `bytes`. */
  readonly data: ArrayByClass[C];
}

/**
 * Writes a file whose first variable is a real numeric array that the caller fills in place, which
 * spares a copy of a big one.
 *
 * @example Fill a picture in place
 * ```ts
 * import { readMat, scalar, writeMatReserving } from "./mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { bytes, data } = writeMatReserving("im", "uint8", [2, 2], [["frame", scalar(0)]]);
 * data.set([1, 2, 3, 4]);
 * const im = readMat(bytes).get("im")?.value;
 * assert.deepEqual(im?.kind === "numeric" && im.data, Uint8Array.of(1, 2, 3, 4));
 * ```
 *
 * @param name the first variable's name
 * @param dims its dimensions, two at least
 * @param others the variables after it
 * @param before bytes that are left free before the file in its buffer, for whatever it is to be a part of;
 *   a multiple of what a number takes
 * @throws {FrameboxError} INVALID_ARGUMENT for a name or value that can't be written
 */
export function writeMatReserving<C extends NumericClass>(
  name: string,
  numericClass: C,
  dims: readonly number[],
  others: Iterable<readonly [string, MatValue]> = [],
  before = 0,
): ReservedMat<C> {
  const count = dims.reduce((product, dim) => product * dim, 1);
  checkCount(`${numericClass} array`, dims, count);
  const dataLength = count * ARRAY_OF[numericClass].BYTES_PER_ELEMENT;
  const nameLength = variableName(name).length;
  const arrayLength = headerLength(dims.length, nameLength) + elementLength(dataLength);
  checkArrayLength(name, arrayLength);

  const plan = planArrays(others);
  const length = HEADER_BYTES + 8 + arrayLength + plan.length;
  const bytes = new Uint8Array(new ArrayBuffer(before + length), before);
  bytes.set(fileHeader());
  const writer = new ElementWriter(bytes, HEADER_BYTES, plan.encoded);
  const start = writer.reserved(
    name,
    codeOfClass(numericClass),
    STORAGE_OF[numericClass],
    dims,
    dataLength,
  );
  writePlan(plan, writer);
  return { bytes, data: new ARRAY_OF[numericClass](bytes.buffer, before + start, count) };
}

/** The header of a little-endian Level 5 file: text, no subsystem, version 0x0100, byte order. */
export function fileHeader(): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER_BYTES);
  const text = `MATLAB 5.0 MAT-file, Platform: framebox, Created on: ${new Date().toUTCString()}`;
  new TextEncoder().encodeInto(text.padEnd(116), header);
  header.set([0x00, 0x01, 0x49, 0x4d], 124);
  return header;
}

/** What is to be written and how long that is. */
interface Plan {
  readonly variables: readonly (readonly [string, MatValue])[];
  readonly length: number;
  readonly encoded: EncodedChars;
}

function planArrays(variables: Iterable<readonly [string, MatValue]>): Plan {
  const encoded: EncodedChars = new Map();
  const all = [...variables];
  const length = all.reduce((sum, [name, value]) => {
    const arrayLength = measureArray(value, variableName(name).length, encoded);
    checkArrayLength(name, arrayLength);
    return sum + 8 + arrayLength;
  }, 0);
  return { variables: all, length, encoded };
}

function writePlan(plan: Plan, writer: ElementWriter): void {
  for (const [name, value] of plan.variables) writer.array(name, value);
}

function variableName(name: string): Uint8Array {
  if (name === "") throw invalid("A variable must have a name.");
  return asciiName(name, "variable");
}

function checkArrayLength(name: string, length: number): void {
  if (length > MAX_ELEMENT_BYTES) {
    throw invalid(
      `Variable ${JSON.stringify(name)} is over 4 GiB, more than a Level 5 file holds.`,
    );
  }
}
