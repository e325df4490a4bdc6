import assert from "node:assert/strict";
import { Logger } from "../../base/log/mod.ts";
import { addUser, makeToken, removeUser, revokeToken } from "./edit_users.ts";
import { changeUsers, readUsers } from "./user_file.ts";
import { Users } from "./users.ts";

const ANA = { name: "ana", password: "correct horse", roles: ["user" as const] };

/** Runs with the path of a file in a directory that is not there yet. */
async function withFile(test: (path: string, log: Logger, lines: string[]) => Promise<void>) {
  const directory = await Deno.makeTempDir({ prefix: "users-test-" });
  const lines: string[] = [];
  const log = new Logger({ level: "debug", format: "text", write: (line) => lines.push(line) });
  try {
    await test(`${directory}/new/logins.json`, log, lines);
  } finally {
    log.flush();
    await Deno.remove(directory, { recursive: true });
  }
}

/** Resolves once this is true; the use of a token is a change, too. */
function until(users: Users, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    users.onChange(() => isSo() && resolve());
    if (isSo()) resolve();
  });
}

Deno.test("a user's password is right, another one and another name's are not", () =>
  withFile(async (path, log) => {
    assert.equal(await addUser(path, ANA), true);
    const users = await Users.open(path, log);
    assert.equal((await users.verify("ana", ANA.password))?.name, "ana");
    assert.equal(await users.verify("ana", "wrong horse"), undefined);
    assert.equal(await users.verify("rui", ANA.password), undefined);
    await users.close();
  }));

Deno.test("the file is its user's alone, and has no password and no token as they are", () =>
  withFile(async (path) => {
    await addUser(path, ANA);
    const token = await makeToken(path, "ana", "script");
    const text = await Deno.readTextFile(path);
    assert.ok(!text.includes(ANA.password) && !text.includes(token));
    assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
  }));

Deno.test("what the command line changes is known without a restart, and reported", () =>
  withFile(async (path, log, lines) => {
    const users = await Users.open(path, log);
    assert.ok(lines.some((line) => line.includes("login_without_users")));
    let change = until(users, () => users.find("ana") !== undefined);
    await addUser(path, ANA);
    await change;
    const token = await makeToken(path, "ana", "script");
    await until(users, () => users.ofToken(token)?.owner === "ana");
    assert.equal(users.ofToken(`${token}x`), undefined);
    change = until(users, () => users.ofToken(token) === undefined);
    await revokeToken(path, (await readUsers(path)).tokens[0]!.id);
    await change;
    change = until(users, () => users.find("ana") === undefined);
    await removeUser(path, "ana");
    await change;
    await users.close();
    for (const event of ["user_added", "token_added", "token_removed", "user_removed"]) {
      assert.ok(lines.some((line) => line.includes(`audit_${event}`)), event);
    }
    assert.ok(!lines.join().includes(token));
  }));

Deno.test("the day of a token's use is kept in the file", () =>
  withFile(async (path, log) => {
    await addUser(path, ANA);
    const token = await makeToken(path, "ana", "script");
    const users = await Users.open(path, log);
    users.ofToken(token);
    users.ofToken(token);
    await users.close();
    const [stored] = (await readUsers(path)).tokens;
    assert.match(stored?.used ?? "", /^\d{4}-\d\d-\d\d$/);
  }));

Deno.test("changes of several processes at once are all kept", () =>
  withFile(async (path) => {
    await addUser(path, ANA);
    await Promise.all(Array.from({ length: 20 }, (_, i) => makeToken(path, "ana", `${i}`)));
    assert.equal((await readUsers(path)).tokens.length, 20);
  }));

Deno.test("a change that fails writes nothing", () =>
  withFile(async (path) => {
    await addUser(path, ANA);
    const before = await Deno.readTextFile(path);
    const failing = changeUsers(path, (data) => {
      data.users = [];
      throw new Error("no");
    });
    await assert.rejects(failing);
    assert.equal(await Deno.readTextFile(path), before);
  }));

Deno.test("a file that is damaged while framebox runs leaves the users as they were", () =>
  withFile(async (path, log) => {
    await addUser(path, ANA);
    const failed = Promise.withResolvers<void>();
    const users = await Users.open(
      path,
      new Logger({
        level: "error",
        format: "text",
        write: (line) => line.includes("users_failed") && failed.resolve(),
      }),
    );
    await Deno.writeTextFile(path, "{");
    await failed.promise;
    assert.ok(users.find("ana"));
    await users.close();
    await assert.rejects(Users.open(path, log), {
      code: "FAILED_PRECONDITION",
      message: /LOGIN_USERS/,
    });
  }));

Deno.test("names and passwords that can't be one are refused, and nothing is written", () =>
  withFile(async (path) => {
    for (const name of ["", "-x", "a b", "a:b", "a/b", "x".repeat(65), "a\n"]) {
      await assert.rejects(addUser(path, { ...ANA, name }), { code: "INVALID_ARGUMENT" }, name);
    }
    for (const password of ["", "short", "x".repeat(1025)]) {
      await assert.rejects(addUser(path, { ...ANA, password }), { code: "INVALID_ARGUMENT" });
    }
    await assert.rejects(makeToken(path, "rui", ""), { code: "NOT_FOUND" });
    await assert.rejects(removeUser(path, "rui"), { code: "NOT_FOUND" });
    await assert.rejects(revokeToken(path, "00000000"), { code: "NOT_FOUND" });
    assert.deepEqual((await readUsers(path)).users, []);
  }));

Deno.test("tokens of an owner that is not in the file keep no role that the owner lost", () =>
  withFile(async (path, log) => {
    const users = await Users.open(path, log, true);
    const token = await users.addToken({
      owner: "oidc:i:s",
      name: "",
      roles: ["user", "operator"],
    });
    const other = await users.addToken({
      owner: "oidc:i:t",
      name: "",
      roles: ["user", "operator"],
    });
    await users.limitTokens("oidc:i:s", ["user"]);
    assert.deepEqual(users.ofToken(token)?.roles, ["user"]);
    await users.limitTokens("oidc:i:s", ["user", "operator"]);
    assert.deepEqual(users.ofToken(token)?.roles, ["user"]);
    assert.deepEqual(users.ofToken(other)?.roles, ["user", "operator"]);
    await users.close();
    assert.deepEqual((await readUsers(path)).tokens[0]?.roles, ["user"]);
  }));
