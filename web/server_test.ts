import assert from "node:assert/strict";
import { startWebServer } from "./mod.ts";
import { assertError, file, jpegResult, raw, webOptions, withFramebox } from "./test_framebox.ts";

Deno.test("a port in use is named with its setting", () =>
  withFramebox(async (framebox) => {
    const { port } = framebox.server;
    await assert.rejects(
      () => startWebServer({ ...webOptions(), port }, framebox.parts),
      { code: "FAILED_PRECONDITION", message: new RegExp(`Port ${port} .* WEB_PORT`) },
    );
  }));

Deno.test("the error of a host that isn't this machine's names its setting", () =>
  withFramebox(async (framebox) => {
    await assert.rejects(
      () => startWebServer({ ...webOptions(), host: "192.0.2.1" }, framebox.parts),
      {
        code: "FAILED_PRECONDITION",
        message: /HOST 192\.0\.2\.1 is no address of this machine/,
      },
    );
  }));

Deno.test("a bad certificate ends the start with a sentence", () =>
  withFramebox(async (framebox) => {
    await assert.rejects(
      () => startWebServer({ ...webOptions(), tls: { cert: "x", key: "y" } }, framebox.parts),
      { code: "FAILED_PRECONDITION", message: /TLS_CERT and TLS_KEY/ },
    );
  }));

Deno.test("an upload over the limit is answered before it is read", () =>
  withFramebox(async (framebox) => {
    const answer = await raw(
      framebox,
      `POST /api/v1/images HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1048577\r\n\r\nfirst bytes`,
    );
    assert.match(answer, /^HTTP\/1.1 413 /);
    assert.match(answer, /"code":"RESOURCE_EXHAUSTED".*1 MB \(setting MAX_UPLOAD_MB\)/);
  }));

Deno.test("an upload of no stated length is answered once it is over the limit", () =>
  withFramebox(async (framebox) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: framebox.server.port });
    const write = (text: string) => connection.write(new TextEncoder().encode(text));
    await write(
      "POST /api/v1/images HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    const answered = connection.read(new Uint8Array(16)).then(() => true);
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    let chunks = 0;
    // The last chunk never comes: the answer doesn't wait for it.
    for (; chunks <= 16; chunks++) await write(chunk);
    assert.ok(await answered);
    assert.equal(framebox.hub.status.sessions, 0);
  }));

Deno.test("draining waits for images that are under way, notifies the pages, and stops", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const live = await framebox.live(await framebox.session());
    await live.status("open");
    const answer = framebox.call("POST", "/api/v1/images", { body: await file() });
    const lease = await worker.take();
    const drained = framebox.server.drain(new AbortController().signal);
    await live.status("draining");
    await lease.complete(await jpegResult());
    assert.equal((await answer).status, 200);
    assert.equal((await live.closed).code, 1012);
    await drained;
    await assert.rejects(fetch(framebox.url("/healthz")));
  }));

Deno.test("the last answer before the stop arrives whole, and a silent connection doesn't hold it up", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    using _silent = await Deno.connect({ hostname: "127.0.0.1", port: framebox.server.port });
    const answer = framebox.call("POST", "/api/v1/images", { body: await file() });
    const lease = await worker.take();
    const drained = framebox.server.drain(new AbortController().signal);
    await lease.complete(await jpegResult());
    await drained;
    assert.equal((await answer).status, 200);
  }));

Deno.test("a connection that never ends its upload doesn't hold up the stop", () =>
  withFramebox(async (framebox) => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: framebox.server.port });
    await connection.write(new TextEncoder().encode(
      "POST /api/v1/images HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1048577\r\n\r\nfirst bytes",
    ));
    await connection.read(new Uint8Array(4096));
    await framebox.server.drain(new AbortController().signal);
    connection.close();
    await framebox.server.close();
  }));

Deno.test("draining has a limit", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const answer = fetch(framebox.url("/api/v1/images"), { method: "POST", body: await file() });
    const refused = assert.rejects(answer);
    await worker.take();
    const limit = new AbortController();
    const drained = framebox.server.drain(limit.signal);
    limit.abort();
    await drained;
    await refused;
  }));

Deno.test("an open server logs that it is open", () =>
  withFramebox((framebox) => {
    assert.ok(framebox.log.some((line) => line.includes("web_open")));
    return Promise.resolve();
  }, { web: { open: true } }));

Deno.test("an upload that stands still is given up", () =>
  withFramebox(async (framebox) => {
    const answer = await raw(
      framebox,
      "POST /api/v1/images HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nfirst",
    );
    assert.match(answer, /^HTTP\/1.1 408 /);
  }, { web: { uploadIdleMs: 20 } }));

Deno.test("uploads hold no more memory together than they may", () =>
  withFramebox(async (framebox) => {
    const answer = await framebox.call("POST", "/api/v1/images", { body: new Uint8Array(5000) });
    await assertError(answer, 429, "RESOURCE_EXHAUSTED", /holds too many pictures/);
    assert.equal(
      (await framebox.call("POST", "/api/v1/images", { body: await file() })).status,
      200,
    );
  }, { web: { bufferBytes: 1000 }, builtIns: true }));
