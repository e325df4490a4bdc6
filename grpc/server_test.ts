import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { generateKeyPairSync } from "node:crypto";
import grpc from "@grpc/grpc-js";
import { FrameboxError } from "../errors/mod.ts";
import { Logger, silentLogger } from "../log/mod.ts";
import genericBox from "../protos/generic_box.proto" with { type: "text" };
import certPem from "./testdata/localhost_cert.pem" with { type: "text" };
import keyPem from "./testdata/localhost_key.pem" with { type: "text" };
import { loadProtos } from "./proto.ts";
import { type GrpcServer, type ServerOptions, startServer } from "./server.ts";
import { type Call, type Handler, type Service, unary } from "./service.ts";
import { TestClient } from "./test_client.ts";

const OPTIONS: ServerOptions = {
  host: "localhost",
  ports: [0],
  maxMessageBytes: 1_000_000,
  maxConnections: 100,
  maxCallsPerConnection: 100,
  keepaliveMs: 20_000,
  keepaliveTimeoutMs: 20_000,
};

/** A service whose `submit` and `display` do what a test wants. */
function service(handlers: Record<string, Handler>): Service {
  const protos = loadProtos([{ name: "generic_box.proto", text: genericBox }]);
  return { definition: protos.service("GenericBoxService"), handlers };
}

const answering = (file: Uint8Array) => unary(() => Promise.resolve({ file }));

async function withServer(
  handlers: Record<string, Handler>,
  test: (client: TestClient, server: GrpcServer) => Promise<void>,
  options: Partial<ServerOptions> = {},
  log: Logger = silentLogger(),
  credentials?: grpc.ChannelCredentials,
): Promise<void> {
  const settled = () => Promise.resolve();
  const server = await startServer({ ...OPTIONS, ...options }, [service(handlers)], settled, log);
  const client = new TestClient(server.ports[0]!, credentials);
  try {
    await test(client, server);
  } finally {
    client.close();
    await server.close();
  }
}

/** Waits for a status. */
async function status(call: Promise<unknown>): Promise<[string, string]> {
  try {
    await call;
    return ["OK", ""];
  } catch (caught) {
    const error = caught as grpc.ServiceError;
    return [grpc.status[error.code] ?? "?", error.details];
  }
}

Deno.test("every service answers on every port", async () => {
  await withServer({ submit: answering(Uint8Array.of(1, 2)) }, async (_, server) => {
    assert.equal(server.ports.length, 3);
    for (const port of server.ports) {
      const client = new TestClient(port);
      assert.deepEqual([...await client.submit()], [1, 2]);
      const { status } = await client.call("/grpc.health.v1.Health/Check");
      assert.equal(status, "SERVING");
      client.close();
    }
  }, { ports: [0, 0, 0] });
});

Deno.test("errors of handlers become a status with their sentence", async () => {
  const fail = (error: unknown) => unary(() => Promise.reject(error));
  await withServer({
    submit: fail(new FrameboxError("RESOURCE_EXHAUSTED", "Too much: 5 µs ⌚ 100 %.")),
    display: fail(new FrameboxError("NOT_FOUND", `${"x".repeat(999)}😀 and on`)),
  }, async (client) => {
    assert.deepEqual(await status(client.submit()), [
      "RESOURCE_EXHAUSTED",
      "Too much: 5 µs ⌚ 100 %.",
    ]);
    const [code, details] = await status(client.display(undefined));
    assert.equal(code, "NOT_FOUND");
    assert.match(details, /^x{999}.?$/u);
  });
});

Deno.test("what a handler did not foresee is logged and gives nothing away", async () => {
  const lines: string[] = [];
  const log = new Logger({ level: "error", format: "json", write: (line) => lines.push(line) });
  await withServer(
    {
      submit: unary(() => {
        throw new TypeError("secret path /etc/x");
      }),
    },
    async (client) => {
      const [code, details] = await status(client.submit());
      assert.equal(code, "INTERNAL");
      assert.doesNotMatch(details, /secret/);
      assert.match(lines.join(), /grpc_call_failed.*secret path/);
    },
    {},
    log,
  );
});

Deno.test("a message over the limit is RESOURCE_EXHAUSTED, and the connection stays", async () => {
  const display = unary(() => Promise.resolve({}));
  await withServer({ display }, async (client) => {
    const [code] = await status(client.display(new Uint8Array(1_000_001)));
    assert.equal(code, "RESOURCE_EXHAUSTED");
    assert.deepEqual(await status(client.display(new Uint8Array(900_000))), ["OK", ""]);
  });
});

Deno.test("bytes that are no such message are INVALID_ARGUMENT", async () => {
  await withServer({ display: unary(() => Promise.resolve({})) }, async (client) => {
    const [code, details] = await status(
      client.callRaw("/GenericBoxService/display", Uint8Array.of(10, 255, 255)),
    );
    assert.equal(code, "INVALID_ARGUMENT");
    assert.match(details, /GenericBoxService\/display/);
  });
});

Deno.test("an unknown method is UNIMPLEMENTED", async () => {
  await withServer({ submit: answering(new Uint8Array()) }, async (client) => {
    assert.equal((await status(client.call("/GenericBoxService/display")))[0], "UNIMPLEMENTED");
    assert.equal((await status(client.call("/No/such")))[0], "UNIMPLEMENTED");
  });
});

Deno.test("a handler learns that its caller cancelled, and how an answered call ended", async () => {
  const came = Promise.withResolvers<Call>();
  const waiting = unary((_, call) => {
    came.resolve(call);
    return new Promise((_, reject) =>
      call.signal.addEventListener("abort", () => reject(call.signal.reason))
    );
  });
  const answered = Promise.withResolvers<Call>();
  const answer = unary((_, call) => {
    answered.resolve(call);
    return Promise.resolve({});
  });
  await withServer({ submit: waiting, display: answer }, async (client) => {
    const cancelling = new AbortController();
    const outcome = status(client.submit({ signal: cancelling.signal }));
    const call = await came.promise;
    assert.equal(call.signal.aborted, false);
    cancelling.abort();
    assert.equal((await outcome)[0], "CANCELLED");
    assert.equal((await call.ended).complete, false);
    assert.equal(call.signal.aborted, true);

    await client.display(undefined);
    const end = await (await answered.promise).ended;
    assert.deepEqual(end, { complete: true, resetCode: 0 });
  });
});

Deno.test("a handler learns of the deadline and of the connection's end", async () => {
  const calls: Call[] = [];
  const waiting = unary((_, call) => {
    calls.push(call);
    return new Promise((_, reject) =>
      call.signal.addEventListener("abort", () => reject(call.signal.reason))
    );
  });
  await withServer({ submit: waiting }, async (client) => {
    const [code] = await status(client.submit({ deadlineMs: 300 }));
    assert.equal(code, "DEADLINE_EXCEEDED");
    const [call] = calls;
    assert.ok(call);
    await call.ended;
    assert.equal(call.signal.aborted, true);
    const gone = new Promise((resolve) => call.peer.closed.addEventListener("abort", resolve));
    client.close();
    await gone;
  });
});

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
  }, { workerToken: "t0ken" });
});

Deno.test("a message of a caller without token is refused before it is read", async () => {
  await withServer({ display: unary(() => Promise.resolve({})) }, async (client) => {
    const [code] = await status(client.display(new Uint8Array(2_000_000)));
    assert.equal(code, "UNAUTHENTICATED");
  }, { workerToken: "t0ken" });
});

Deno.test("a port in use ends the start with a sentence that names PORT", async () => {
  await withServer({ submit: answering(new Uint8Array()) }, async (_, server) => {
    await assert.rejects(
      withServer({ submit: answering(new Uint8Array()) }, () => Promise.resolve(), {
        ports: [0, server.ports[0]!],
      }),
      { code: "FAILED_PRECONDITION", message: /PORT/ },
    );
  });
});

Deno.test("while draining calls in hand finish and new ones are UNAVAILABLE", async () => {
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const submit = unary(async (_, call: Call) => {
    begun.resolve();
    await finish.promise;
    assert.equal(call.draining.aborted, true);
    return { file: Uint8Array.of(5) };
  });
  const display = unary(() => Promise.resolve({}));
  await withServer({ submit, display }, async (client, server) => {
    const inHand = client.submit();
    await begun.promise;
    const drained = server.drain(AbortSignal.timeout(20_000));
    assert.equal((await status(client.display(undefined)))[0], "UNAVAILABLE");
    const { status: state } = await client.call("/grpc.health.v1.Health/Check");
    assert.equal(state, "NOT_SERVING");
    finish.resolve();
    assert.deepEqual([...await inHand], [5]);
    await drained;
  });
});

Deno.test("a drain ends at its signal, and closing cuts what is still in hand", async () => {
  const begun = Promise.withResolvers<Call>();
  const submit = unary((_, call) => {
    begun.resolve(call);
    return new Promise((_, reject) =>
      call.signal.addEventListener("abort", () => reject(call.signal.reason))
    );
  });
  await withServer({ submit }, async (client, server) => {
    const inHand = status(client.submit());
    const call = await begun.promise;
    const limit = new AbortController();
    const drained = server.drain(limit.signal);
    limit.abort();
    await drained;
    assert.equal(call.signal.aborted, false);
    await server.close();
    assert.notEqual((await inHand)[0], "OK");
    assert.equal(call.signal.aborted, true);
  });
});

Deno.test("TLS is served, and a call's connection is known there too", async () => {
  const peers: boolean[] = [];
  const submit = unary((_, call) => {
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
      assert.equal((await status(unencrypted.submit({ deadlineMs: 5000 })))[0], "UNAVAILABLE");
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
