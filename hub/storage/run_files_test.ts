import assert from "node:assert/strict";
import { RunFiles } from "./run_files.ts";
import { Quota } from "./quota.ts";
import { content, hubTest, isPending, NEVER, picture, worker } from "../testing/test_support.ts";

const VIDEO = { kind: "video", policy: "lossless", processor: "workers" } as const;

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

hubTest("a run's directory is made once and goes with its session", async ({ hub }) => {
  const session = await hub.openSession();
  const run = session.start(VIDEO);
  const [path, again] = await Promise.all([run.makeDirectory(), run.makeDirectory()]);
  assert.equal(path, again);
  assert.ok(path.startsWith(`${session.directory}/`));
  await Deno.writeTextFile(`${path}/result.mp4`, "video");
  await session.end("over");
  assert.ok(!await exists(path));
  await assert.rejects(run.makeDirectory(), { code: "FAILED_PRECONDITION" });
});

hubTest("a run that is forgotten takes its directory and its bytes along", async ({ hub }) => {
  const session = await hub.openSession();
  const run = session.start(VIDEO);
  const path = await run.makeDirectory();
  assert.ok(run.takeSpace(900));
  assert.ok(!session.takeSpace(200), "the quota is 1000");
  run.cancel("enough");
  const watcher = Deno.watchFs(session.directory);
  for (let i = 0; i < 3; i++) session.start(VIDEO).cancel("the next one");
  for await (const _event of watcher) if (!await exists(path)) break;
  assert.ok(session.takeSpace(1000));
}, { sessionQuotaBytes: 1000, maxRunsPerSession: 2 });

hubTest("a run that is forgotten ends, and gives back its room at once", async ({ hub }) => {
  const session = await hub.openSession();
  const run = session.start(VIDEO);
  const path = await run.makeDirectory();
  assert.ok(run.takeSpace(900));
  const { outcome } = await run.push(picture());
  const peer = worker(hub);
  await (await peer.take(NEVER)).complete(content("data_00000"));
  await outcome;
  const { number } = await run.push(picture());
  await session.forget(run);
  assert.ok(run.ended.aborted);
  assert.deepEqual([session.runs, session.cachedResult(run.id, number)], [[], undefined]);
  assert.ok(!await exists(path));
  assert.equal(run.data.byteLength, 0);
  assert.ok(session.takeSpace(1000));
  await session.forget(run);
  const other = session.start(VIDEO);
  assert.notEqual(other.id, run.id);
  await (await hub.openSession()).forget(other);
  assert.ok(!other.ended.aborted, "it is another session's");
}, { sessionQuotaBytes: 1000 });

hubTest("more than was taken can't be given back", async ({ hub }) => {
  const run = (await hub.openSession()).start(VIDEO);
  assert.ok(run.takeSpace(10));
  assert.ok(run.takeSpace(-500));
  assert.ok(!run.takeSpace(1001));
  assert.ok(run.takeSpace(1000));
}, { sessionQuotaBytes: 1000 });

hubTest("a session with a finished video lives on without data", async ({ hub, clock }) => {
  const session = await hub.openSession();
  const run = session.start(VIDEO);
  await run.makeDirectory();
  const pushed = await run.push(picture());
  await (await worker(hub).take(NEVER)).complete({ text: "seen" });
  await pushed.outcome;
  run.finish();
  clock.advance(60_001);
  assert.ok(!session.ended.aborted);
  clock.advance(900_000);
  assert.ok(session.ended.aborted);
});

hubTest("a viewer of a lossless run never makes its source wait", async ({ hub }) => {
  const run = (await hub.openSession()).start(VIDEO);
  const watcher = run.results({ policy: "latest" });
  const peer = worker(hub);
  for (let i = 0; i < 5; i++) {
    const pushed = await run.push(picture());
    await (await peer.take(NEVER)).complete(content(`data_0000${i}`));
    await pushed.outcome;
  }
  const newest = await watcher.next(NEVER);
  assert.equal(newest?.number, 4);
  assert.equal(watcher.skipped, 4);
  const reader = run.results();
  for (let i = 0; i < 2; i++) {
    const pushed = await run.push(picture());
    await (await peer.take(NEVER)).complete({ text: "seen" });
    await pushed.outcome;
  }
  const third = run.push(picture());
  assert.ok(await isPending(third), "a reader of the run's own policy does");
  await reader.next(NEVER);
  await third;
}, { runWindow: 2 });

Deno.test("of what was removed nothing is counted any more, and giving back is no mistake", async () => {
  const quota = new Quota(10);
  const files = new RunFiles("/nowhere", quota, () => Promise.resolve());
  assert.ok(files.take(7));
  await files.remove();
  assert.deepEqual([quota.used, files.isThere], [0, false]);
  assert.deepEqual([files.take(1), files.take(0), files.take(-7)], [false, true, true]);
  assert.equal(quota.used, 0);
});
