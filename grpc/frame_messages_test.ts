import assert from "node:assert/strict";
import { createHub, DEFAULT_HUB_OPTIONS, type Lease } from "../hub/mod.ts";
import { Pool } from "../base/pool/mod.ts";
import { silentLogger } from "../base/log/mod.ts";
import { FrameMessages } from "./frame_messages.ts";
import { receiveLimit } from "./receive_limit.ts";
import { png, RED } from "./test_framebox.ts";
import { limit } from "../tests/support/limit.ts";

const ANY = receiveLimit("auto", "-1", 64 * 2 ** 20);

/** Two limits, two messages of one frame. */
const LITTLE = receiveLimit("auto", "20000", 64 * 2 ** 20);

async function withFrame(
  test: (messages: FrameMessages, lease: Lease, pool: Pool) => Promise<void>,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "frame-messages-" });
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir }, { log: silentLogger() });
  const pool = new Pool({ size: 1, entry: new URL("../pool_worker.ts", import.meta.url) });
  try {
    const session = await hub.openSession();
    const run = session.start({ kind: "image", policy: "lossless", processor: "workers" });
    await run.push(await png(RED, 100, 90));
    const peer = hub.connect({
      processors: ["workers"],
      kind: "worker",
      name: "worker",
      sticky: true,
    });
    const lease = await peer.take(limit());
    // Only a pool that has begun makes anything ahead.
    await (await png(RED)).encoded("jpeg", pool);
    await test(new FrameMessages(pool, "mat", 85), lease, pool);
  } finally {
    await hub.close();
    await pool.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** What follows on a promise that is settled has been done. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

Deno.test("what was made ahead and is not needed any more is freed", () =>
  withFrame(async (messages, lease) => {
    const made = await messages.ahead(lease, ANY);
    assert.ok(made && made.bytes.length > 100 * 90 * 3);
    lease.frame.forgetForms();
    await turn();
    assert.equal(made.bytes.length, 0);
  }));

Deno.test("what a call has is not freed before that call, and all others, have it", () =>
  withFrame(async (messages, lease) => {
    const made = messages.ahead(lease, ANY);
    const [first, second] = await Promise.all([
      messages.take(lease, ANY),
      messages.take(lease, LITTLE),
    ]);
    assert.ok(first.bytes === (await made)?.bytes);
    lease.frame.forgetForms();
    messages.ended(lease.frame, first, true);
    await turn();
    assert.ok(first.bytes.length > second.bytes.length);
    assert.ok(second.bytes.length > 0);
    messages.ended(lease.frame, second, true);
    assert.equal(first.bytes.length + second.bytes.length, 0);
    const again = await messages.take(lease, ANY);
    assert.ok(again.bytes.length > 100 * 90 * 3);
  }));

Deno.test("a call that is cut counts down, and keeps what its connection may still read", () =>
  withFrame(async (messages, lease) => {
    const cut = await messages.take(lease, LITTLE);
    const whole = await messages.take(lease, ANY);
    messages.ended(lease.frame, cut, false);
    assert.ok(whole.bytes.length > 0);
    messages.ended(lease.frame, whole, true);
    assert.equal(whole.bytes.length, 0);
    assert.ok(cut.bytes.length > 0);
  }));

Deno.test("a frame whose only call was cut keeps its message for the next one", () =>
  withFrame(async (messages, lease) => {
    const cut = await messages.take(lease, ANY);
    messages.ended(lease.frame, cut, false);
    const next = await messages.take(lease, ANY);
    assert.ok(next.bytes === cut.bytes);
    const other = await messages.take(lease, LITTLE);
    messages.ended(lease.frame, next, true);
    messages.ended(lease.frame, other, true);
    assert.equal(other.bytes.length, 0);
    assert.ok(cut.bytes.length > 0);
  }));

Deno.test("a message that can't be made counts down", () =>
  withFrame(async (_, lease, pool) => {
    let fails = true;
    const run: Pool["run"] = (...task) =>
      fails ? Promise.reject(new Error("no thread")) : pool.run(...task);
    const messages = new FrameMessages({ run } as unknown as Pool, "mat", 85);
    await assert.rejects(messages.take(lease, ANY), /no thread/);
    fails = false;
    const made = await messages.take(lease, ANY);
    messages.ended(lease.frame, made, true);
    assert.equal(made.bytes.length, 0);
  }));
