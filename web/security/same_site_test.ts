import assert from "node:assert/strict";
import { assertError, file, raw, type TestFramebox, withFramebox } from "../test_framebox.ts";

const FOREIGN = ["http://evil.example", "null", "http://127.0.0.1:1", "file://", "garbage", ""];

Deno.test("another site's page can't change anything", () =>
  withFramebox(async (framebox) => {
    for (const origin of FOREIGN) {
      const headers = { origin };
      const calls = [
        framebox.call("POST", "/api/v1/sessions", { headers }),
        framebox.call("POST", "/api/v1/images", { headers, body: await file() }),
      ];
      for (const answer of await Promise.all(calls)) {
        await assertError(answer, 403, "PERMISSION_DENIED", /another site's page/);
      }
    }
    assert.equal(framebox.hub.status.sessions, 0);
  }));

Deno.test("our own page can, and so can a client that sends no Origin", () =>
  withFramebox(async (framebox) => {
    const own = { origin: framebox.url("").replace(/\/$/, "") };
    assert.equal((await framebox.call("POST", "/api/v1/sessions", { headers: own })).status, 201);
    assert.equal((await framebox.call("POST", "/api/v1/sessions")).status, 201);
  }));

Deno.test("another site's page can't open the live socket, even with a session's id", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    for (const origin of FOREIGN) {
      const answer = await upgrade(framebox, session, `Origin: ${origin}`);
      assert.match(answer, /^HTTP\/1.1 403 /, origin);
    }
    const { port } = framebox.server;
    const same = await upgrade(framebox, session, `Origin: http://127.0.0.1:${port}`);
    assert.match(same, /^HTTP\/1.1 101 /);
    assert.match(await upgrade(framebox, session, "X-Nothing: 1"), /^HTTP\/1.1 101 /);
  }));

Deno.test("a name that was made to point here is refused, for reading too", () =>
  withFramebox(async (framebox) => {
    for (const path of ["/", "/api/v1/status", "/healthz", "/assets/x"]) {
      const answer = await raw(framebox, `GET ${path} HTTP/1.1\r\nHost: evil.example:7860\r\n\r\n`);
      assert.match(answer, /^HTTP\/1.1 403 /, path);
      assert.match(answer, /ALLOWED_HOSTS/);
    }
    for (const host of ["a b", "user@127.0.0.1", "/x"]) {
      const answer = await raw(framebox, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      assert.match(answer, /^HTTP\/1.1 40[03] /, host);
    }
  }));

Deno.test("every answer has the headers that keep others out", () =>
  withFramebox(async (framebox) => {
    for (const path of ["/", "/api", "/api/v1/status", "/api/v1/nothing", "/healthz"]) {
      const answer = await fetch(framebox.url(path));
      await answer.body?.cancel();
      const policy = answer.headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
      assert.equal(answer.headers.get("cross-origin-resource-policy"), "same-origin");
      assert.equal(answer.headers.get("access-control-allow-origin"), null);
      assert.match(answer.headers.get("cache-control") ?? "", /no-store/, path);
    }
  }));

function upgrade(framebox: TestFramebox, session: string, header: string): Promise<string> {
  return raw(
    framebox,
    `GET /api/v1/sessions/${session}/live HTTP/1.1\r\nHost: 127.0.0.1:${framebox.server.port}\r\n` +
      `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${header}\r\n\r\n`,
  );
}
