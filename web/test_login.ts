/** What tests share of a server that asks its users for a login. */
import { Authenticator, type AuthProvider, type Role } from "../auth/mod.ts";
import { FrameboxError } from "../base/errors/mod.ts";
import { type TestFramebox, type TestFrameboxOptions, withFramebox } from "./test_framebox.ts";

/** Who is an operator as well as a user. */
export const OPERATOR = "olga";

/** Callers with a header `x-me` are users of that name. */
export const LOGIN: AuthProvider = {
  roles: ["user", "operator"],
  authenticate(request) {
    const name = request.header("x-me");
    if (name === undefined) return undefined;
    const roles = new Set<Role>(name === OPERATOR ? ["user", "operator"] : ["user"]);
    return { id: `login:${name}`, roles };
  },
  refusal: () => new FrameboxError("UNAUTHENTICATED", "Who are you?"),
};

/** What the user of that name sends with each request. */
export const as = (name: string): Readonly<Record<string, string>> => ({ "x-me": name });

/** As {@linkcode withFramebox}, with {@linkcode LOGIN}. */
export function withLogin(
  test: (framebox: TestFramebox) => Promise<void>,
  options: TestFrameboxOptions = {},
): Promise<void> {
  const auth = new Authenticator([LOGIN]);
  return withFramebox(test, { auth, showStreams: true, builtIns: true, ...options });
}
