import assert from "node:assert/strict";
import { once } from "node:events";
import http2 from "node:http2";
import { createAuthenticator } from "../auth/mod.ts";
import { silentLogger } from "../base/log/mod.ts";
import { LISTENER_WATCH } from "../base/network/mod.ts";
import { startServer } from "./server.ts";

Deno.test("a connection's windows grow with its first call", async () => {
  const options = {
    host: "localhost",
    ports: [0],
    maxMessageBytes: 1000,
    maxConnections: 10,
    watch: LISTENER_WATCH,
    maxCallsPerConnection: 10,
    keepaliveMs: 20_000,
    keepaliveTimeoutMs: 20_000,
  };
  const server = await startServer(options, [], () => Promise.resolve(), {
    auth: createAuthenticator({}),
    log: silentLogger(),
  });
  const client = http2.connect(`http://localhost:${server.ports[0]}`);
  const [before] = await once(client, "remoteSettings");
  assert.equal(before.initialWindowSize, 65_535);
  const changed = once(client, "remoteSettings");
  const call = client.request({
    ":method": "POST",
    ":path": "/grpc.health.v1.Health/Check",
    "content-type": "application/grpc",
    te: "trailers",
  });
  const [after] = await changed;
  assert.ok(after.initialWindowSize >= 4 * 1024 * 1024);
  call.end(Uint8Array.of(0, 0, 0, 0, 0));
  call.resume();
  await once(call, "close");
  client.destroy();
  await server.close();
});
