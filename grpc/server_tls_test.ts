import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { generateKeyPairSync } from "node:crypto";
import grpc from "@grpc/grpc-js";
import { silentLogger } from "../base/log/mod.ts";
import { TestClient } from "./test_client.ts";
import { answering, method, status, withServer } from "./test_server.ts";
import certPem from "./testdata/localhost_cert.pem" with { type: "text" };
import keyPem from "./testdata/localhost_key.pem" with { type: "text" };

Deno.test("with a token every service but health asks for it", async () => {
  await withServer({ submit: answering(Uint8Array.of(1)) }, async (client) => {
    const [code, details] = await status(client.submit());
    assert.equal(code, "UNAUTHENTICATED");
    assert.match(details, /WORKER_TOKEN/);
    const wrong = { metadata: { authorization: "Bearer nope" } };
    assert.equal((await status(client.submit(wrong)))[0], "UNAUTHENTICATED");
    const reflection = client.stream("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");
    assert.equal((await status(reflection[Symbol.asyncIterator]().next()))[0], "UNAUTHENTICATED");
    const right = { metadata: { authorization: "Bearer t0ken" } };
    assert.deepEqual(await status(client.submit(right)), ["OK", ""]);
    const { status: state } = await client.call("/grpc.health.v1.Health/Check");
    assert.equal(state, "SERVING");
  }, { auth: { workerToken: "t0ken" } });
});

Deno.test("a message of a caller without token is refused before it is read", async () => {
  await withServer({ display: method(() => Promise.resolve({})) }, async (client) => {
    const [code] = await status(client.display(new Uint8Array(2_000_000)));
    assert.equal(code, "UNAUTHENTICATED");
  }, { auth: { workerToken: "t0ken" } });
});

Deno.test("TLS is served, and a call's connection is known there too", async () => {
  const peers: boolean[] = [];
  const submit = method((_, call) => {
    peers.push(call.peer.closed.aborted);
    return Promise.resolve({ file: new Uint8Array(100_000) });
  });
  const tls = { certPem, keyPem };
  const credentials = grpc.credentials.createSsl(Buffer.from(certPem));
  await withServer(
    { submit },
    async (client, server) => {
      assert.equal((await client.submit()).length, 100_000);
      assert.deepEqual(peers, [false]);
      const unencrypted = new TestClient(server.ports[0]!);
      assert.equal((await status(unencrypted.submit()))[0], "UNAVAILABLE");
      unencrypted.close();
    },
    { tls },
    silentLogger(),
    credentials,
  );
});

Deno.test("a certificate that can't be used ends the start with a sentence", async () => {
  const otherKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
    .export({ type: "pkcs8", format: "pem" }).toString();
  for (
    const tls of [
      { certPem: "no certificate", keyPem },
      { certPem, keyPem: "no key" },
      { certPem, keyPem: otherKey },
    ]
  ) {
    await assert.rejects(
      withServer({ submit: answering(new Uint8Array()) }, () => Promise.resolve(), { tls }),
      { code: "FAILED_PRECONDITION", message: /TLS_CERT/ },
    );
  }
});
