import assert from "node:assert/strict";
import grpc from "@grpc/grpc-js";
import { Logger } from "../base/log/mod.ts";
import { boundHeaders } from "./reset_guard.ts";
import { floodHeaders } from "./test_header_flood.ts";
import { answering, status, withServer } from "./test_server.ts";

const ENHANCE_YOUR_CALM = 11;

Deno.test("a connection that repeats a large packed header is cut after some streams, and others are answered", async () => {
  const lines: string[] = [];
  const log = new Logger({ level: "warn", format: "text", write: (line) => lines.push(line) });
  await withServer(
    { submit: answering(Uint8Array.of(1)) },
    async (client, server) => {
      const flooding = floodHeaders(server.ports[0]!, 1000, 7500);
      assert.deepEqual(await status(client.submit()), ["OK", ""]);
      const { resets, isCut } = await flooding;
      assert.ok(isCut);
      assert.ok(resets.length <= 20, `${resets.length} streams were reset`);
      assert.ok(resets.every((code) => code === ENHANCE_YOUR_CALM), String(new Set(resets)));
      assert.deepEqual(await status(client.submit()), ["OK", ""]);
      assert.match(lines.join("\n"), /grpc_connection_cut peer=\S+ resets=21/);
    },
    {},
    log,
  );
});

Deno.test("a caller whose headers are too many a few times keeps its connection", async () => {
  await withServer({ submit: answering(Uint8Array.of(1)) }, async (client) => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`x-${i}`, "1"]));
    for (let i = 0; i < 20; i++) {
      assert.notEqual((await status(client.submit({ metadata: many })))[0], "OK");
    }
    assert.deepEqual(await status(client.submit()), ["OK", ""]);
  });
});

Deno.test("calls beyond those that a connection may have at once are no reason to cut it", async () => {
  let open = Promise.withResolvers<void>();
  const submit = {
    handle: async function* () {
      await open.promise;
      yield { file: Uint8Array.of(1) };
    },
    options: {},
  };
  await withServer({ submit }, async (client) => {
    const calls = Array.from({ length: 100 }, () => status(client.submit()));
    open.resolve();
    for (const call of calls) assert.deepEqual(await call, ["OK", ""]);
    open = Promise.withResolvers();
    open.resolve();
    assert.deepEqual(await status(client.submit()), ["OK", ""]);
  }, { maxCallsPerConnection: 2 });
});

Deno.test("the metadata of a call behind a proxy with tracing gets through", async () => {
  await withServer({ submit: answering(Uint8Array.of(1)) }, async (client) => {
    const metadata = Object.fromEntries(
      Array.from({ length: 36 }, (_, i) => [`x-trace-${i}`, "v".repeat(200)]),
    );
    assert.deepEqual(await status(client.submit({ metadata })), ["OK", ""]);
  });
});

Deno.test("where grpc-js keeps its options is known", () => {
  boundHeaders(new grpc.Server());
  assert.throws(() => boundHeaders({} as grpc.Server), /must learn where/);
});
