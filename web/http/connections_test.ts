import assert from "node:assert/strict";
import { file, raw, withFramebox } from "../test_framebox.ts";

/** A connection that a test drives by hand. */
async function connect(port: number): Promise<Deno.TcpConn> {
  return await Deno.connect({ hostname: "127.0.0.1", port });
}

const encoder = new TextEncoder();

/** Reads until the other end closes. */
async function rest(connection: Deno.TcpConn): Promise<string> {
  const chunk = new Uint8Array(16 * 1024);
  let text = "";
  for (;;) {
    const length = await connection.read(chunk).catch(() => null);
    if (length === null) return text;
    text += new TextDecoder().decode(chunk.subarray(0, length));
  }
}

Deno.test("silent and half-sent connections end", () =>
  withFramebox(async (framebox) => {
    const silent = await connect(framebox.server.port);
    const half = await connect(framebox.server.port);
    await half.write(encoder.encode("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "));
    assert.match(await rest(silent), /^(HTTP\/1\.1 408 [^]*)?$/);
    assert.match(await rest(half), /^(HTTP\/1\.1 408 [^]*)?$/);
    silent.close();
    half.close();
  }, { web: { headersMs: 50 } }));

Deno.test("a connection without a further request ends, and stays until then", () =>
  withFramebox(async (framebox) => {
    const connection = await connect(framebox.server.port);
    const request = encoder.encode("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await connection.write(request);
    const chunk = new Uint8Array(4096);
    assert.ok(await connection.read(chunk));
    await connection.write(request);
    assert.match(await rest(connection), /^HTTP\/1\.1 200 /);
    connection.close();
  }, { web: { idleMs: 50 } }));

Deno.test("a client that opens connections and asks nothing keeps no other out", () =>
  withFramebox(async (framebox) => {
    const silent: Deno.TcpConn[] = [];
    for (let i = 0; i < 20; i++) silent.push(await connect(framebox.server.port));
    for (let i = 0; i < 5; i++) {
      assert.match(
        await raw(framebox, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        / 200 /,
      );
    }
    for (const connection of silent) connection.close();
  }, { web: { maxConnections: 4 } }));

Deno.test("a request under way is not given up for a newcomer, who is refused", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const answer = fetch(framebox.url("/api/v1/images"), { method: "POST", body: await file() });
    const lease = await worker.take();
    const refused = await connect(framebox.server.port);
    assert.equal(await rest(refused), "");
    refused.close();
    await lease.complete({ text: "x" });
    assert.equal((await (await answer).json()).text, "x");
    assert.ok(framebox.log.some((line) => line.includes("web_connections_full")));
  }, { web: { maxConnections: 1 } }));
