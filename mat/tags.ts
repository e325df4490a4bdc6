import { FrameboxError } from "../base/errors/mod.ts";

/** Data types of the elements of a Level 5 file (MAT-File Format, table 1-1). */
export const MI = {
  INT8: 1,
  UINT8: 2,
  INT16: 3,
  UINT16: 4,
  INT32: 5,
  UINT32: 6,
  SINGLE: 7,
  DOUBLE: 9,
  INT64: 12,
  UINT64: 13,
  MATRIX: 14,
  COMPRESSED: 15,
  UTF8: 16,
  UTF16: 17,
  UTF32: 18,
} as const;

/** Array classes of a Level 5 file (table 1-3); `FUNCTION` and `OPAQUE` are not in the document. */
export const MX = {
  CELL: 1,
  STRUCT: 2,
  OBJECT: 3,
  CHAR: 4,
  SPARSE: 5,
  DOUBLE: 6,
  UINT64: 15,
  FUNCTION: 16,
  OPAQUE: 17,
} as const;

/** Bits of the array flags' second byte. */
export const FLAG = { LOGICAL: 0x02, GLOBAL: 0x04, COMPLEX: 0x08 } as const;

/** Where a Level 5 file's first element starts: the size of a file without variables. */
export const HEADER_BYTES = 128;

/** Bytes with the order they are to be read in. */
export interface Source {
  /** What is read. */
  readonly bytes: Uint8Array;
  /** The same, for numbers. */
  readonly view: DataView;
  /** The file's byte order. */
  readonly littleEndian: boolean;
}

/** The tag of an element: what it is and where its data and its successor lie. */
export interface Tag {
  /** One of {@linkcode MI}, unless the file is damaged. */
  readonly type: number;
  /** Where the data starts. */
  readonly start: number;
  /** How many bytes of data, padding not counted. */
  readonly length: number;
  /** Where the next element starts. */
  readonly next: number;
}

/** Wraps bytes for reading. */
export function sourceOf(bytes: Uint8Array, littleEndian: boolean): Source {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { bytes, view, littleEndian };
}

/** An error for what the caller sent: `problem` is a whole sentence. */
export function invalid(problem: string, cause?: unknown): FrameboxError {
  return new FrameboxError("INVALID_ARGUMENT", problem, cause);
}

/** `length` rounded up to a multiple of 8. */
export function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/**
 * Reads the tag of an element inside an array, small ones included.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT when the element does not end by `end`
 */
export function readTag(source: Source, position: number, end: number): Tag {
  if (position + 8 > end) throw cut();
  const first = source.view.getUint32(position, source.littleEndian);
  const smallLength = first >>> 16;
  if (smallLength !== 0) {
    if (smallLength > 4) {
      throw invalid(
        `The MATLAB file is damaged: a small element claims ${smallLength} bytes, 4 is the most.`,
      );
    }
    return { type: first & 0xffff, start: position + 4, length: smallLength, next: position + 8 };
  }
  const length = source.view.getUint32(position + 4, source.littleEndian);
  const start = position + 8;
  if (start + length > end) throw cut();
  // The last element of an array may lack its padding.
  return { type: first, start, length, next: Math.min(start + padded(length), end) };
}

/** The error for an element that exceeds its file or its parent. */
export function cut(): FrameboxError {
  return invalid(
    "The MATLAB file is cut or damaged: an element ends beyond the bytes that are there.",
  );
}
