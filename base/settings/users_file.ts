/** How users log in, and where those that are kept here are. */
import { FrameboxError } from "../errors/mod.ts";
import { hasClusterLogins } from "./cluster_login.ts";
import type { Settings } from "./table.ts";

/**
 * The path of the file of users and API tokens; `undefined`: framebox has none.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` where it would be in a directory that a restart of the host removes
 */
export function usersFile(settings: Settings): string | undefined {
  const { loginUsers, dataDir } = settings;
  if (loginUsers !== "" && loginUsers !== "on") return loginUsers;
  if (dataDir !== "" && asksForLogin(settings)) return `${dataDir.replace(/\/+$/, "")}/logins.json`;
  if (loginUsers === "") return undefined;
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    "LOGIN_USERS=on keeps users in DATA_DIR, which is not set: name a directory that stays, or give " +
      "LOGIN_USERS the path of a file.",
  );
}

/** Whether the page asks its users for a login. */
export function asksForLogin(settings: Settings): boolean {
  const { loginUsers, loginHeader, oidcIssuer } = settings;
  return loginUsers !== "" || loginHeader !== "" || oidcIssuer !== "" || hasClusterLogins(settings);
}
