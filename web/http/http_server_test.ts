import assert from "node:assert/strict";
import { silentLogger } from "../../base/log/mod.ts";
import { Gate } from "../limits/gate.ts";
import { Connections } from "./connections.ts";
import { HttpServers } from "./http_server.ts";
import { Upgrader } from "./upgrader.ts";

Deno.test("a WebSocket that its route can't take after all is ended, and is not counted", async () => {
  const connections = new Connections(10, () => {});
  const answering = new Gate(Infinity, "");
  const servers = new HttpServers(
    (_request, { upgrade }) => {
      assert.ok(upgrade);
      return upgrade(() => {
        throw new Error("a fault of ours");
      });
    },
    { answering, connections, upgrader: new Upgrader(1000), log: silentLogger() },
    { headersMs: 10_000, idleMs: 10_000 },
    undefined,
  );
  const server = servers.create();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  await new Promise((resolve) => socket.addEventListener("close", resolve));
  assert.equal(answering.inside, 0);
  await new Promise((resolve) => server.close(resolve));
  assert.equal(connections.count, 0);
});
