/**
 * Ways to log in that the login page offers.
 *
 * @module
 */

/** A name and a password, sent by the page's form. */
export interface PasswordMethod {
  /** The page asks for both by a form. */
  readonly kind: "password";
  /** Names it in the form. */
  readonly id: string;
  /**
   * Whose name and password these are.
   *
   * @returns the principal's user, and what ends the login when it changes; `undefined`: none's, found out in the same
   * time as a wrong password
   * @throws {FrameboxError} when that can't be found out now
   */
  check(name: string, password: string): Promise<LoggedIn | undefined>;
}

/** What the login page lists. */
export type LoginMethod = PasswordMethod;

/** A user that has logged in. */
export interface LoggedIn {
  /** The name. */
  readonly user: string;
  /** As `checkedBy` of a login. */
  readonly checkedBy: string;
}
