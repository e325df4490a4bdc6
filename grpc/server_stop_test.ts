import assert from "node:assert/strict";
import type { Call } from "./service.ts";
import { method, status, withServer } from "./test_server.ts";
import { limit } from "../tests/support/limit.ts";

Deno.test("while draining calls under way finish and new ones are UNAVAILABLE", async () => {
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const submit = method(async (_, call: Call) => {
    begun.resolve();
    await finish.promise;
    assert.equal(call.draining.aborted, true);
    return { file: Uint8Array.of(5) };
  });
  const display = method(() => Promise.resolve({}));
  await withServer({ submit, display }, async (client, server) => {
    const underWay = client.submit();
    await begun.promise;
    const drained = server.drain(limit());
    assert.equal((await status(client.display(undefined)))[0], "UNAVAILABLE");
    const { status: state } = await client.call("/grpc.health.v1.Health/Check");
    assert.equal(state, "NOT_SERVING");
    finish.resolve();
    assert.deepEqual([...await underWay], [5]);
    await drained;
  });
});

Deno.test("a drain ends at its signal, and closing cuts what is still under way", async () => {
  const begun = Promise.withResolvers<Call>();
  const submit = method((_, call) => {
    begun.resolve(call);
    return new Promise((_, reject) =>
      call.signal.addEventListener("abort", () => reject(call.signal.reason))
    );
  });
  await withServer({ submit }, async (client, server) => {
    const underWay = status(client.submit());
    const call = await begun.promise;
    const limit = new AbortController();
    const drained = server.drain(limit.signal);
    limit.abort();
    await drained;
    assert.equal(call.signal.aborted, false);
    await server.close();
    assert.notEqual((await underWay)[0], "OK");
    assert.equal(call.signal.aborted, true);
  });
});
