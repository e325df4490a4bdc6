/**
 * The login of the file's users.
 *
 * @module
 */
import type { Role } from "../principal.ts";
import type { StoredUser, Users } from "../users/mod.ts";
import type { PasswordMethod } from "./login_method.ts";

/** Makes the method. A user that is removed, or has a new password, is logged in no more. */
export function usersMethod(users: Users): PasswordMethod {
  const logins = new Map<string, { readonly password: string; readonly stop: AbortController }>();
  const isStill = (name: string, password: string) => users.find(name)?.password === password;
  users.onChange(() => {
    for (const [name, { password, stop }] of [...logins]) {
      if (isStill(name, password)) continue;
      logins.delete(name);
      stop.abort();
    }
  });
  const endedOf = ({ name, password }: StoredUser): AbortSignal => {
    // The file may have changed while the password was checked.
    if (!isStill(name, password)) return AbortSignal.abort();
    const found = logins.get(name) ?? { password, stop: new AbortController() };
    logins.set(name, found);
    return found.stop.signal;
  };
  return {
    kind: "password",
    id: "users",
    title: "",
    async check(name, password) {
      const user = await users.verify(name, password);
      return user && {
        principalId: `login:${user.name}`,
        user: user.name,
        roles: pageRoles(user),
        ended: endedOf(user),
      };
    },
  };
}

/** What a user of the file may do on the page. */
export function pageRoles({ roles }: StoredUser): Role[] {
  return roles.includes("operator") ? ["user", "operator"] : ["user"];
}
