import assert from "node:assert/strict";
import { createAuthenticator } from "../auth/mod.ts";
import { silentLogger } from "../base/log/mod.ts";
import { LISTENER_WATCH } from "../base/network/mod.ts";
import { startServer } from "./server.ts";
import { type Answers, TestClient } from "./test_client.ts";
import { limit } from "../tests/support/limit.ts";

const WATCH = "/grpc.health.v1.Health/Watch";

async function start() {
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
  const client = new TestClient(server.ports[0]!);
  return { server, client };
}

function watch(client: TestClient, service: string): [Answers, () => Promise<unknown>] {
  const answers = client.stream(WATCH);
  answers.send({ service });
  answers.end();
  const iterator = answers[Symbol.asyncIterator]();
  return [answers, async () => (await iterator.next()).value?.status];
}

Deno.test("Check knows the server and its services, and no others", async () => {
  const { server, client } = await start();
  for (const service of ["", "grpc.health.v1.Health"]) {
    const { status } = await client.call("/grpc.health.v1.Health/Check", { service });
    assert.equal(status, "SERVING", service);
  }
  await assert.rejects(client.call("/grpc.health.v1.Health/Check", { service: "x" }), { code: 5 });
  client.close();
  await server.close();
});

Deno.test("Watch reports when the server begins to stop", async () => {
  const { server, client } = await start();
  const [answers, next] = watch(client, "");
  assert.equal(await next(), "SERVING");
  await server.drain(limit());
  assert.equal(await next(), "NOT_SERVING");
  answers.cancel();
  await assert.rejects(next());
  client.close();
  await server.close();
});

Deno.test("Watch of an unknown service reports that and stays open", async () => {
  const { server, client } = await start();
  const [answers, next] = watch(client, "nope");
  assert.equal(await next(), "SERVICE_UNKNOWN");
  answers.cancel();
  await assert.rejects(next(), { code: 1 });
  client.close();
  await server.close();
});
