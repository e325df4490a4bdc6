import assert from "node:assert/strict";
import { createAuthenticator, Logins, SameSite, Users } from "../../auth/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { withFramebox } from "../test_framebox.ts";
import { Browser, withLogins } from "./test_logins.ts";

const as = (token: string) => ({ authorization: `Bearer ${token}` });
const TOKEN = /fbx_[\w-]{43}/;

/** Makes a token on the page; gives it with its id. */
async function makeToken(browser: Browser): Promise<{ token: string; id: string; page: string }> {
  const { body } = await browser.submit("/account/tokens", { name: "a script" }, "/account");
  const ids = [...body.matchAll(/name="id" value="([0-9a-f]{8})"/g)];
  return { token: TOKEN.exec(body)?.[0] ?? "", id: ids.at(-1)?.[1] ?? "", page: body };
}

Deno.test("a user makes an API token, which is shown once, and revokes it", () =>
  withLogins(async ({ framebox, log }) => {
    const browser = new Browser(framebox);
    await browser.logIn();
    const { token, id, page } = await makeToken(browser);
    assert.match(page, /You are logged in as ana\./);
    const ask = async () => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await framebox.call("POST", "/api/v1/sessions", { headers });
      await answer.body?.cancel();
      return answer.status;
    };
    // It is known at once, without the file's change being noticed.
    assert.equal(await ask(), 201);
    const opened = await framebox.call("POST", "/api/v1/sessions", { headers: as(token) });
    const { session } = await opened.json();
    const socket = await framebox.live(session, "", as(token));
    const later = (await browser.ask("/account")).body;
    assert.match(later, /a script/);
    assert.ok(!later.includes(token));
    const revoked = await browser.submit("/account/tokens/revoke", { id }, "/account");
    assert.equal(revoked.headers.get("location"), "/account");
    assert.equal((await socket.closed).code, 4003);
    assert.equal(await ask(), 401);
    assert.match(log(), new RegExp(`audit_token_added token=${id} user=ana`));
    assert.match(log(), new RegExp(`audit_token_removed token=${id} user=ana`));
    assert.ok(!log().includes(token));
  }));

Deno.test("another user's token can't be revoked, nor be distinguished from one that never was", () =>
  withLogins(async ({ framebox }) => {
    const [ana, rui] = [new Browser(framebox), new Browser(framebox)];
    await ana.logIn();
    await rui.logIn({ name: "rui" });
    const { token, id } = await makeToken(ana);
    const tryToRevoke = async (id: string) => {
      const { status, body } = await rui.submit("/account/tokens/revoke", { id }, "/account");
      return { status, alert: /role="alert"[^>]*>([^<]*)/.exec(body)?.[1] };
    };
    const foreign = await tryToRevoke(id);
    assert.equal(foreign.status, 404);
    assert.deepEqual(await tryToRevoke("00000000"), foreign);
    assert.ok(!(await rui.ask("/account")).body.includes(id));
    const headers = { authorization: `Bearer ${token}` };
    const answer = await framebox.call("POST", "/api/v1/sessions", { headers });
    await answer.body?.cancel();
    assert.equal(answer.status, 201);
  }));

Deno.test("forms of the account need their own token, and no API token makes or lists another", () =>
  withLogins(async ({ framebox, token }) => {
    const browser = new Browser(framebox);
    await browser.logIn();
    for (const path of ["/account/tokens", "/account/tokens/revoke"]) {
      const forged = await browser.ask(path, { token: "x", name: "x", id: "00000000" });
      assert.equal(forged.status, 403);
      assert.doesNotMatch(forged.body, TOKEN);
      const without = await fetch(framebox.url(path), { method: "POST" });
      await without.body?.cancel();
      assert.equal(without.status, 401);
    }
    const headers = { authorization: `Bearer ${token}` };
    const page = await fetch(framebox.url("/account"), { headers });
    await page.body?.cancel();
    assert.equal(page.status, 401);
  }));

Deno.test("a token of a proxy's user has no more roles than that user has now", async () => {
  const directory = await Deno.makeTempDir({ prefix: "account-test-" });
  const path = `${directory}/logins.json`;
  const log = silentLogger();
  const users = await Users.open(path, log, true);
  const times = { idleMs: 60_000, maxMs: 60_000 };
  let operators = ["eva"];
  const open = () => {
    const header = {
      name: "remote-user",
      from: [{ address: "127.0.0.1", prefix: 32, family: "ipv4" as const }],
      operators,
    };
    const options = { usersFile: path, hasUsers: false, workerRoles: [], ...times };
    return {
      withHeader: new Logins({ ...options, header }, { users, log }),
      without: new Logins({ ...options, header: undefined }, { users, log }),
    };
  };
  const by = (headers: Record<string, string>) => ({
    transport: "http" as const,
    header: (name: string) => headers[name],
    peer: "127.0.0.1",
  });
  const rolesOf = (logins: Logins, token: string) => [
    ...logins.authenticate(by({ authorization: `Bearer ${token}` }))?.roles ?? [],
  ];
  try {
    const token = await open().withHeader.addToken(by({ "remote-user": "eva" }), "script");
    assert.deepEqual(rolesOf(open().withHeader, token), ["user", "operator"]);
    operators = [];
    assert.deepEqual(rolesOf(open().withHeader, token), ["user"]);
    assert.deepEqual(rolesOf(open().without, token), []);
  } finally {
    await users.close();
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("where only a proxy logs users in, a browser that came past it gets a page, a program JSON", async () => {
  const log = silentLogger();
  const logins = new Logins({
    usersFile: undefined,
    hasUsers: false,
    header: { name: "remote-user", from: [], operators: [] },
    workerRoles: [],
    idleMs: 1000,
    maxMs: 1000,
  }, { users: undefined, log });
  const site = new SameSite({ host: "127.0.0.1", allowedHosts: [] }, log);
  await withFramebox(async (framebox) => {
    const ask = async (accept: string) => {
      const answer = await fetch(framebox.url("/"), { headers: { accept } });
      const type = answer.headers.get("content-type") ?? "";
      return { status: answer.status, type, body: await answer.text() };
    };
    const page = await ask("text/html");
    assert.equal(page.status, 401);
    assert.match(page.type, /text\/html/);
    assert.match(page.body, /open it by that proxy&#39;s address/);
    const json = await ask("*/*");
    assert.equal(json.status, 401);
    assert.equal(JSON.parse(json.body).error.reason, "login-at-proxy");
  }, { auth: createAuthenticator({}, site, logins), logins });
});
