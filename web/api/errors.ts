/**
 * The one place where errors become HTTP answers.
 *
 * @module
 */
import {
  type ErrorCode,
  type ErrorReason,
  FrameboxError,
  HTTP_STATUS,
  toFrameboxError,
} from "../../base/errors/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type { ErrorBody, ErrorJson } from "../wire/mod.ts";

export type { ErrorBody };

/** An error whose HTTP status isn't the usual one of its code, e.g. 413. */
export class HttpProblem extends FrameboxError {
  readonly status: number;
  /** Headers that belong to the answer, e.g. `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param status the HTTP status
   * @param code as in {@linkcode FrameboxError}
   * @param message as in {@linkcode FrameboxError}
   * @param cause for the log
   * @param headers of the answer
   * @param because as in {@linkcode FrameboxError}
   */
  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    cause?: unknown,
    headers: Readonly<Record<string, string>> = {},
    because?: ErrorReason,
  ) {
    super(code, message, cause, because);
    this.status = status;
    this.headers = headers;
  }
}

/** The body for an error. */
export function errorBody(error: FrameboxError): ErrorBody {
  return { error: errorJson(error) };
}

/** An error as JSON. */
export function errorJson({ code, message, because }: FrameboxError): ErrorJson {
  if (!because) return { code, message };
  return { code, message, reason: because.code, details: because.details };
}

/** The HTTP status for an error. */
export function errorStatus(error: FrameboxError): number {
  return error instanceof HttpProblem ? error.status : HTTP_STATUS[error.code];
}

/** The answer for anything that was caught. What is our own fault goes to the log. */
export function errorResponse(caught: unknown, log: Logger): Response {
  const error = toFrameboxError(caught);
  if (error.code === "INTERNAL") log.error("http_failed", error);
  const headers = new Headers(error instanceof HttpProblem ? error.headers : {});
  const status = errorStatus(error);
  if (status === 429 || status === 503) headers.set("Retry-After", "2");
  if (status === 401) headers.set("WWW-Authenticate", "Bearer");
  // What is left of a refused upload is of no use.
  if (status === 413 || status === 408) headers.set("Connection", "close");
  return Response.json(errorBody(error), { status, headers });
}
