/**
 * Errors and notices.
 *
 * @module
 */

/** Numbers and names that a sentence is made from, so that it can be translated. */
export type Details = Readonly<Record<string, string | number>>;

/** An error. */
export interface ErrorJson {
  /** A code of gRPC's list, e.g. `INVALID_ARGUMENT`. */
  readonly code: string;
  /** One English sentence: what was wrong, and what would be right. */
  readonly message: string;
  /** Stable, e.g. `upload-too-large`: distinguishes errors of one code. */
  readonly reason?: string;
  /** What the sentence is made from; there when `reason` is. */
  readonly details?: Details;
}

/** What every error looks like in the API. */
export interface ErrorBody {
  readonly error: ErrorJson;
}

/** Something to know, although nothing failed. */
export interface NoticeJson {
  /** Stable, e.g. `frame-scaled`. */
  readonly code: string;
  /** One English sentence. */
  readonly message: string;
  /** What the sentence is made from. */
  readonly details?: Details;
}
