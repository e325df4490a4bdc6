import assert from "node:assert/strict";
import { TestDirectory } from "../../clusters/calls/test_directory.ts";
import { Browser, withLogins } from "../login/test_logins.ts";
import { withFramebox } from "../test_framebox.ts";

const AS_JSON = { accept: "application/json" };

Deno.test("an operator sees what all users have under way, and nothing that gives access to it", () => {
  const started = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const slow = async () => {
    started.resolve();
    await released.promise;
    return {};
  };
  const clusters = new TestDirectory({ slow }, "login:ana");
  return withLogins(async ({ framebox, token }) => {
    const headers = { authorization: `Bearer ${token}` };
    const opened = await framebox.call("POST", "/api/v1/sessions", { headers });
    const { session } = await opened.json();
    framebox.hub.session(session)?.start({ kind: "camera", policy: "latest", processor: "edges" });
    const calls = `/api/v1/sessions/${session}/calls`;
    const called = await framebox.call("POST", `${calls}?service=lab/slow&name=x`, {
      headers,
      body: "x",
    });
    const { call } = await called.json();
    await started.promise;
    const operator = new Browser(framebox);
    await operator.logIn({ name: "olga" });
    const answer = await framebox.call("GET", "/api/v1/runs", {
      headers: { ...AS_JSON, cookie: operator.cookie },
    });
    const text = await answer.text();
    const work = JSON.parse(text);
    assert.deepEqual(
      work.runs.map(({ owner, kind, processor }: Record<string, unknown>) => [
        ...[owner, kind, processor],
      ]),
      [["login:ana", "camera", "edges"]],
    );
    assert.equal(work.calls.length, 1);
    assert.equal(work.calls[0].owner, "login:ana");
    assert.equal(work.calls[0].service, "lab/slow");
    const page = (await operator.ask("/account")).body;
    assert.match(page, /Under way, of all users/);
    assert.match(page, /<td>edges<\/td><td>camera<\/td>/);
    assert.match(page, /<td>lab\/slow<\/td><td>call<\/td>/);
    for (const secret of [session, call]) {
      assert.ok(!text.includes(secret) && !page.includes(secret));
    }
    const user = new Browser(framebox);
    await user.logIn();
    assert.doesNotMatch((await user.ask("/account")).body, /Under way/);
    const refused = await framebox.call("GET", "/api/v1/runs", { headers });
    await refused.body?.cancel();
    assert.equal(refused.status, 403);
    released.resolve();
  }, { clusters });
});

Deno.test("a server without logins lists no runs: all of its users would be operators", () =>
  withFramebox(async (framebox) => {
    const answer = await framebox.call("GET", "/api/v1/runs");
    assert.equal(answer.status, 404);
    assert.match((await answer.json()).error.message, /LOGIN_USERS/);
  }));
