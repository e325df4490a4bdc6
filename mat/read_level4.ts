import type { Budget } from "./limits.ts";
import { rowCount } from "./char.ts";
import { convert, numericValue, viewOrCopy } from "./numbers.ts";
import { cut, invalid, type Source } from "./tags.ts";
import type { MatSparse, MatValue, MatVariable, NumericArray, NumericClass } from "./types.ts";

/** The storage classes by the digit P of a Level 4 type (MAT-File Format, appendix A). */
const STORED: readonly NumericClass[] = ["double", "single", "int32", "int16", "uint16", "uint8"];

/** The digit T: what kind of matrix it is. */
const FULL = 0;
const TEXT = 1;
const SPARSE = 2;

/** A Level 4 matrix before its numbers. */
export interface Level4Header {
  /** The variable's name. */
  readonly name: string;
  /** 0 full, 1 text, 2 sparse. */
  readonly kind: number;
  /** How each number is stored. */
  readonly stored: NumericClass;
  /** Rows and columns of what is stored. */
  readonly dims: readonly [number, number];
  /** Has an imaginary part. */
  readonly complex: boolean;
  /** Where the numbers start. */
  readonly start: number;
  /** Where the next matrix starts. */
  readonly next: number;
}

/** Level 4's byte order, which its first number shows; undefined when it can't be Level 4. */
export function level4ByteOrder(bytes: Uint8Array): "little" | "big" | undefined {
  if (bytes.length < 20) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 4);
  const plausible = (type: number) => {
    const [m, o, p, t] = digits(type);
    return type < 5000 && m <= 4 && o === 0 && p <= 5 && t <= 2;
  };
  if (plausible(view.getUint32(0, true))) return "little";
  return plausible(view.getUint32(0, false)) ? "big" : undefined;
}

function digits(type: number): [number, number, number, number] {
  const digit = (unit: number) => Math.floor(type / unit) % 10;
  return [digit(1000), digit(100), digit(10), digit(1)];
}

/**
 * Reads the header of the matrix at `position` and checks that all of it is there.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for one that is damaged, cut, or in a VAX or Cray format
 */
export function readLevel4Header(source: Source, position: number): Level4Header {
  const { bytes, view, littleEndian } = source;
  if (position + 20 > bytes.length) throw cut();
  const word = (index: number) => view.getInt32(position + 4 * index, littleEndian);
  const [byteOrder, zero, p, kind] = digits(word(0));
  const stored = STORED[p];
  if (byteOrder >= 2 && byteOrder <= 4) {
    throw invalid(
      "The MATLAB file has VAX or Cray numbers, which are not read: save it again with -v7.",
    );
  }
  if (word(0) < 0 || word(0) > 4999 || zero !== 0 || stored === undefined || kind > SPARSE) {
    throw invalid(`The MATLAB file is damaged: ${word(0)} is no Level 4 type.`);
  }
  const [height, width, imaginary, nameLength] = [word(1), word(2), word(3), word(4)];
  if (height < 0 || width < 0 || nameLength < 1) {
    throw invalid("The MATLAB file is damaged: a Level 4 matrix has a negative size or no name.");
  }
  const complex = imaginary !== 0;
  const start = position + 20 + nameLength;
  const size = stored === "double" ? 8 : stored === "uint8" ? 1 : stored.endsWith("16") ? 2 : 4;
  const next = start + height * width * size * (complex ? 2 : 1);
  if (next > bytes.length) throw cut();
  const nameBytes = bytes.subarray(position + 20, start);
  if (nameBytes.some((byte) => byte > 127)) {
    throw invalid("A variable name in the MATLAB file is not ASCII: names must be ASCII.");
  }
  const name = new TextDecoder().decode(nameBytes).replace(/\0.*$/s, "");
  return { name, kind, stored, dims: [height, width], complex, start, next };
}

/**
 * Reads every variable of a Level 4 file. All its numbers are doubles to MATLAB, however stored.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for what is damaged, RESOURCE_EXHAUSTED over a limit
 */
export function readLevel4(source: Source, budget: Budget): MatVariable[] {
  const variables: MatVariable[] = [];
  for (let position = 0; position < source.bytes.length;) {
    const header = readLevel4Header(source, position);
    variables.push({
      name: header.name,
      value: readLevel4Matrix(source, header, budget),
      global: false,
    });
    position = header.next;
  }
  return variables;
}

function readLevel4Matrix(source: Source, header: Level4Header, budget: Budget): MatValue {
  const { dims, kind, complex } = header;
  const count = dims[0] * dims[1];
  budget.takeArray(complex ? 2 * count : count);
  const numbers = viewOrCopy(source, header.start, header.stored, complex ? 2 * count : count);
  if (kind === TEXT) return { kind: "char", dims, rows: textRows(numbers, dims) };
  const doubles = numbers instanceof Float64Array ? numbers : convert(numbers, "double");
  if (kind === SPARSE) return level4Sparse(doubles, dims, budget);
  const imag = complex ? doubles.subarray(count) : undefined;
  return numericValue("double", dims, doubles.subarray(0, count), imag, false);
}

function textRows(codes: NumericArray, dims: readonly [number, number]): string[] {
  const [height, width] = dims;
  if (height > 65_536 && width === 0) {
    throw invalid(`The MATLAB file is damaged: ${height} rows of text without a character.`);
  }
  return Array.from({ length: rowCount(dims) }, (_, row) => {
    let text = "";
    for (let x = 0; x < width; x++) {
      text += String.fromCharCode(Number(codes[row + x * height] ?? 32));
    }
    return text;
  });
}

/** Rows of (row, column, value[, imaginary]), and a last one of which the first two are the size. */
function level4Sparse(
  table: Float64Array,
  tableDims: readonly [number, number],
  budget: Budget,
): MatSparse {
  const [lines, columns] = tableDims;
  const stored = lines - 1;
  const height = table[stored] ?? -1;
  const width = table[stored + lines] ?? -1;
  if (lines < 1 || columns < 3 || columns > 4 || !isSize(height) || !isSize(width)) {
    throw invalid("The MATLAB file is damaged: a Level 4 sparse matrix has no size.");
  }
  // Sizes are claimed, not backed by bytes: the column starts are what they would cost.
  budget.takeArray(width + 1);
  const columnStarts = new Int32Array(width + 1);
  for (let i = 0; i < stored; i++) {
    const row = table[i] ?? 0;
    const column = table[i + lines] ?? 0;
    if (
      !isSize(row) || !isSize(column) || row < 1 || column < 1 || row > height || column > width
    ) {
      throw invalid("The MATLAB file is damaged: a Level 4 sparse matrix has an index outside.");
    }
    columnStarts[column] = (columnStarts[column] ?? 0) + 1;
  }
  for (let c = 0; c < width; c++) {
    columnStarts[c + 1] = (columnStarts[c + 1] ?? 0) + (columnStarts[c] ?? 0);
  }
  const place = columnStarts.slice();
  const rowIndices = new Int32Array(stored);
  const data = new Float64Array(stored);
  const imag = columns === 4 ? new Float64Array(stored) : undefined;
  for (let i = 0; i < stored; i++) {
    const column = (table[i + lines] ?? 1) - 1;
    const at = place[column] ?? 0;
    place[column] = at + 1;
    rowIndices[at] = (table[i] ?? 1) - 1;
    data[at] = table[i + 2 * lines] ?? 0;
    if (imag !== undefined) imag[at] = table[i + 3 * lines] ?? 0;
  }
  return {
    kind: "sparse",
    dims: [height, width],
    rowIndices,
    columnStarts,
    data,
    ...(imag === undefined ? {} : { imag }),
    logical: false,
  };
}

function isSize(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number < 2 ** 31;
}

/** The MATLAB class that a Level 4 matrix has once it is read. */
export function level4Class(header: Level4Header): "double" | "char" | "sparse" {
  if (header.kind === FULL) return "double";
  return header.kind === TEXT ? "char" : "sparse";
}
