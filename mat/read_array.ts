import { type ArrayHeader, readArrayHeader, readAsciiName } from "./array_header.ts";
import { readRows, rowCount } from "./char.ts";
import type { Budget } from "./limits.ts";
import { classOfCode, numericValue, readNumbers } from "./numbers.ts";
import { readFields } from "./read_fields.ts";
import { readSparse } from "./read_sparse.ts";
import { invalid, MI, MX, readTag, type Source, type Tag } from "./tags.ts";
import type { MatNumeric, MatValue, NumericClass } from "./types.ts";

/** What MATLAB leaves of an empty cell or field: an element without data. */
const EMPTY: MatNumeric = numericValue("double", [0, 0], new Float64Array(0), undefined, false);

/** Elements without fields have no bytes in the file behind them. */
const MAX_WITHOUT_FIELDS = 65_536;

/**
 * Reads one array whose header is known.
 *
 * Every count is checked against the bytes that are there before anything of its size is allocated.
 *
 * @param end where the array's data ends
 * @param depth how many cells and structs it lies in
 * @throws {FrameboxError} INVALID_ARGUMENT for what is damaged, RESOURCE_EXHAUSTED over a limit
 */
export function readArray(
  source: Source,
  header: ArrayHeader,
  end: number,
  budget: Budget,
  depth: number,
): MatValue {
  const numericClass = classOfCode(header.classCode);
  if (numericClass !== undefined) return readNumeric(source, header, end, budget, numericClass);
  switch (header.classCode) {
    case MX.CHAR: {
      const { dims, count } = header;
      const tag = readDataTag(source, header, end);
      checkCount(count, dims, tag.length === 0 ? count : tag.length);
      // Rows without a character cost something too.
      budget.takeArray(Math.max(count, rowCount(dims)));
      return { kind: "char", dims, rows: readRows(source, tag, dims, count) };
    }
    case MX.CELL: {
      const { dims, count, contents } = header;
      const cells = readNested(source, contents, end, dims, count, budget, depth);
      return { kind: "cell", dims, cells };
    }
    case MX.STRUCT: {
      const content = readFieldValues(source, header, header.contents, end, budget, depth);
      return { kind: "struct", dims: header.dims, ...content };
    }
    case MX.OBJECT: {
      const classTag = readTag(source, header.contents, end);
      const className = readAsciiName(source, classTag);
      const content = readFieldValues(source, header, classTag.next, end, budget, depth);
      return { kind: "object", className, dims: header.dims, ...content };
    }
    case MX.SPARSE:
      return readSparse(source, header, end, budget);
    case MX.FUNCTION: {
      const [content = EMPTY] = readNested(source, header.contents, end, [1], 1, budget, depth);
      return { kind: "function", dims: header.dims, content };
    }
    case MX.OPAQUE: {
      const systemTag = readTag(source, header.contents, end);
      const classTag = readTag(source, systemTag.next, end);
      const typeSystem = readAsciiName(source, systemTag);
      const className = readAsciiName(source, classTag);
      const [content = EMPTY] = readNested(source, classTag.next, end, [1], 1, budget, depth);
      return { kind: "opaque", typeSystem, className, content };
    }
    default:
      throw invalid(
        `The MATLAB file has an array of class ${header.classCode}, which is not known: save its contents as a struct.`,
      );
  }
}

function readNumeric<C extends NumericClass>(
  source: Source,
  header: ArrayHeader,
  end: number,
  budget: Budget,
  numericClass: C,
): MatNumeric {
  const { dims, count } = header;
  const tag = readDataTag(source, header, end);
  checkCount(count, dims, tag.length);
  budget.takeArray(header.complex ? 2 * count : count);
  const data = readNumbers(source, tag, numericClass, count);
  let imag: typeof data | undefined;
  if (header.complex) {
    const imagTag = readDataTag(source, { ...header, contents: tag.next }, end);
    imag = readNumbers(source, imagTag, numericClass, count);
  }
  return numericValue(numericClass, dims, data, imag, header.logical);
}

/** The tag of an array's data, which some writers leave out when there is none. */
function readDataTag(source: Source, header: ArrayHeader, end: number): Tag {
  const { count, contents } = header;
  if (count === 0 && contents >= end) {
    return { type: MI.DOUBLE, start: end, length: 0, next: end };
  }
  return readTag(source, contents, end);
}

/** Refuses dimensions that ask for more than one element a byte of what is there. */
function checkCount(count: number, dims: readonly number[], bytesThere: number): void {
  if (count > bytesThere) {
    throw invalid(
      `The MATLAB file is damaged: an array of ${
        dims.join("x")
      } has only ${bytesThere} bytes of data.`,
    );
  }
}

/** Reads the names of a struct's or object's fields, and then the values. */
function readFieldValues(
  source: Source,
  header: ArrayHeader,
  start: number,
  end: number,
  budget: Budget,
  depth: number,
): { fields: readonly string[]; values: readonly MatValue[] } {
  const { fields, next } = readFields(source, start, end);
  const { dims, count } = header;
  if (fields.length === 0 && count > MAX_WITHOUT_FIELDS) {
    throw invalid(
      `The MATLAB file has a struct array of ${
        dims.join("x")
      } without fields, ${MAX_WITHOUT_FIELDS} elements are the most.`,
    );
  }
  if (fields.length === 0) budget.takeArray(count);
  const size = [...dims, fields.length];
  const values = readNested(source, next, end, size, count * fields.length, budget, depth);
  return { fields, values };
}

/** Reads the arrays in a cell, a struct or a handle, one after another. */
function readNested(
  source: Source,
  start: number,
  end: number,
  dims: readonly number[],
  count: number,
  budget: Budget,
  depth: number,
): MatValue[] {
  // Each takes a tag of 8 bytes at least, so this bounds what is allocated by what is there.
  if (count > (end - start) / 8) {
    throw invalid(
      `The MATLAB file is damaged: ${dims.join("x")} arrays can't lie in ${end - start} bytes.`,
    );
  }
  budget.checkNesting(depth + 1);
  budget.takeArray(count);
  const values = new Array<MatValue>(count);
  let position = start;
  for (let i = 0; i < count; i++) {
    const tag = readTag(source, position, end);
    if (tag.type !== MI.MATRIX) {
      throw invalid(
        `The MATLAB file is damaged: data type ${tag.type} stands where an array should.`,
      );
    }
    const tagEnd = tag.start + tag.length;
    values[i] = tag.length === 0 ? EMPTY : readArray(
      source,
      readArrayHeader(source, tag.start, tagEnd),
      tagEnd,
      budget,
      depth + 1,
    );
    position = tag.next;
  }
  return values;
}
