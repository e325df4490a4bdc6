import assert from "node:assert/strict";
import { checkSettings } from "./check.ts";
import { loadSettings } from "./load.ts";
import { asksForLogin, usersFile } from "./users_file.ts";

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

Deno.test("where users log in otherwise, the file is in DATA_DIR, for their tokens, if that is set", () => {
  const oidc = ["--oidc-issuer=https://issuer.lab", "--oidc-client-id=framebox"];
  assert.equal(usersFile(settings(...oidc)), undefined);
  assert.equal(usersFile(settings(...oidc, "--data-dir=/data")), "/data/logins.json");
  assert.equal(usersFile(settings("--data-dir=/data")), undefined);
  for (const login of [oidc, ["--login-header=x"], ["--login-users=/f"]]) {
    assert.equal(asksForLogin(settings(...login)), true);
  }
  assert.equal(asksForLogin(settings()), false);
});

Deno.test("an issuer is an https address, or on this host, and needs the client's id", () => {
  const issuer = (address: string) => settings(`--oidc-issuer=${address}`, "--oidc-client-id=x");
  for (const right of ["https://issuer.lab/realms/a", "http://127.0.0.1:8080", "http://[::1]:1"]) {
    assert.equal(issuer(right).oidcIssuer, right);
  }
  const wrong = [
    "http://issuer.lab",
    "https://me:secret@issuer.lab",
    "https://issuer.lab?x",
    "issuer",
  ];
  for (const address of wrong) assert.throws(() => issuer(address), /https:/, address);
  for (const alone of ["--oidc-issuer=https://issuer.lab", "--oidc-client-id=x"]) {
    assert.throws(
      () => checkSettings(settings(alone)),
      /needs both OIDC_ISSUER and OIDC_CLIENT_ID/,
    );
  }
});
