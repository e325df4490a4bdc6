import { Budget, type MatLimits, resolveLimits } from "./limits.ts";
import { level4ByteOrder, readLevel4 } from "./read_level4.ts";
import { readLevel5 } from "./read_level5.ts";
import { HEADER_BYTES, invalid, type Source, sourceOf } from "./tags.ts";
import type { MatVariable } from "./types.ts";

/** The contents of a MATLAB file. */
export interface MatFile {
  /** The level of its format; MATLAB's `-v6` and `-v7` both write Level 5. */
  readonly version: 4 | 5;
  /** The text at its start; empty for Level 4. */
  readonly header: string;
  /** Each name once; if a file repeats one, its last variable. */
  readonly variables: MatVariable[];
  /** The variable of this name. */
  get(name: string): MatVariable | undefined;
}

const HDF5_SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Reads a MATLAB file of Level 5 (MATLAB's `-v6` and `-v7`, SciPy, Octave) or Level 4, of either
 * byte order. Numbers are views on `bytes` where alignment and byte order allow: leave `bytes`
 * unchanged as long as the result is in use.
 *
 * @example Read a number
 * ```ts
 * import { numberOf, readMat, scalar, writeMat } from "./mod.ts";
 * import assert from "node:assert/strict";
 *
 * const bytes = writeMat([["frame", scalar(7)]]);
 * assert.equal(numberOf(readMat(bytes).get("frame")?.value), 7);
 * ```
 *
 * @param bytes the whole file
 * @param limits bounds other than {@linkcode DEFAULT_MAT_LIMITS}
 * @throws {FrameboxError} INVALID_ARGUMENT for what is no MATLAB file, is damaged or is of version
 * 7.3; RESOURCE_EXHAUSTED for values over a limit
 */
export function readMat(bytes: Uint8Array, limits?: Partial<MatLimits>): MatFile {
  const budget = new Budget(resolveLimits(limits));
  budget.checkFile(bytes.length);
  const { version, header, source } = recognise(bytes);
  const read = version === 5 ? readLevel5(source, budget) : readLevel4(source, budget);
  const byName = new Map<string, MatVariable>();
  for (const variable of read) {
    // MATLAB's block of object properties has no name and is no variable.
    if (variable.name === "") continue;
    byName.delete(variable.name);
    byName.set(variable.name, variable);
  }
  return { version, header, variables: [...byName.values()], get: (name) => byName.get(name) };
}

/** A file's format, found by its first bytes. */
export interface Recognised {
  /** The level of its format. */
  readonly version: 4 | 5;
  /** The text at its start. */
  readonly header: string;
  /** Its bytes with their order. */
  readonly source: Source;
}

/**
 * Finds out a file's format and byte order.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for another format, with a sentence that names it
 */
export function recognise(bytes: Uint8Array): Recognised {
  const isHdf5At = (at: number) => HDF5_SIGNATURE.every((byte, i) => bytes[at + i] === byte);
  const major = level5Version(bytes);
  if (isHdf5At(0) || isHdf5At(512) || major?.version === 2) {
    throw invalid(
      "The MATLAB file is of version 7.3 (HDF5), which is not read: save it with -v7.",
    );
  }
  if (major?.version === 1) {
    const header = new TextDecoder("latin1").decode(bytes.subarray(0, 116));
    return {
      version: 5,
      header: header.replace(/[\0\s]+$/, ""),
      source: sourceOf(bytes, major.littleEndian),
    };
  }
  const order = level4ByteOrder(bytes);
  if (order !== undefined) {
    return { version: 4, header: "", source: sourceOf(bytes, order === "little") };
  }
  throw invalid(
    bytes.length === 0
      ? "The MATLAB file is empty: a file of Level 5 has 128 bytes at least."
      : "This is no MATLAB file: neither a Level 5 header nor a Level 4 matrix is at its start.",
  );
}

/** Version and byte order of a Level 5 header, whose first four bytes are never zero. */
function level5Version(bytes: Uint8Array): { version: number; littleEndian: boolean } | undefined {
  if (bytes.length < HEADER_BYTES || bytes.subarray(0, 4).includes(0)) return undefined;
  const order = String.fromCharCode(bytes[126] ?? 0, bytes[127] ?? 0);
  if (order === "IM") return { version: bytes[125] ?? 0, littleEndian: true };
  if (order === "MI") return { version: bytes[124] ?? 0, littleEndian: false };
  return undefined;
}
