import { invalid, MI, padded, type Source, type Tag } from "./tags.ts";
import { viewOrCopy } from "./numbers.ts";
import type { MatChar } from "./types.ts";

/** Rows or blanks that have no bytes in the file behind them; a real file needs a handful. */
const MAX_WITHOUT_BYTES = 65_536;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const strictUtf8 = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
const latin1 = new TextDecoder("latin1");
const encoder = new TextEncoder();

/** How many strings a char array of these dimensions has. */
export function rowCount(dims: readonly number[]): number {
  return dims.reduce((rows, dim, axis) => axis === 1 ? rows : rows * dim, 1);
}

/**
 * Reads the rows of a char array.
 *
 * What `dims` count depends on who wrote the file: MATLAB counts UTF-16 units, SciPy code points
 * (as UTF-8), Octave the bytes of UTF-8. The text decides which.
 *
 * @param count the product of `dims`
 * @throws {FrameboxError} INVALID_ARGUMENT when there is less text than `dims` need
 */
export function readRows(
  source: Source,
  tag: Tag,
  dims: readonly number[],
  count: number,
): string[] {
  const rows = rowCount(dims);
  if (count === 0 || tag.length === 0) {
    if (rows > MAX_WITHOUT_BYTES || count > MAX_WITHOUT_BYTES) throw tooLittle(count, 0);
    // MATLAB writes some char arrays without data; SciPy reads them as blanks, and so do we.
    return new Array<string>(rows).fill(" ".repeat(count / rows || 0));
  }
  const bytes = source.bytes.subarray(tag.start, tag.start + tag.length);
  switch (tag.type) {
    case MI.INT8:
    case MI.UINT8:
    case MI.UTF8:
      return rowsOfBytes(bytes, dims, count);
    case MI.INT16:
    case MI.UINT16:
    case MI.UTF16:
      return rowsOfUnits(
        viewOrCopy(source, tag.start, "uint16", Math.floor(tag.length / 2)),
        dims,
        count,
      );
    case MI.UTF32:
    case MI.INT32:
    case MI.UINT32: {
      const points = viewOrCopy(source, tag.start, "uint32", Math.floor(tag.length / 4));
      return splitRows(Array.from(points, textOfPoint), dims, count);
    }
    default:
      throw invalid(
        `The MATLAB file is damaged: data type ${tag.type} stands where text should.`,
      );
  }
}

function rowsOfBytes(bytes: Uint8Array, dims: readonly number[], count: number): string[] {
  const text = utf8.decode(bytes);
  if (text.length === bytes.length && rowCount(dims) === 1) {
    if (count > text.length) throw tooLittle(count, text.length);
    return [text.slice(0, count)];
  }
  if (bytes.length === count && !isUtf8(bytes)) {
    // Octave interleaves the bytes of several rows, so that only each row by itself is UTF-8.
    return splitBytes(bytes, dims);
  }
  const points = Array.from(text);
  if (points.length === count) return splitRows(points, dims, count);
  if (text.length >= count) return splitRows(text.split(""), dims, count);
  if (bytes.length === count) return splitBytes(bytes, dims);
  throw tooLittle(count, points.length);
}

function rowsOfUnits(units: Uint16Array, dims: readonly number[], count: number): string[] {
  if (units.length < count) throw tooLittle(count, units.length);
  if (units.length > count) {
    // Dimensions in code points, unless what is left over is filling (see encodeChar).
    const points = Array.from(textOfUnits(units));
    const filled = units.subarray(count).every((unit) => unit === 0);
    if (!filled && points.length === count) return splitRows(points, dims, count);
  }
  if (rowCount(dims) === 1) return [textOfUnits(units.subarray(0, count))];
  return splitRows(Array.from(units, (unit) => String.fromCharCode(unit)), dims, count);
}

/** Column-major characters to rows. */
function splitRows(characters: readonly string[], dims: readonly number[], count: number) {
  if (characters.length < count) throw tooLittle(count, characters.length);
  const [height = 1, width = 1] = dims;
  const rows: string[] = [];
  for (let page = 0; page < count; page += height * width) {
    for (let row = 0; row < height; row++) {
      let text = "";
      for (let column = 0; column < width; column++) {
        text += characters[page + row + column * height] ?? "";
      }
      rows.push(text);
    }
  }
  return rows;
}

/** Rows of UTF-8 whose dimensions count bytes, with blanks to make them equally long again. */
function splitBytes(bytes: Uint8Array, dims: readonly number[]): string[] {
  const [height = 1, width = 1] = dims;
  const row = new Uint8Array(width);
  const rows: string[] = [];
  for (let page = 0; page < bytes.length; page += height * width) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) row[x] = bytes[page + y + x * height] ?? 0;
      rows.push(utf8.decode(row));
    }
  }
  const longest = rows.reduce((max, text) => Math.max(max, text.length), 0);
  return rows.map((text) => text.padEnd(longest));
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 units to a string, lone surrogates kept (a decoder would replace them). */
function textOfUnits(units: Uint16Array): string {
  let text = "";
  for (let at = 0; at < units.length; at += 8192) {
    text += String.fromCharCode(...units.subarray(at, at + 8192));
  }
  return text;
}

function textOfPoint(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd";
}

function tooLittle(count: number, there: number): Error {
  return invalid(
    `The MATLAB file is damaged: dimensions ask for ${count} characters and ${there} are there.`,
  );
}

/** A char array as it goes into a file. */
export interface EncodedChar {
  /** One of {@linkcode MI}. */
  readonly type: number;
  /** Dimensions as written. */
  readonly dims: readonly number[];
  /** The element's data, without padding. */
  readonly bytes: Uint8Array;
}

/**
 * Encodes a char array so that SciPy, Octave and MATLAB read the same text where they can: ASCII as
 * UTF-8, which all write so; other text as UTF-16, with dimensions in UTF-16 units. For one row with
 * characters beyond U+FFFF, NULs are added after the data: SciPy counts code points, finds too few
 * without them, and drops them from the string. Several rows with such characters get dimensions in
 * code points, which SciPy reads. The width written is that of the rows, whatever `dims` count.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for another number of rows than `dims` have, or rows of
 * different lengths
 */
export function encodeChar(value: MatChar): EncodedChar {
  const { dims, rows } = value;
  if (dims.length < 2 || rows.length !== rowCount(dims)) {
    throw invalid(`A char array of ${dims.join("x")} can't have ${rows.length} rows.`);
  }
  const withWidth = (width: number) => dims.map((dim, axis) => axis === 1 ? width : dim);
  const [first] = rows;
  if (first === undefined) return { type: MI.UTF8, dims, bytes: new Uint8Array(0) };
  if (rows.length === 1) return encodeRow(first, withWidth(first.length));
  const height = dims[0] ?? 1;
  const points = rows.map((row) => row.isWellFormed() ? Array.from(row) : row.split(""));
  const width = points[0]?.length ?? 0;
  if (points.every((row) => row.length === width)) {
    return encodeText(interleave(points, height, width).join(""), withWidth(width));
  }
  if (rows.every((row) => row.length === first.length)) {
    const units = rows.map((row) => row.split(""));
    return encodeText(interleave(units, height, first.length).join(""), withWidth(first.length));
  }
  throw invalid("The rows of a char array must all be as long as the first: add blanks.");
}

function encodeRow(row: string, dims: readonly number[]): EncodedChar {
  const pairs = row.isWellFormed() ? row.length - Array.from(row).length : 0;
  return encodeText(row + "\0".repeat(pairs), dims);
}

function encodeText(text: string, dims: readonly number[]): EncodedChar {
  const ascii = encoder.encode(text);
  // As many bytes as units: nothing but ASCII.
  if (ascii.length === text.length) return { type: MI.UTF8, dims, bytes: ascii };
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), true);
  return { type: MI.UTF16, dims, bytes };
}

/** Rows to column-major order, page after page. */
function interleave<T>(rows: readonly (readonly T[])[], height: number, width: number): T[] {
  const mixed: T[] = [];
  for (let page = 0; page < rows.length; page += height) {
    const rowsOfPage = rows.slice(page, page + height);
    for (let x = 0; x < width; x++) {
      for (const row of rowsOfPage) {
        const item = row[x];
        if (item !== undefined) mixed.push(item);
      }
    }
  }
  return mixed;
}

/** A fixed-width, NUL-padded name, as struct fields and variables have. */
export function decodeName(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  const name = nul < 0 ? bytes : bytes.subarray(0, nul);
  return (isUtf8(name) ? utf8 : latin1).decode(name);
}

/** Bytes that an element with `length` bytes of data takes, tag and padding included. */
export function elementLength(length: number): number {
  return length <= 4 ? 8 : 8 + padded(length);
}
