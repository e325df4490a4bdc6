import { FrameboxError } from "../base/errors/mod.ts";

/** Bounds on what one file may make this reader hold. Each has an error of its own. */
export interface MatLimits {
  /** The most bytes a file may have. Setting `MAT_MAX_FILE_MB`. */
  readonly maxFileBytes: number;
  /** The most bytes all compressed variables of a file may inflate to. Setting `MAT_MAX_INFLATED_MB`. */
  readonly maxInflatedBytes: number;
  /**
   * The most elements all arrays of a file may have together; every array counts
   * {@linkcode ARRAY_COST} more than its elements. Setting `MAT_MAX_ELEMENTS`.
   */
  readonly maxElements: number;
  /** How deep cells and structs may nest, 1,000 at most. Setting `MAT_MAX_NESTING`. */
  readonly maxNesting: number;
}

/** What an array costs against `maxElements` beside its elements: about what its object takes. */
export const ARRAY_COST = 16;

/** Deeper nesting than this could end the call stack, so no setting may ask for it. */
export const NESTING_CEILING = 1000;

/** A 4K frame as double fits ten times over; a hostile file of 64 MB can't take more than about 1 GB. */
export const DEFAULT_MAT_LIMITS: MatLimits = {
  maxFileBytes: 256 * 2 ** 20,
  maxInflatedBytes: 256 * 2 ** 20,
  maxElements: 2 ** 26,
  maxNesting: 64,
};

/**
 * Fills in the defaults and checks each limit.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for a limit that is no positive integer, or a nesting over 1,000
 */
export function resolveLimits(limits: Partial<MatLimits> = {}): MatLimits {
  const resolved = { ...DEFAULT_MAT_LIMITS, ...limits };
  for (const [name, value] of Object.entries(resolved)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new FrameboxError("INVALID_ARGUMENT", `The limit ${name} must be a positive integer.`);
    }
  }
  if (resolved.maxNesting > NESTING_CEILING) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `The limit maxNesting (MAT_MAX_NESTING) can be ${NESTING_CEILING} at most.`,
    );
  }
  return resolved;
}

/** What is left of the limits while one file is read. Ask before you allocate. */
export class Budget {
  readonly limits: MatLimits;
  #elements = 0;
  #inflatedBytes = 0;

  /** @param limits checked ones, from {@linkcode resolveLimits} */
  constructor(limits: MatLimits) {
    this.limits = limits;
  }

  /** @throws {FrameboxError} RESOURCE_EXHAUSTED when the file has too many bytes */
  checkFile(byteLength: number): void {
    const limit = this.limits.maxFileBytes;
    if (byteLength > limit) {
      throw exhausted(
        `The MATLAB file has ${byteLength} bytes and the limit is ${limit}`,
        "MAT_MAX_FILE_MB",
      );
    }
  }

  /** @throws {FrameboxError} RESOURCE_EXHAUSTED when an array would bring the file over its elements */
  takeArray(elements: number): void {
    this.#elements += elements + ARRAY_COST;
    const limit = this.limits.maxElements;
    if (this.#elements > limit) {
      throw exhausted(`The MATLAB file has more than ${limit} elements`, "MAT_MAX_ELEMENTS");
    }
  }

  /** @throws {FrameboxError} RESOURCE_EXHAUSTED when a compressed variable would inflate too far */
  takeInflated(byteLength: number): void {
    this.#inflatedBytes += byteLength;
    const limit = this.limits.maxInflatedBytes;
    if (this.#inflatedBytes > limit) {
      throw exhausted(
        `The MATLAB file inflates to more than ${limit} bytes`,
        "MAT_MAX_INFLATED_MB",
      );
    }
  }

  /** @throws {FrameboxError} RESOURCE_EXHAUSTED when cells and structs nest too deep */
  checkNesting(depth: number): void {
    const limit = this.limits.maxNesting;
    if (depth > limit) {
      throw exhausted(
        `The MATLAB file nests cells or structs deeper than ${limit}`,
        "MAT_MAX_NESTING",
      );
    }
  }
}

function exhausted(what: string, setting: string): FrameboxError {
  return new FrameboxError(
    "RESOURCE_EXHAUSTED",
    `${what}: send less, or raise the setting ${setting}.`,
  );
}
