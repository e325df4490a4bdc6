import assert from "node:assert/strict";
import { file, withFramebox } from "./test_framebox.ts";
import ca from "./testdata/ca_cert.pem" with { type: "text" };
import cert from "./testdata/localhost_cert.pem" with { type: "text" };
import key from "./testdata/localhost_key.pem" with { type: "text" };

Deno.test("page and API are served by TLS, over HTTP/1.1 to clients that know HTTP/2 as well", () =>
  withFramebox(async (framebox) => {
    using client = Deno.createHttpClient({ caCerts: [ca], http2: true, http1: true });
    const origin = `https://localhost:${framebox.server.port}`;
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

Deno.test("over TLS, too, a frame is withdrawn when its client disconnects", () =>
  withFramebox(async (framebox) => {
    using client = Deno.createHttpClient({ caCerts: [ca] });
    const gone = new AbortController();
    const worker = framebox.worker();
    const address = `https://localhost:${framebox.server.port}/api/v1/images`;
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

Deno.test("a live socket opens over TLS", () =>
  withFramebox(async (framebox) => {
    using client = Deno.createHttpClient({ caCerts: [ca] });
    const origin = `https://localhost:${framebox.server.port}`;
    const answer = await fetch(`${origin}/api/v1/sessions`, { method: "POST", client });
    const { session } = await answer.json();
    const address = `wss://localhost:${framebox.server.port}/api/v1/sessions/${session}/live`;
    const socket = new WebSocket(address, { client } as never);
    const opened = Promise.withResolvers<void>();
    socket.onopen = () => opened.resolve();
    socket.onerror = () => opened.reject(new Error("the socket did not open"));
    await opened.promise;
    const closed = new Promise((resolve) => socket.onclose = resolve);
    socket.close();
    await closed;
  }, { web: { tls: { cert, key } } }));

Deno.test("a connection that begins no handshake ends", () =>
  withFramebox(async (framebox) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: framebox.server.port });
    const chunk = new Uint8Array(64);
    while (await connection.read(chunk).catch(() => null) !== null);
  }, { web: { tls: { cert, key }, headersMs: 50 } }));
