import assert from "node:assert/strict";
import { loadSettings } from "../base/settings/mod.ts";
import { makeTokenOf, Users } from "../auth/mod.ts";
import { silentLogger } from "../base/log/mod.ts";
import { type LoginFlags, runLogin } from "./login.ts";
import { readPassword } from "./read_password.ts";

const PASSWORD = "correct horse";
const NO_FLAGS: LoginFlags = { operator: false, worker: false };

async function withFile(
  test: (
    run: (args: string[], flags?: Partial<LoginFlags>) => Promise<string[]>,
    path: string,
  ) => Promise<void>,
) {
  const directory = await Deno.makeTempDir({ prefix: "login-test-" });
  const path = `${directory}/logins.json`;
  const { settings } = loadSettings([`--login-users=${path}`], () => undefined);
  try {
    await test(async (args, flags) => {
      const lines: string[] = [];
      const code = await runLogin(args, { ...NO_FLAGS, ...flags }, settings, {
        print: (line) => lines.push(line),
        printError: () => {},
        readPassword: () => Promise.resolve(PASSWORD),
      });
      assert.equal(code, 0);
      return lines;
    }, path);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("a user that is added may log in, is listed with its tokens, and can be removed", () =>
  withFile(async (run, path) => {
    await run(["add", "ana"], { operator: true });
    const [token = ""] = await run(["token", "ana", "script"]);
    const users = await Users.open(path, silentLogger());
    assert.equal((await users.verify("ana", PASSWORD))?.name, "ana");
    assert.equal(users.ofToken(token)?.owner, "ana");
    await users.close();
    const listed = (await run(["list"])).join("\n");
    assert.match(
      listed,
      /^ana {2}user, operator\n {2}token [0-9a-f]{8} {2}script {2}made .*, last used/,
    );
    assert.ok(!listed.includes(token) && !listed.includes(PASSWORD) && !listed.includes("scrypt"));
    await run(["revoke", /token (\w+)/.exec(listed)?.[1] ?? ""]);
    assert.doesNotMatch((await run(["list"])).join(), /token/);
    await run(["remove", "ana"]);
    assert.deepEqual(await run(["list"]), []);
  }));

Deno.test("tokens of users that are not in the file are listed, revoked one by one, and removed with their owner", () =>
  withFile(async (run, path) => {
    await run(["add", "ana"]);
    for (const name of ["one", "two", "three"]) {
      await makeTokenOf(path, { owner: "oidc:issuer:eva", name, roles: ["user"] });
    }
    const listed = await run(["list"]);
    assert.equal(listed[1], "oidc:issuer:eva  not in the file");
    assert.match(listed[2] ?? "", /^ {2}token [0-9a-f]{8} {2}one {2}made .*, never used/);
    await run(["revoke", /token (\w+)/.exec(listed[2] ?? "")?.[1] ?? ""]);
    assert.doesNotMatch((await run(["list"])).join(), /one/);
    await run(["remove", "oidc:issuer:eva"]);
    assert.deepEqual(await run(["list"]), ["ana  user"]);
  }));

Deno.test("where the file is for tokens alone, no user is added", async () => {
  const args = ["--oidc-issuer=https://issuer.lab", "--oidc-client-id=x", "--data-dir=/nowhere"];
  const { settings } = loadSettings(args, () => undefined);
  const host = {
    print: () => {},
    printError: () => {},
    readPassword: () => Promise.resolve(PASSWORD),
  };
  await assert.rejects(runLogin(["add", "ana"], NO_FLAGS, settings, host), /needs LOGIN_USERS/);
  assert.equal(await runLogin(["list"], NO_FLAGS, settings, host), 0);
});

Deno.test("a wrong command line is refused with what would be right", () =>
  withFile(async (run) => {
    for (const args of [[], ["add"], ["add", "ana", "secret"], ["list", "x"], ["hello", "x"]]) {
      await assert.rejects(run(args), { code: "INVALID_ARGUMENT", message: /add NAME/ });
    }
    await assert.rejects(run(["list"], { operator: true }), { code: "INVALID_ARGUMENT" });
  }));

Deno.test("without LOGIN_USERS there is no file to change", async () => {
  const { settings } = loadSettings([], () => undefined);
  const host = { print: () => {}, printError: () => {}, readPassword: () => Promise.resolve("") };
  await assert.rejects(runLogin(["list"], NO_FLAGS, settings, host), {
    code: "INVALID_ARGUMENT",
    message: /LOGIN_USERS/,
  });
});

/** What is typed, and what becomes of the terminal. */
function typed(text: string, isTerminal: boolean) {
  const bytes = [...new TextEncoder().encode(text)];
  const raw: boolean[] = [];
  const from = {
    isTerminal: () => isTerminal,
    setRaw: (isRaw: boolean) => void raw.push(isRaw),
    readSync: (into: Uint8Array) => {
      const byte = bytes.shift();
      if (byte === undefined) return null;
      into[0] = byte;
      return 1;
    },
  };
  return { from, raw, rest: () => bytes.length };
}

Deno.test("a password is typed without being shown, and can be corrected", () => {
  const { from, raw } = typed("olé\x7fá x\x08\r", true);
  assert.equal(readPassword(from, () => {}), "olá ");
  assert.deepEqual(raw, [true, false]);
  const interrupted = typed("ol\x03", true);
  assert.throws(() => readPassword(interrupted.from, () => {}), { code: "CANCELLED" });
  assert.deepEqual(interrupted.raw, [true, false]);
});

Deno.test("from a pipe it is the first line, as it is, and no more is read", () => {
  const { from, raw, rest } = typed("a b\x7f\nnext", false);
  assert.equal(readPassword(from, () => assert.fail()), "a b\x7f");
  assert.deepEqual(raw, []);
  assert.equal(rest(), 4);
  assert.equal(readPassword(typed("abc", false).from, () => {}), "abc");
  assert.throws(() => readPassword(typed("x".repeat(5000), false).from, () => {}), {
    code: "INVALID_ARGUMENT",
  });
});
