import assert from "node:assert/strict";
import { type ErrorCode, FrameboxError } from "../errors/mod.ts";
import { defineTask } from "./task.ts";
import { decodeTask } from "../../media/image/tasks.ts";
import { DEFAULT_IMAGE_LIMITS } from "../../media/image/limits.ts";
import { Pool, type PoolOptions } from "./pool.ts";
import {
  bugTask,
  chatterTask,
  crashTask,
  echoTask,
  holdTask,
  refuseTask,
  spinTask,
} from "./test_tasks.ts";
import { testFile } from "../../media/image/test_pictures.ts";

const ENTRY = new URL("./test_worker.ts", import.meta.url);

async function withPool(
  options: Partial<PoolOptions>,
  use: (pool: Pool) => Promise<void>,
): Promise<void> {
  const pool = new Pool({ size: 1, entry: ENTRY, ...options });
  try {
    await use(pool);
  } finally {
    await pool.close();
  }
}

/** A task that runs until it is let go. */
async function hold(
  pool: Pool,
  signal?: AbortSignal,
): Promise<{ result: Promise<string>; letGo: (word: string) => void }> {
  const { port1, port2 } = new MessageChannel();
  const runs = new Promise<void>((resolve) => port1.onmessage = () => resolve());
  const options = signal ? { transfer: [port2], signal } : { transfer: [port2] };
  const result = pool.run(holdTask, port2, options);
  result.catch(() => {}).finally(() => port1.close());
  await runs;
  return { result, letGo: (word) => port1.postMessage(word) };
}

function withCode(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof FrameboxError && error.code === code;
}

Deno.test("a task's input and output are transferred, not copied", () =>
  withPool({}, async (pool) => {
    const bytes = Uint8Array.of(1, 2, 3);
    const back = await pool.run(echoTask, bytes, { transfer: [bytes.buffer] });
    assert.equal(bytes.byteLength, 0);
    assert.deepEqual(back, Uint8Array.of(1, 2, 3));
  }));

Deno.test("a pool is free while a worker is idle and no task waits", () =>
  withPool({ size: 2 }, async (pool) => {
    assert.equal(pool.isFree, false, "no worker has started yet");
    const first = await hold(pool);
    const second = await hold(pool);
    assert.equal(pool.isFree, false);
    const third = hold(pool);
    assert.equal(pool.queued, 1);
    first.letGo("a");
    await first.result;
    const { letGo, result } = await third;
    assert.equal(pool.isFree, false);
    second.letGo("b");
    await second.result;
    assert.equal(pool.isFree, true);
    letGo("c");
    await result;
    assert.equal(pool.isFree, true);
  }));

Deno.test("errors for the caller cross with code, sentence and reason, others give nothing away", () =>
  withPool({}, async (pool) => {
    await assert.rejects(pool.run(refuseTask, "tea"), (error) => {
      assert.ok(error instanceof FrameboxError);
      assert.equal(error.code, "NOT_FOUND");
      assert.equal(error.message, "There is no tea.");
      assert.match(String(error.cause), /the reason/);
      assert.deepEqual(error.because, { code: "no-such-camera", details: { cameras: "tea" } });
      return true;
    });
    await assert.rejects(pool.run(bugTask, null), (error) => {
      assert.ok(error instanceof FrameboxError);
      assert.equal(error.code, "INTERNAL");
      assert.ok(!error.message.includes("secret"));
      assert.match(String(error.cause), /secret detail/);
      return true;
    });
    const whole = {
      kind: "file",
      bytes: testFile("colour.jpg"),
      limits: DEFAULT_IMAGE_LIMITS,
    } as const;
    const cut = { ...whole, bytes: whole.bytes.subarray(0, 500) };
    await assert.rejects(
      pool.run(decodeTask, { input: cut, wants: {} }),
      withCode("INVALID_ARGUMENT"),
    );
    const good = await pool.run(decodeTask, { input: whole, wants: {} });
    assert.equal(good.widthPx, 37);
  }));

Deno.test("what code in a worker posts by itself is no answer", () =>
  withPool({}, async (pool) => {
    const ids = [{ id: 1 }, { kind: "error" }, { kind: "output", id: undefined }];
    const messages = [null, undefined, 7, "ready", { kind: "ready" }, ...ids];
    assert.equal(await pool.run(chatterTask, messages), "done");
    assert.equal(await pool.run(chatterTask, []), "done");
  }));

Deno.test("a task that the worker doesn't serve, or can't be sent, fails alone", () =>
  withPool({}, async (pool) => {
    const foreign = defineTask<null, null>("test.foreign", () => ({ output: null }));
    await assert.rejects(pool.run(foreign, null), withCode("INTERNAL"));
    const uncloneable = defineTask<() => void, null>("test.echo", () => ({ output: null }));
    await assert.rejects(pool.run(uncloneable, () => {}), withCode("INTERNAL"));
    assert.deepEqual(await pool.run(echoTask, Uint8Array.of(1)), Uint8Array.of(1));
  }));

Deno.test("tasks wait their turn up to the bound, and more are refused", () =>
  withPool({ maxQueued: 2 }, async (pool) => {
    const held = await hold(pool);
    const waiting = [1, 2].map((n) => pool.run(echoTask, Uint8Array.of(n)));
    assert.deepEqual([pool.busy, pool.queued], [1, 2]);
    await assert.rejects(pool.run(echoTask, Uint8Array.of(3)), (error) => {
      assert.ok(error instanceof FrameboxError && error.because?.code === "too-many-frames");
      return withCode("RESOURCE_EXHAUSTED")(error);
    });
    held.letGo("done");
    assert.equal(await held.result, "done");
    assert.deepEqual(await Promise.all(waiting), [Uint8Array.of(1), Uint8Array.of(2)]);
    assert.deepEqual([pool.busy, pool.queued], [0, 0]);
  }));

Deno.test("two workers run two tasks at once", () =>
  withPool({ size: 2 }, async (pool) => {
    const first = await hold(pool);
    const second = await hold(pool);
    assert.equal(pool.busy, 2);
    second.letGo("b");
    assert.equal(await second.result, "b");
    first.letGo("a");
    assert.equal(await first.result, "a");
  }));

Deno.test("an aborted task leaves the queue; one that runs is finished and its answer dropped", () =>
  withPool({}, async (pool) => {
    const running = new AbortController();
    const held = await hold(pool, running.signal);
    const waiting = new AbortController();
    const queued = pool.run(echoTask, Uint8Array.of(1), { signal: waiting.signal });
    waiting.abort(new Error("not wanted"));
    await assert.rejects(queued, /not wanted/);
    assert.equal(pool.queued, 0);
    running.abort(new Error("gone"));
    await assert.rejects(held.result, /gone/);
    assert.equal(pool.busy, 1);
    await assert.rejects(pool.run(echoTask, Uint8Array.of(2), { signal: running.signal }), /gone/);
  }));

Deno.test("a worker that crashes fails its task alone and is replaced", () =>
  withPool({}, async (pool) => {
    const crashing = pool.run(crashTask, null);
    const next = pool.run(echoTask, Uint8Array.of(4));
    await assert.rejects(crashing, withCode("INTERNAL"));
    assert.deepEqual(await next, Uint8Array.of(4));
  }));

Deno.test("a task that takes too long ends with its worker, and other tasks run", () =>
  withPool({ taskTimeoutMs: 200 }, async (pool) => {
    const spinning = pool.run(spinTask, null);
    const next = pool.run(echoTask, Uint8Array.of(5));
    await assert.rejects(spinning, withCode("DEADLINE_EXCEEDED"));
    assert.deepEqual(await next, Uint8Array.of(5));
  }));

Deno.test("workers that can't start fail the tasks that wait, and new ones", () =>
  withPool({ size: 2, entry: "data:application/javascript,throw new Error(0)" }, async (pool) => {
    await assert.rejects(pool.run(echoTask, Uint8Array.of(1)), withCode("INTERNAL"));
    await assert.rejects(pool.run(echoTask, Uint8Array.of(2)), withCode("INTERNAL"));
  }));

Deno.test("closing rejects what waits, what runs and what comes", async () => {
  const pool = new Pool({ size: 1, entry: ENTRY });
  const held = await hold(pool);
  const queued = pool.run(echoTask, Uint8Array.of(1));
  await pool.close();
  await assert.rejects(held.result, withCode("UNAVAILABLE"));
  await assert.rejects(queued, withCode("UNAVAILABLE"));
  await assert.rejects(pool.run(echoTask, Uint8Array.of(2)), withCode("UNAVAILABLE"));
  await pool.close();
});

Deno.test("a pool has at least one worker", () => {
  for (const size of [0, -1, 1.5, NaN]) {
    assert.throws(() => new Pool({ size, entry: ENTRY }), RangeError);
  }
});
