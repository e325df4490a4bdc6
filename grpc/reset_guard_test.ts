import assert from "node:assert/strict";
import grpc from "@grpc/grpc-js";
import { Socket } from "node:net";
import { Logger } from "../base/log/mod.ts";
import { boundHeaders, watchResets } from "./reset_guard.ts";
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
    options: { access: "worker" as const },
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
  assert.throws(() => boundHeaders({} as grpc.Server), /adapt reset_guard.ts/);
});

/** An RST_STREAM frame with this code. */
function resetFrame(code: number): Uint8Array {
  return Uint8Array.of(0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, code);
}

/** A socket that is watched, what reaches the system, and with how many resets it was cut. */
function watched() {
  const written: number[] = [];
  const cuts: number[] = [];
  const socket = new Socket();
  socket.write = (frame: unknown) => written.push((frame as Uint8Array).byteLength) > 0;
  watchResets(socket, (resets) => cuts.push(resets));
  return { socket, written, cuts };
}

Deno.test("the 21st reset that blames its client cuts the connection, once", () => {
  for (const code of [1, 3, 5, 6, 9, 11]) {
    const { socket, written, cuts } = watched();
    for (let i = 0; i < 20; i++) socket.write(resetFrame(code));
    assert.deepEqual([written.length, cuts, socket.destroyed], [20, [], false]);
    assert.equal(socket.write(resetFrame(code)), false);
    assert.deepEqual([written.length, cuts, socket.destroyed], [20, [21], true]);
    socket.write(resetFrame(code));
    assert.deepEqual([written.length, cuts], [20, [21]]);
  }
});

Deno.test("other codes, other frames and text cut nothing", () => {
  const { socket, written, cuts } = watched();
  const [codes, longer, other] = [[0, 2, 7, 8, 10], resetFrame(1), resetFrame(1)];
  other[3] = 4;
  const large = resetFrame(1);
  large[10] = 1;
  for (let i = 0; i < 30; i++) {
    for (const code of codes) socket.write(resetFrame(code));
    for (const frame of [Uint8Array.of(...longer, 0), other, large]) socket.write(frame);
  }
  assert.deepEqual([written.length, cuts, socket.destroyed], [240, [], false]);
  socket.destroy();
});
