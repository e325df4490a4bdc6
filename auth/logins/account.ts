/**
 * What the page about one's account shows.
 *
 * @module
 */
import type { StoredToken } from "../users/mod.ts";

/** Who is logged in, for the page about that. */
export interface Account {
  /** What the user is called. */
  readonly name: string;
  /** By what the user has logged in: the id of a method, or `header`. */
  readonly method: string;
  /** What that method is called; empty for the file's users. */
  readonly title: string;
  /** Whether the user can log out here. */
  readonly canLogOut: boolean;
  /** The user's API tokens, the oldest first; `undefined`: this server keeps none. */
  readonly tokens: readonly StoredToken[] | undefined;
  /** Whether they work only while the user is logged in. */
  readonly areTokensBound: boolean;
}
