import { decodeName } from "./char.ts";
import { readNumbers } from "./numbers.ts";
import { FLAG, invalid, MI, MX, readTag, type Source, type Tag } from "./tags.ts";

/** NumPy's own bound; more dimensions have no real use. */
const MAX_DIMENSIONS = 32;

/** What stands before an array's contents. */
export interface ArrayHeader {
  /** One of {@linkcode MX}, unless the file is damaged. */
  readonly classCode: number;
  /** Marked as true and false. */
  readonly logical: boolean;
  /** Declared global. */
  readonly global: boolean;
  /** Has an imaginary part. */
  readonly complex: boolean;
  /** Two at least; none for an opaque object. */
  readonly dims: readonly number[];
  /** Their product. */
  readonly count: number;
  /** Empty inside cells and structs. */
  readonly name: string;
  /** Where the contents start. */
  readonly contents: number;
}

/**
 * Reads flags, dimensions and name of the array whose data lies from `start` to `end`.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for what can't be an array
 */
export function readArrayHeader(source: Source, start: number, end: number): ArrayHeader {
  const flagsTag = readTag(source, start, end);
  if (flagsTag.type !== MI.UINT32 || flagsTag.length !== 8) {
    throw invalid("The MATLAB file is damaged: an array doesn't start with its flags.");
  }
  const flags = source.view.getUint32(flagsTag.start, source.littleEndian);
  const classCode = flags & 0xff;
  const bits = flags >>> 8;
  let position = flagsTag.next;
  let dims: readonly number[] = [];
  // Opaque objects have no dimensions here (seen in MATLAB's files; not in the document).
  if (classCode !== MX.OPAQUE) {
    const dimsTag = readTag(source, position, end);
    dims = readDims(source, dimsTag);
    position = dimsTag.next;
  }
  const nameTag = readTag(source, position, end);
  return {
    classCode,
    logical: (bits & FLAG.LOGICAL) !== 0,
    global: (bits & FLAG.GLOBAL) !== 0,
    complex: (bits & FLAG.COMPLEX) !== 0,
    dims,
    count: dims.reduce((product, dim) => product * dim, 1),
    name: readAsciiName(source, nameTag),
    contents: nameTag.next,
  };
}

function readDims(source: Source, tag: Tag): readonly number[] {
  const dims = Array.from(readInt32s(source, tag, MAX_DIMENSIONS));
  if (dims.length === 0) throw invalid("The MATLAB file is damaged: an array has no dimensions.");
  const negative = dims.find((dim) => dim < 0);
  if (negative !== undefined) {
    throw invalid(`The MATLAB file is damaged: an array has the dimension ${negative}.`);
  }
  return dims.length === 1 ? [...dims, 1] : dims;
}

/**
 * Reads all 32-bit integers of an element: MATLAB writes signed ones, some writers unsigned.
 *
 * @param max how many there may be
 * @throws {FrameboxError} INVALID_ARGUMENT for another type, too many, or numbers of 2^31 and more
 */
export function readInt32s(source: Source, tag: Tag, max: number): Int32Array {
  if (tag.type !== MI.INT32 && tag.type !== MI.UINT32) {
    throw invalid(
      `The MATLAB file is damaged: data type ${tag.type} stands where 32-bit integers should.`,
    );
  }
  const count = Math.floor(tag.length / 4);
  if (count > max) {
    throw invalid(
      `The MATLAB file is damaged: ${count} integers stand where ${max} at most should.`,
    );
  }
  const numbers = readNumbers(source, { ...tag, type: MI.INT32 }, "int32", count);
  if (tag.type === MI.UINT32 && numbers.some((number) => number < 0)) {
    throw invalid("The MATLAB file is damaged: a size of 2^31 or more.");
  }
  return numbers;
}

/**
 * Reads the name of a variable or of a class.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for a name that is not ASCII text
 */
export function readAsciiName(source: Source, tag: Tag): string {
  if (tag.type !== MI.INT8 && tag.type !== MI.UINT8 && tag.type !== MI.UTF8) {
    throw invalid(`The MATLAB file is damaged: data type ${tag.type} stands where a name should.`);
  }
  const bytes = source.bytes.subarray(tag.start, tag.start + tag.length);
  if (bytes.some((byte) => byte > 127)) {
    throw invalid("A variable name in the MATLAB file is not ASCII: names must be ASCII.");
  }
  return decodeName(bytes);
}
