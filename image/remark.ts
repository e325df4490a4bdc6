/**
 * What people should know of a picture that was read, though nothing failed.
 *
 * @module
 */

/** One remark. */
export interface PictureRemark {
  /** Stable, for programs and translations, e.g. `profile-ignored`. */
  readonly code: string;
  /** One English sentence for people. */
  readonly message: string;
  /** What the sentence is made from. */
  readonly details: Readonly<Record<string, string | number>>;
}
