/**
 * Remarks on a picture that was read without an error.
 *
 * @module
 */

/** One remark. */
export interface PictureRemark {
  /** Stable, for programs and translations, e.g. `first-picture-only`. */
  readonly code: string;
  /** One English sentence. */
  readonly message: string;
  /** What the sentence is made from. */
  readonly details: Readonly<Record<string, string | number>>;
}

/**
 * Code `first-picture-only`: the file has several pictures, and only the first is worked on.
 *
 * @param kind its usual spelling: `GIF`
 */
export function firstPictureOnly(kind: string, pictures: number): PictureRemark {
  return {
    code: "first-picture-only",
    message:
      `This ${kind} has ${pictures} pictures; only the first is worked on. Send the others one by one, or ` +
      "as a video.",
    details: { kind, pictures },
  };
}
