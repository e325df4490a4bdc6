import assert from "node:assert/strict";
import { checkSettings } from "./check.ts";
import { loadSettings } from "./load.ts";
import { usersFile } from "./users_file.ts";

const settings = (...args: string[]) => loadSettings(args, () => undefined).settings;

Deno.test("users are in the file that is named, or in DATA_DIR, or nowhere", () => {
  assert.equal(usersFile(settings()), undefined);
  assert.equal(usersFile(settings("--login-users=/etc/users.json")), "/etc/users.json");
  assert.equal(
    usersFile(settings("--login-users=on", "--data-dir=/var/lib/framebox/")),
    "/var/lib/framebox/logins.json",
  );
});

Deno.test("users in a directory that doesn't stay are refused at the start", () => {
  assert.throws(() => checkSettings(settings("--login-users=on")), {
    code: "INVALID_ARGUMENT",
    message: /DATA_DIR/,
  });
});

Deno.test("a header of logins needs the addresses that it may come from", () => {
  for (const alone of ["--login-header=Remote-User", "--login-header-from=10.0.0.5"]) {
    assert.throws(() => checkSettings(settings(alone)), /LOGIN_HEADER_FROM/, alone);
  }
  const both = settings("--login-header=Remote-User", "--login-header-from=10.0.0.5");
  checkSettings(both);
  assert.equal(both.loginHeader, "remote-user");
  assert.throws(() => settings("--login-header=a b"), /the name of a header/);
});
