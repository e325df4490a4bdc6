import assert from "node:assert/strict";
import { file, withBox } from "./test_box.ts";
import ca from "./testdata/ca_cert.pem" with { type: "text" };
import cert from "./testdata/localhost_cert.pem" with { type: "text" };
import key from "./testdata/localhost_key.pem" with { type: "text" };

for (const http2 of [true, false]) {
  Deno.test(`page and API are served by TLS over HTTP/${http2 ? 2 : 1.1}`, () =>
    withBox(async (box) => {
      using client = Deno.createHttpClient({ caCerts: [ca], http2, http1: !http2 });
      const origin = `https://localhost:${box.server.port}`;
      const call = (path: string, init: RequestInit = {}) =>
        fetch(origin + path, { client, ...init });
      const page = await call("/");
      assert.match(await page.text(), /<!DOCTYPE html>/);
      const post = { method: "POST", body: await file() };
      const own = await call("/api/v1/images", { ...post, headers: { origin } });
      assert.equal((await own.json()).by, "grey");
      const headers = { origin: "https://evil.example" };
      const foreign = await call("/api/v1/images", { ...post, headers });
      assert.equal((await foreign.json()).error.code, "PERMISSION_DENIED");
    }, { web: { tls: { cert, key } }, builtIns: true }));
}

Deno.test("over HTTP/2 a client that goes away takes its frame with it, too", () =>
  withBox(async (box) => {
    using client = Deno.createHttpClient({ caCerts: [ca], http2: true, http1: false });
    const gone = new AbortController();
    const worker = box.worker();
    const address = `https://localhost:${box.server.port}/api/v1/images`;
    const post = { method: "POST", body: await file(), client, signal: gone.signal };
    const answer = assert.rejects(fetch(address, post), { name: "AbortError" });
    const lease = await worker.take();
    gone.abort();
    await answer;
    if (!lease.over.aborted) {
      await new Promise((resolve) => lease.over.addEventListener("abort", resolve));
    }
    assert.ok(lease.run.ended.aborted);
  }, { web: { tls: { cert, key } } }));
