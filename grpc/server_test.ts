import assert from "node:assert/strict";
import { FrameboxError } from "../base/errors/mod.ts";
import { Logger } from "../base/log/mod.ts";
import type { Call } from "./service.ts";
import { TestClient } from "./test_client.ts";
import { answering, method, status, withServer } from "./test_server.ts";

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
  const fail = (error: unknown) => method(() => Promise.reject(error));
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
      submit: method(() => {
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
  const display = method(() => Promise.resolve({}));
  await withServer({ display }, async (client) => {
    const [code] = await status(client.display(new Uint8Array(1_000_001)));
    assert.equal(code, "RESOURCE_EXHAUSTED");
    assert.deepEqual(await status(client.display(new Uint8Array(900_000))), ["OK", ""]);
  });
});

Deno.test("a message that gRPC has compressed is read, within the limit of what it holds", async () => {
  const lengths: number[] = [];
  const display = method((request) => {
    const { img } = request as { img: { file: Uint8Array } };
    lengths.push(img.file.length);
    return Promise.resolve({});
  });
  await withServer({ display }, async (_, server) => {
    for (const algorithm of [1, 2]) {
      const compressed = { "grpc.default_compression_algorithm": algorithm };
      const client = new TestClient(server.ports[0]!, undefined, compressed);
      assert.deepEqual(await status(client.display(new Uint8Array(900_000))), ["OK", ""]);
      const [code] = await status(client.display(new Uint8Array(1_000_001)));
      assert.equal(code, "RESOURCE_EXHAUSTED");
      client.close();
    }
  });
  assert.deepEqual(lengths, [900_000, 900_000]);
});

Deno.test("bytes that are no such message are INVALID_ARGUMENT", async () => {
  await withServer({ display: method(() => Promise.resolve({})) }, async (client) => {
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
  const waiting = method((_, call) => {
    came.resolve(call);
    return new Promise((_, reject) =>
      call.signal.addEventListener("abort", () => reject(call.signal.reason))
    );
  });
  const answered = Promise.withResolvers<Call>();
  const answer = method((_, call) => {
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
  const waiting = method((_, call) => {
    calls.push(call);
    return new Promise((_, reject) =>
      call.signal.addEventListener("abort", () => reject(call.signal.reason))
    );
  });
  await withServer({ submit: waiting }, async (client) => {
    // Under load a deadline may be over before its call arrives.
    for (let deadlineMs = 100; calls.length === 0; deadlineMs *= 2) {
      const [code] = await status(client.submit({ deadlineMs }));
      assert.equal(code, "DEADLINE_EXCEEDED");
    }
    const call = calls.at(-1);
    assert.ok(call);
    await call.ended;
    assert.equal(call.signal.aborted, true);
    const gone = new Promise((resolve) => call.peer.closed.addEventListener("abort", resolve));
    client.close();
    await gone;
  });
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

Deno.test("a stream of requests ends its answers when the client has no more", async () => {
  await withServer({ submit: answering(new Uint8Array()) }, async (client) => {
    const answers = client.stream("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");
    answers.send({ list_services: "" });
    answers.send({ file_by_filename: "generic_box.proto" });
    answers.end();
    const kinds = [];
    for await (const answer of answers) kinds.push(answer.message_response);
    assert.deepEqual(kinds, ["list_services_response", "file_descriptor_response"]);
  });
});

/** The services that a port lists, by both versions of reflection. */
async function listed(port: number): Promise<string[][]> {
  const client = new TestClient(port);
  const lists: string[][] = [];
  for (const version of ["v1", "v1alpha"]) {
    const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
    const answers = client.stream(path);
    answers.send({ list_services: "" });
    answers.end();
    for await (const answer of answers) {
      const list = answer.list_services_response as { service: { name: string }[] };
      lists.push(list.service.map(({ name }) => name));
    }
  }
  client.close();
  return lists;
}

const BOX_ALONE = ["GenericBoxService", "grpc.reflection.v1alpha.ServerReflection"];
const ALL_SERVICES = [
  "GenericBoxService",
  "grpc.health.v1.Health",
  "grpc.reflection.v1.ServerReflection",
  "grpc.reflection.v1alpha.ServerReflection",
];

Deno.test("the first port lists framebox alone, further ones list all services", async () => {
  await withServer({ submit: answering(new Uint8Array()) }, async (_, { ports }) => {
    const [first = 0, second = 0, third = 0] = ports;
    assert.deepEqual(await listed(first), [BOX_ALONE, BOX_ALONE]);
    assert.deepEqual(await listed(second), [ALL_SERVICES, ALL_SERVICES]);
    assert.deepEqual(await listed(third), [ALL_SERVICES, ALL_SERVICES]);
  }, { ports: [0, 0, 0] });
});

Deno.test("with REFLECTION=all the first port lists all services, too", async () => {
  await withServer({ submit: answering(new Uint8Array()) }, async (_, { ports }) => {
    assert.deepEqual(await listed(ports[0]!), [ALL_SERVICES, ALL_SERVICES]);
  }, { reflection: "all" });
});
