import assert from "node:assert/strict";
import { Logger } from "../../base/log/mod.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import type { AuthRequest } from "../request.ts";
import { createAuthenticator } from "../providers.ts";
import { request } from "../test_request.ts";
import { addUser, makeToken, removeUser, Users } from "../users/mod.ts";
import { Logins } from "./logins.ts";

const PASSWORD = "correct horse";
const NEVER = new AbortController().signal;

interface Given {
  readonly logins: Logins;
  readonly path: string;
  readonly users: Users;
  readonly clock: ManualClock;
  readonly lines: string[];
  /** Logs ana in, or another one; gives what the browser shows from then on. */
  logIn(name?: string, password?: string, shown?: AuthRequest): Promise<AuthRequest>;
}

async function withLogins(test: (given: Given) => Promise<void>) {
  const directory = await Deno.makeTempDir({ prefix: "logins-test-" });
  const path = `${directory}/logins.json`;
  const lines: string[] = [];
  const log = new Logger({ level: "debug", format: "text", write: (line) => lines.push(line) });
  await addUser(path, { name: "ana", password: PASSWORD, roles: ["user", "operator", "worker"] });
  await addUser(path, { name: "rui", password: PASSWORD, roles: ["user"] });
  const users = await Users.open(path, log);
  const clock = new ManualClock();
  const logins = new Logins({
    usersFile: path,
    hasUsers: true,
    header: {
      name: "remote-user",
      from: [{ address: "10.0.0.5", prefix: 32, family: "ipv4" }],
      operators: ["eva"],
    },
    workerRoles: ["worker"],
    idleMs: 60_000,
    maxMs: 3_600_000,
  }, { users, log, clock });
  const logIn: Given["logIn"] = async (name = "ana", password = PASSWORD, shown = request()) =>
    cookie(await logins.logIn({ method: "users", name, password }, "10.1.1.1", shown, NEVER));
  try {
    await test({ logins, path, users, clock, lines, logIn });
  } finally {
    await users.close();
    log.flush();
    await Deno.remove(directory, { recursive: true });
  }
}

const cookie = (id: string) => request({ cookie: `framebox-login=${id}` }, { transport: "http" });
const bearer = (token: string) => request({ authorization: `Bearer ${token}` });

/** Who that is, in one line. */
function who(logins: Logins, shown: AuthRequest): string | undefined {
  const found = logins.authenticate(shown);
  return found && `${found.id} ${[...found.roles].join()}`;
}

Deno.test("who has logged in is known by the cookie, with the roles of the file", () =>
  withLogins(async ({ logins, logIn }) => {
    assert.equal(who(logins, request()), undefined);
    assert.equal(who(logins, await logIn()), "login:ana user,operator");
    assert.equal(who(logins, await logIn("rui")), "login:rui user");
  }));

Deno.test("an unknown name and a wrong password are refused with the same words, and logged without them", () =>
  withLogins(async ({ logIn, lines }) => {
    const refusals: string[] = [];
    for (const [name, password] of [["ana", "wrong horse"], ["my secret", PASSWORD], ["", ""]]) {
      await logIn(name, password).catch(({ code, message }) => refusals.push(`${code} ${message}`));
    }
    assert.equal(refusals.length, 3);
    assert.equal(new Set(refusals).size, 1);
    assert.match(refusals[0] ?? "", /^UNAUTHENTICATED /);
    const failed = lines.filter((line) => line.includes("audit_login_failed"));
    assert.match(failed.join("\n"), /user=ana from=10.1.1.1/);
    assert.doesNotMatch(lines.join("\n"), /secret|horse/);
  }));

Deno.test("attempts at one account, or from one address, have to wait, the right password too", () =>
  withLogins(async ({ logins, logIn, clock }) => {
    const wrong = await Promise.allSettled(
      Array.from({ length: 8 }, () => logIn("ana", "wrong horse")),
    );
    const codes = wrong.map((each) => each.status === "rejected" && each.reason.code);
    assert.deepEqual(codes, [
      ...Array(4).fill("UNAUTHENTICATED"),
      ...Array(4).fill("RESOURCE_EXHAUSTED"),
    ]);
    await assert.rejects(logIn(), { code: "RESOURCE_EXHAUSTED", message: /try again in 1 s/ });
    assert.ok(await logIn("rui"));
    clock.advance(1000);
    assert.equal(who(logins, await logIn()), "login:ana user,operator");
    const many = await Promise.allSettled(
      Array.from({ length: 24 }, (_, i) => logIn(`user${i}`, "wrong horse")),
    );
    assert.match(
      String((many.at(-1) as PromiseRejectedResult).reason.message),
      /too many attempts/,
    );
  }));

Deno.test("a login replaces the one that the browser had: an id that was planted is of no use", () =>
  withLogins(async ({ logins, logIn }) => {
    const planted = await logIn("rui");
    const mine = await logIn("ana", PASSWORD, planted);
    assert.equal(who(logins, planted), undefined);
    assert.equal(who(logins, mine), "login:ana user,operator");
  }));

Deno.test("logging out ends this login, or all of the user", () =>
  withLogins(async ({ logins, logIn }) => {
    const [one, two, three, other] = [
      await logIn(),
      await logIn(),
      await logIn(),
      await logIn("rui"),
    ];
    const { ended } = logins.authenticate(one)!;
    logins.logOut(one, false);
    assert.equal(ended?.aborted, true);
    assert.deepEqual([one, two].map((shown) => logins.canLogOut(shown)), [false, true]);
    logins.logOut(two, true);
    assert.equal(who(logins, three), undefined);
    assert.equal(who(logins, other), "login:rui user");
  }));

Deno.test("messages of an open connection keep a login from becoming idle", () =>
  withLogins(async ({ logins, logIn, clock }) => {
    const { used, ended } = logins.authenticate(await logIn())!;
    for (let i = 0; i < 5; i++) {
      clock.advance(59_000);
      used?.();
    }
    assert.equal(ended?.aborted, false);
    clock.advance(60_000);
    assert.equal(ended?.aborted, true);
  }));

Deno.test("a user that is removed, or has a new password, is logged in no more", () =>
  withLogins(async ({ logins, logIn, path }) => {
    const [ana, rui] = [await logIn(), await logIn("rui")];
    const ends = [ana, rui].map((shown) => {
      const { ended } = logins.authenticate(shown)!;
      return new Promise((resolve) => ended?.addEventListener("abort", resolve));
    });
    await addUser(path, { name: "rui", password: "another horse", roles: ["user"] });
    await removeUser(path, "ana");
    await Promise.all(ends);
    assert.deepEqual([ana, rui].map((shown) => who(logins, shown)), [undefined, undefined]);
  }));

Deno.test("a token stands for its owner, and for a worker where its owner is one", () =>
  withLogins(async ({ path, users, logins }) => {
    const both = Promise.withResolvers<void>();
    const [ana, rui] = [await makeToken(path, "ana", ""), await makeToken(path, "rui", "")];
    const check = () => users.ofToken(rui) && both.resolve();
    users.onChange(check);
    check();
    await both.promise;
    assert.equal(who(logins, bearer(ana)), "login:ana user,operator,worker");
    assert.equal(who(logins, bearer(rui)), "login:rui user");
    assert.equal(who(logins, bearer(`${rui}x`)), undefined);
    const auth = createAuthenticator({ workerToken: "tok" }, undefined, logins);
    assert.equal(auth.admit(bearer(ana), "worker").id, "login:ana");
    assert.throws(() => auth.admit(bearer(rui), "worker"), { code: "UNAUTHENTICATED" });
    assert.equal(auth.admit(bearer("tok"), "worker").id, "worker-token");
    assert.throws(() => auth.admit(bearer("tok"), "user"), { code: "UNAUTHENTICATED" });
  }));

Deno.test("a proxy's header counts from that proxy alone", () =>
  withLogins(({ logins }) => {
    const from = (peer: string | undefined, name: string) =>
      request({ "remote-user": name }, { peer });
    assert.equal(who(logins, from("10.0.0.5", "ana")), "header:ana user");
    assert.equal(who(logins, from("::ffff:10.0.0.5", "eva")), "header:eva user,operator");
    for (const peer of ["10.0.0.6", "127.0.0.1", undefined]) {
      assert.equal(who(logins, from(peer, "eva")), undefined, `${peer}`);
    }
    assert.equal(who(logins, from("10.0.0.5", " ")), undefined);
    // The proxy has added its own to a client's.
    const two = {
      ...from("10.0.0.5", "eva, ana"),
      isRepeated: (name: string) => name === "remote-user",
    };
    assert.equal(who(logins, two), undefined);
    return Promise.resolve();
  }));

Deno.test("roles of two users don't add up in one request", () =>
  withLogins(async ({ logins, logIn }) => {
    const ana = await logIn();
    const mixed = {
      ...ana,
      peer: "10.0.0.5",
      header: (name: string) => name === "remote-user" ? "rui" : ana.header(name),
    };
    const auth = createAuthenticator({}, undefined, logins);
    assert.throws(() => auth.admit(mixed, "operator"), { code: "PERMISSION_DENIED" });
  }));
