import assert from "node:assert/strict";
import { content, hubTest, NEVER, picture, worker } from "./testing/test_support.ts";
import { IdleSessions } from "./idle_sessions.ts";
import type { Hub, Session } from "./api/mod.ts";

const IMAGE = { kind: "image", policy: "lossless", processor: "workers" } as const;

/** A session as an answered call with one picture leaves it. */
async function answered(hub: Hub): Promise<Session> {
  const session = await hub.openSession();
  const detach = session.attach();
  const run = session.start(IMAGE);
  const { outcome } = await run.push(picture());
  run.finish();
  const peer = worker(hub);
  await (await peer.take(NEVER)).complete(content("data_00000"));
  peer.close();
  session.cacheResult(run, await outcome);
  session.makeEvictable();
  detach();
  return session;
}

const ended = (sessions: readonly Session[]) => sessions.map(({ ended }) => ended.aborted);

Deno.test("those that were used the longest ago come first, evictable or not", () => {
  const sessions = new IdleSessions<string>();
  for (const name of ["a", "b", "c"]) sessions.put(name, true);
  for (const name of ["x", "y"]) sessions.put(name, false);
  assert.deepEqual([sessions.evictable, sessions.left], ["a", "x"]);
  sessions.put("a", true);
  assert.equal(sessions.evictable, "b");
  sessions.put("b", false);
  assert.deepEqual([sessions.evictable, sessions.left], ["c", "x"]);
  for (const name of ["a", "b", "c", "x", "y"]) sessions.delete(name);
  assert.deepEqual([sessions.evictable, sessions.left], [undefined, undefined]);
});

hubTest(
  "at the bound, sessions of answered calls make room at once, the oldest first",
  async ({ hub }) => {
    const page = await hub.openSession();
    const calls = [await answered(hub), await answered(hub)];
    const next = await hub.openSession();
    assert.deepEqual(ended([page, ...calls]), [false, true, false]);
    const another = await hub.openSession();
    assert.deepEqual(ended([page, ...calls, next]), [false, true, true, false]);
    await assert.rejects(hub.openSession(), { code: "RESOURCE_EXHAUSTED" });
    assert.equal(another.ended.aborted, false);
    assert.equal(hub.status.sessions, 3);
  },
  { maxSessions: 3 },
);

hubTest("one that was looked at ends after those that were not", async ({ hub }) => {
  const calls = [await answered(hub), await answered(hub)];
  calls[0]?.touch();
  await hub.openSession();
  assert.deepEqual(ended(calls), [false, true]);
}, { maxSessions: 2 });

hubTest("one that is in use, or has a new run, doesn't make room", async ({ hub }) => {
  const [read, run] = [await answered(hub), await answered(hub)];
  const detach = read.attach();
  run.start(IMAGE);
  assert.equal(run.evictable, false);
  await assert.rejects(hub.openSession(), { code: "RESOURCE_EXHAUSTED" });
  detach();
  await hub.openSession();
  assert.deepEqual(ended([read, run]), [true, false]);
}, { maxSessions: 2 });

hubTest("they go before a session that was left for long", async ({ hub, clock }) => {
  const left = await hub.openSession();
  clock.advance(30_000);
  const call = await answered(hub);
  await hub.openSession();
  assert.deepEqual(ended([left, call]), [false, true]);
  await hub.openSession();
  assert.deepEqual(ended([left]), [true]);
}, { maxSessions: 2 });

hubTest("a session that becomes evictable while it is idle makes room at once", async ({ hub }) => {
  const [page, call] = [await hub.openSession(), await hub.openSession()];
  await assert.rejects(hub.openSession(), { code: "RESOURCE_EXHAUSTED" });
  call.makeEvictable();
  await hub.openSession();
  assert.deepEqual(ended([page, call]), [false, true]);
}, { maxSessions: 2 });
