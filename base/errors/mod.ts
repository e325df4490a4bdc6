/**
 * The one error type of framebox. Every part throws it; every entrance maps it once: to a gRPC status, an HTTP
 * status, or text on the page.
 *
 * @module
 */

import { pathProblem, systemCode } from "./path_problem.ts";
import { because, type ErrorReason } from "./reasons.ts";

export { pathProblem };
export {
  because,
  type DetailsOf,
  type ErrorDetails,
  type ErrorReason,
  type ReasonCode,
  REASONS,
} from "./reasons.ts";

/** Codes of gRPC's list that framebox uses, with gRPC's meaning. */
export type ErrorCode =
  | "CANCELLED"
  | "INVALID_ARGUMENT"
  | "DEADLINE_EXCEEDED"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "PERMISSION_DENIED"
  | "RESOURCE_EXHAUSTED"
  | "FAILED_PRECONDITION"
  | "UNIMPLEMENTED"
  | "INTERNAL"
  | "UNAVAILABLE"
  | "UNAUTHENTICATED";

/** Numbers of the codes on the wire (gRPC core's `status.h`). */
export const GRPC_STATUS: Readonly<Record<ErrorCode, number>> = {
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
};

/** HTTP status of each code (the mapping of gRPC's own HTTP gateways, with 413 left to the upload). */
export const HTTP_STATUS: Readonly<Record<ErrorCode, number>> = {
  CANCELLED: 499,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 409,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  UNAUTHENTICATED: 401,
};

/**
 * An error with a sentence that its caller may read.
 *
 * `message` is one sentence: what was wrong and what would be right. It never holds stacks or other users' data.
 * It holds paths only where it ends the start: those that the operator's settings name. `cause` is for the log
 * alone and never leaves framebox.
 */
export class FrameboxError extends Error {
  /** Always `FrameboxError`. */
  override readonly name = "FrameboxError";
  /** One of gRPC's codes. */
  readonly code: ErrorCode;
  /** Distinguishes errors of one code, and makes them translatable. */
  readonly because: ErrorReason | undefined;

  /**
   * Makes an error for a caller.
   *
   * @param code what kind of failure it is
   * @param message the sentence for the caller
   * @param cause what was caught, for the log
   * @param because why, where users see the error; see {@linkcode ErrorReason}
   */
  constructor(code: ErrorCode, message: string, cause?: unknown, because?: ErrorReason) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.because = because;
  }
}

/**
 * Turns anything caught into a {@linkcode FrameboxError}. A FrameboxError stays as it is, an abort becomes
 * `CANCELLED`, a timeout `DEADLINE_EXCEEDED`, and the rest `INTERNAL`: a problem of framebox's disk is named, any
 * other is not described.
 */
export function toFrameboxError(caught: unknown): FrameboxError {
  if (caught instanceof FrameboxError) return caught;
  if (caught instanceof DOMException && caught.name === "AbortError") {
    return new FrameboxError("CANCELLED", "The call was cancelled.", caught);
  }
  if (caught instanceof DOMException && caught.name === "TimeoutError") {
    return new FrameboxError("DEADLINE_EXCEEDED", "The time for this call is over.", caught);
  }
  const { sentence, reason } = diskProblem(caught) ?? UNKNOWN;
  return new FrameboxError("INTERNAL", sentence, caught, because(reason));
}

/** How a failure of framebox itself is reported. */
interface Problem {
  readonly sentence: string;
  readonly reason: "internal" | "disk-full" | "disk-read-only" | "disk-failed" | "file-gone";
}

const UNKNOWN: Problem = {
  sentence: "Something went wrong inside framebox; its log has the details.",
  reason: "internal",
};

const FULL: Problem = {
  sentence:
    "framebox's disk is full; its operator has to make room where DATA_DIR is, or to name " +
    "another directory.",
  reason: "disk-full",
};

/** By the system's codes: what users should know of the disk that framebox's files are on. */
const DISK_PROBLEMS: Readonly<Record<string, Problem>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EROFS: {
    sentence:
      "framebox can't write to its disk any more (DATA_DIR); its operator has to look at it.",
    reason: "disk-read-only",
  },
  EIO: {
    sentence: "framebox's disk has failed (DATA_DIR); its operator has to look at it.",
    reason: "disk-failed",
  },
  ENOENT: {
    sentence:
      "A file that framebox kept is gone, for somebody else removed it (DATA_DIR); start again.",
    reason: "file-gone",
  },
};

function diskProblem(caught: unknown): Problem | undefined {
  const code = systemCode(caught);
  // A missing program is not one of framebox's files.
  if (code === undefined || caught instanceof Error && /spawn/i.test(caught.message)) {
    return undefined;
  }
  return DISK_PROBLEMS[code];
}
