/**
 * Makes the logins that the settings ask for.
 *
 * @module
 */
import type { Logger } from "../../base/log/mod.ts";
import { Users } from "../users/mod.ts";
import type { LoginMethod } from "./login_method.ts";
import { type LoginOptions, Logins } from "./logins.ts";

/**
 * Makes the logins, and reads the users if they are in a file.
 *
 * @param methods ways to log in besides the file's
 * @returns `undefined` where there is no way to log in: everyone may use the page
 * @throws {FrameboxError} `FAILED_PRECONDITION` when the file can't be read or written
 */
export async function openLogins(
  options: LoginOptions,
  log: Logger,
  methods: readonly LoginMethod[] = [],
): Promise<Logins | undefined> {
  const { usersFile, hasUsers, header } = options;
  if (!hasUsers && !header && methods.length === 0) return undefined;
  const users = usersFile === undefined ? undefined : await Users.open(usersFile, log, !hasUsers);
  return new Logins(options, { users, methods, log });
}
