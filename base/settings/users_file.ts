/** Where the users of the setting LOGIN_USERS are. */
import { FrameboxError } from "../errors/mod.ts";
import type { Settings } from "./table.ts";

/**
 * The path of the file of users; `undefined`: framebox has none.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` where it would be in a directory that a restart of the host removes
 */
export function usersFile(
  { loginUsers, dataDir }: Pick<Settings, "loginUsers" | "dataDir">,
): string | undefined {
  if (loginUsers === "") return undefined;
  if (loginUsers !== "on") return loginUsers;
  if (dataDir !== "") return `${dataDir.replace(/\/+$/, "")}/logins.json`;
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    "LOGIN_USERS=on keeps users in DATA_DIR, which is not set: name a directory that stays, or give " +
      "LOGIN_USERS the path of a file.",
  );
}
