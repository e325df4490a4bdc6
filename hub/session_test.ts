import assert from "node:assert/strict";
import { content, hubTest, NEVER, picture, readData, worker } from "./testing/test_support.ts";
import type { Hub, Session } from "./api/mod.ts";

const VIDEO = { kind: "video", policy: "lossless", processor: "workers" } as const;

/** A session with one finished run, that left data if `withData`. */
async function sessionWithResult(hub: Hub, withData: boolean): Promise<Session> {
  const session = await hub.openSession();
  const run = session.start(VIDEO);
  await run.push(picture());
  const peer = worker(hub);
  await (await peer.take(NEVER)).complete(withData ? content("data_00000") : { text: "seen" });
  peer.close();
  run.finish();
  return session;
}

hubTest("ids are random, and the directory's name doesn't reveal them", async ({ hub }) => {
  const sessions = [await hub.openSession(), await hub.openSession()];
  for (const session of sessions) {
    assert.match(session.id, /^[A-Za-z0-9_-]{22}$/);
    assert.ok(!session.directory.includes(session.id));
    assert.ok(!session.start(VIDEO).hash.includes(session.id));
    assert.equal(hub.session(session.id), session);
  }
  assert.notEqual(sessions[0]?.id, sessions[1]?.id);
});

hubTest("an unused session ends, and its files are removed", async ({ hub, clock }) => {
  const session = await hub.openSession();
  clock.advance(59_000);
  session.touch();
  clock.advance(59_999);
  assert.equal(session.ended.aborted, false);
  clock.advance(1);
  assert.ok(session.ended.aborted);
  assert.equal(hub.session(session.id), undefined);
  assert.throws(() => session.start(VIDEO), { code: "FAILED_PRECONDITION" });
  await session.end("again");
  await assert.rejects(Deno.stat(session.directory), Deno.errors.NotFound);
});

hubTest("a session does not idle while a page is there", async ({ hub, clock }) => {
  const session = await hub.openSession();
  const [first, second] = [session.attach(), session.attach()];
  clock.advance(1e7);
  first();
  first();
  clock.advance(1e7);
  assert.equal(session.ended.aborted, false);
  second();
  clock.advance(59_999);
  assert.equal(session.ended.aborted, false);
  clock.advance(1);
  assert.ok(session.ended.aborted);
});

hubTest(
  "a run without frames and readers ends, and so does its session",
  async ({ hub, clock }) => {
    const session = await hub.openSession();
    const run = session.start(VIDEO);
    const reader = run.results();
    clock.advance(1e6);
    assert.equal(run.ended.aborted, false, "somebody reads");
    reader.close();
    clock.advance(1);
    assert.ok(run.ended.aborted);
    clock.advance(60_000);
    assert.ok(session.ended.aborted);
  },
);

hubTest(
  "frames that no processor takes don't keep an unused session for ever",
  async ({ hub, clock }) => {
    const session = await hub.openSession();
    const leave = session.attach();
    const run = session.start(VIDEO);
    await run.push(picture());
    clock.advance(1e7);
    assert.equal(run.ended.aborted, false, "the page is there");
    leave();
    session.touch();
    clock.advance(1);
    assert.ok(run.ended.aborted);
    clock.advance(60_000);
    assert.ok(session.ended.aborted);
  },
);

hubTest(
  "finished results stay for their time; the session lives on and can start anew",
  async ({ hub, clock }) => {
    const session = await sessionWithResult(hub, true);
    clock.advance(899_000);
    assert.equal(hub.session(session.id), session);
    const [run] = session.runs;
    assert.deepEqual(run && await readData(run.data), [["data_00000", 0]]);
    const again = session.start(VIDEO);
    assert.equal(again.id, "2");
    assert.equal(session.current, again);
    again.finish();
    clock.advance(59_999);
    assert.equal(session.ended.aborted, false);
    clock.advance(1);
    assert.ok(session.ended.aborted);
  },
);

hubTest("a session whose results left nothing ends after its idle time", async ({ hub, clock }) => {
  const session = await sessionWithResult(hub, false);
  clock.advance(60_000);
  assert.ok(session.ended.aborted);
});

hubTest("a result is cached on request, also after its run", async ({ hub }) => {
  const session = await hub.openSession();
  const run = session.start(VIDEO);
  const peer = worker(hub);
  for (let i = 0; i < 2; i++) {
    const { outcome } = await run.push(picture());
    await (await peer.take(NEVER)).complete(content());
    if (i === 0) session.cacheResult(run, await outcome);
  }
  run.finish();
  assert.equal(session.cachedResult("1", 0)?.number, 0);
  assert.equal(run.latest?.number, 1);
  assert.equal(session.cachedResult("2", 0), undefined);
});

hubTest("runs of a session are bounded; of those that ended the oldest go", async ({ hub }) => {
  const session = await hub.openSession();
  const runs = [session.start(VIDEO), session.start(VIDEO)];
  assert.throws(() => session.start(VIDEO), { code: "RESOURCE_EXHAUSTED" });
  for (const run of runs) run.finish();
  for (let i = 0; i < 5; i++) session.start(VIDEO).finish();
  assert.deepEqual(session.runs.map(({ id }) => id), ["6", "7"]);
}, { maxRunsPerSession: 2 });

hubTest("the end of a session ends its runs, once", async ({ hub }) => {
  const session = await hub.openSession();
  const run = session.start(VIDEO);
  const { outcome } = await run.push(picture());
  const ended = [session.end("The page asked for it."), session.end("again")];
  await Promise.all(ended);
  assert.equal((await outcome).kind, "dropped");
  assert.match(session.ended.reason.message, /The page asked for it/);
  assert.match(run.ended.reason.message, /The page asked for it/);
  assert.equal(hub.status.sessions, 0);
});

hubTest(
  "a session whose directory keeps something finished lives as with results",
  async ({ hub, clock }) => {
    const session = await hub.openSession();
    session.resultKept();
    clock.advance(899_999);
    assert.equal(session.ended.aborted, false);
    session.resultKept();
    clock.advance(899_999);
    assert.equal(session.ended.aborted, false);
    clock.advance(1);
    assert.ok(session.ended.aborted);
  },
);

hubTest("a session that has ended gives its room back, and takes no more", async ({ hub }) => {
  const [first, second] = [await hub.openSession(), await hub.openSession()];
  assert.ok(first.takeSpace(700));
  assert.equal(second.takeSpace(700), false);
  await first.end("over");
  assert.equal(first.takeSpace(1), false);
  assert.ok(second.takeSpace(700));
}, { totalQuotaBytes: 1000 });
