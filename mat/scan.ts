import { type ArrayHeader, readArrayHeader } from "./array_header.ts";
import { type MatSummary, summaryOf } from "./list.ts";
import { recognise } from "./read.ts";
import { readCompressedHeader } from "./read_level5.ts";
import { HEADER_BYTES, invalid, MI, sourceOf } from "./tags.ts";
import { FrameboxError } from "../base/errors/mod.ts";

/** A variable of a file on disk, and its place. */
export interface MatEntry extends MatSummary {
  /** Where its element starts. */
  readonly offset: number;
}

/** What is in a file on disk. */
export interface Scan {
  /** Named variables and, with an empty name, MATLAB's blocks of object properties. */
  readonly entries: MatEntry[];
  /** Where the last whole element ends: less than the file's size when its end is missing. */
  readonly end: number;
}

/** Reads `length` bytes at `offset`, fewer only at the file's end. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>;

/** Read at once, so that small variables don't cost a read each. */
const WINDOW_BYTES = 65_536;

/** Enough for any header: 32 dimensions and a name, also when compressed badly. */
const HEADER_LOOK_BYTES = 4_096;

/**
 * Finds the variables of a Level 5 file by its tags and headers, reading none of their contents.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for a damaged file, FAILED_PRECONDITION for one that
 * can't be appended to
 */
export async function scanElements(readAt: ReadAt, size: number): Promise<Scan> {
  let window: Uint8Array = new Uint8Array(0);
  let windowStart = 0;
  const at = async (offset: number, length: number) => {
    if (offset < windowStart || offset + length > windowStart + window.length) {
      window = await readAt(offset, Math.min(WINDOW_BYTES, size - offset));
      windowStart = offset;
    }
    return window.subarray(offset - windowStart, offset - windowStart + length);
  };

  const { version, source } = recognise(await at(0, Math.min(size, 520)));
  if (version !== 5 || !source.littleEndian) {
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      "Only a little-endian Level 5 MATLAB file can be appended to: save this one again with -v7.",
    );
  }
  const entries: MatEntry[] = [];
  let offset = HEADER_BYTES;
  while (offset + 8 <= size) {
    const look = await at(offset, Math.min(HEADER_LOOK_BYTES, size - offset));
    const view = sourceOf(look, true).view;
    const type = view.getUint32(0, true);
    const length = view.getUint32(4, true);
    if (type !== MI.MATRIX && type !== MI.COMPRESSED) {
      throw invalid(
        `The MATLAB file is damaged: data type ${type} stands where a variable should.`,
      );
    }
    if (offset + 8 + length > size) break;
    entries.push({ ...summaryOf(headerOf(look, type, length), 8 + length), offset });
    offset += 8 + length;
  }
  return { entries, end: offset };
}

/**
 * What a whole element of the top level holds.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for what is no whole, named variable of a little-endian file
 */
export function summariseElement(element: Uint8Array): MatSummary {
  const { view } = sourceOf(element, true);
  const type = element.length < 8 ? 0 : view.getUint32(0, true);
  const whole = (type === MI.MATRIX || type === MI.COMPRESSED) &&
    view.getUint32(4, true) + 8 === element.length;
  if (!whole) {
    throw invalid("What is appended to a MATLAB file must be one whole, little-endian variable.");
  }
  const header = headerOf(element, type, element.length - 8);
  if (header.name === "") throw invalid("A variable must have a name to be appended.");
  return summaryOf(header, element.length);
}

/** The header of the element that starts `look`; `length` is of its data, which may continue behind it. */
function headerOf(look: Uint8Array, type: number, length: number): ArrayHeader {
  if (type === MI.MATRIX) {
    return readArrayHeader(sourceOf(look, true), 8, Math.min(look.length, 8 + length));
  }
  const header = readCompressedHeader(look.subarray(8, 8 + length), length, true);
  if (header === undefined) {
    throw invalid("The MATLAB file is damaged: a compressed variable's header is too long.");
  }
  return header;
}
