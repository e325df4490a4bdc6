/**
 * The answer for a body that is over its limit.
 *
 * @module
 */
import { because } from "../../base/errors/mod.ts";
import { HttpProblem } from "../api/errors.ts";
import { sizeWords } from "./size_words.ts";

/** A bound on a body's bytes. */
export interface SizeLimit {
  /** As it is sent, and as it is once its `Content-Encoding` is undone. */
  readonly maxBytes: number;
  /** The setting that the bound comes from; without one it is fixed. */
  readonly setting?: "MAX_UPLOAD_MB" | "MAX_VIDEO_MB";
}

/** 413, with the limit that was passed. */
export function tooLarge({ maxBytes, setting }: SizeLimit): HttpProblem {
  const limit = sizeWords(maxBytes);
  return new HttpProblem(
    413,
    "RESOURCE_EXHAUSTED",
    setting
      ? `The upload is over the limit of ${limit} (setting ${setting}).`
      : `The request's body is over the limit of ${limit}; send a shorter one.`,
    undefined,
    undefined,
    because(REASONS[setting ?? "none"], { limit_bytes: maxBytes }),
  );
}

const REASONS = {
  "MAX_UPLOAD_MB": "upload-too-large",
  "MAX_VIDEO_MB": "video-too-large",
  "none": "body-too-large",
} as const;
