import { FrameboxError } from "../base/errors/mod.ts";
import { type ArrayHeader, readArrayHeader } from "./array_header.ts";
import { elementBytes, inflateElement, inflateStart } from "./inflate.ts";
import type { Budget } from "./limits.ts";
import { readArray } from "./read_array.ts";
import { cut, HEADER_BYTES, invalid, MI, readTag, type Source, sourceOf } from "./tags.ts";
import type { MatVariable } from "./types.ts";

/** The place of a top-level element. */
export interface TopElement {
  /** `MI.MATRIX` or `MI.COMPRESSED`. */
  readonly type: number;
  /** Where its tag starts. */
  readonly position: number;
  /** Where its data starts. */
  readonly start: number;
  /** Where it ends; elements of the top level have no padding. */
  readonly end: number;
}

/**
 * Walks the elements of the top level.
 *
 * @param from where the first one starts
 * @throws {FrameboxError} INVALID_ARGUMENT when one is cut or of another type
 */
export function* topElements(source: Source, from = HEADER_BYTES): Generator<TopElement> {
  const { bytes, view, littleEndian } = source;
  let position = from;
  while (position < bytes.length) {
    if (position + 8 > bytes.length) throw cut();
    const type = view.getUint32(position, littleEndian);
    if (type !== MI.MATRIX && type !== MI.COMPRESSED) {
      throw invalid(
        `The MATLAB file is damaged: data type ${type} stands where a variable should.`,
      );
    }
    const start = position + 8;
    const end = start + view.getUint32(position + 4, littleEndian);
    if (end > bytes.length) throw cut();
    if (end === start) throw invalid("The MATLAB file is damaged: a variable has no bytes.");
    yield { type, position, start, end };
    position = end;
  }
}

/**
 * Reads every variable of a Level 5 file. One without a name is MATLAB's block for new-style objects.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for what is damaged, RESOURCE_EXHAUSTED over a limit
 */
export function readLevel5(source: Source, budget: Budget): MatVariable[] {
  const variables: MatVariable[] = [];
  for (const element of topElements(source)) variables.push(readTop(source, element, budget));
  return variables;
}

/**
 * Reads one element of the top level.
 *
 * @throws {FrameboxError} as {@linkcode readLevel5}
 */
export function readTop(source: Source, element: TopElement, budget: Budget): MatVariable {
  const { start, end } = element;
  const array = element.type === MI.COMPRESSED
    ? inflatedArray(source.bytes.subarray(start, end), source.littleEndian, budget)
    : { source, start, end };
  const header = readArrayHeader(array.source, array.start, array.end);
  const raw = source.littleEndian ? source.bytes.subarray(element.position, end) : undefined;
  return {
    name: header.name,
    value: naming(header.name, () => readArray(array.source, header, array.end, budget, 0)),
    global: header.global,
    ...(raw === undefined ? {} : { raw }),
  };
}

function inflatedArray(compressed: Uint8Array, littleEndian: boolean, budget: Budget) {
  const source = inflateElement(compressed, littleEndian, budget);
  const { start, length } = readTag(source, 0, source.bytes.length);
  return { source, start, end: start + length };
}

/** Adds the variable's name to the sentences of its errors. */
export function naming<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FrameboxError)) throw error;
    const shown = JSON.stringify(name.slice(0, 63));
    throw new FrameboxError(error.code, `Variable ${shown}: ${error.message}`, error.cause);
  }
}

/**
 * Reads the header of a compressed array, inflating no more than that takes.
 *
 * @param compressed the start of a compressed element's data, or all of it
 * @returns the header, or undefined when `compressed` ends before the header does
 * @throws {FrameboxError} INVALID_ARGUMENT for a damaged stream or header
 */
export function readCompressedHeader(
  compressed: Uint8Array,
  compressedBytes: number,
  littleEndian: boolean,
): ArrayHeader | undefined {
  for (let look = 256;; look *= 2) {
    const { bytes } = inflateStart(compressed, look, littleEndian);
    const whole = look >= compressed.length;
    if (whole && bytes.length < 8 && compressed.length < compressedBytes) return undefined;
    if (bytes.length >= 8) {
      const total = elementBytes(sourceOf(bytes, littleEndian), compressedBytes);
      const source = sourceOf(bytes.subarray(0, total), littleEndian);
      const header = headerOrCut(source);
      if (!(header instanceof FrameboxError)) return header;
      // A header that doesn't fit the whole element is damaged; otherwise look further.
      if (bytes.length >= total || (whole && compressed.length >= compressedBytes)) throw header;
    }
    if (whole) {
      if (compressed.length < compressedBytes) return undefined;
      throw cut();
    }
  }
}

function headerOrCut(source: Source): ArrayHeader | FrameboxError {
  try {
    return readArrayHeader(source, 8, source.bytes.length);
  } catch (error) {
    if (error instanceof FrameboxError) return error;
    throw error;
  }
}
