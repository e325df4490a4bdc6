/**
 * The answer for a body that is over the limit.
 *
 * @module
 */
import { HttpProblem } from "../api/errors.ts";

/** 413, with the limit in the unit of its setting. */
export function tooLarge(maxBytes: number): HttpProblem {
  const megabytes = (maxBytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, "");
  return new HttpProblem(
    413,
    "RESOURCE_EXHAUSTED",
    `The upload is over the limit of ${megabytes} MB (setting MAX_UPLOAD_MB).`,
  );
}
