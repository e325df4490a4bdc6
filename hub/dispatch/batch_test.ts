import assert from "node:assert/strict";
import {
  brief,
  hubTest,
  isPending,
  NEVER,
  picture,
  settle,
  startRun,
  worker,
} from "../testing/test_support.ts";
import type { Lease, Run } from "../api/mod.ts";

/** Pushes a batch in one go. */
function pushBatch(run: Run, count: number): symbol {
  const batch = Symbol();
  for (let i = 0; i < count; i++) run.push(picture(), { batch });
  return batch;
}

function numbers(leases: readonly Lease[]): number[] {
  return leases.map(({ frame }) => frame.number);
}

hubTest("a batch that is pushed in one go comes whole to a waiting taker", async ({ hub }) => {
  const run = await startRun(hub);
  const peer = worker(hub, { maxLeases: { latest: 1, lossless: 1 } });
  const taking = peer.takeBatch(NEVER);
  pushBatch(run, 4);
  assert.deepEqual(numbers(await taking), [0, 1, 2, 3]);
});

hubTest("batches come one by one, each in the order of its frames", async ({ hub }) => {
  const run = await startRun(hub);
  pushBatch(run, 3);
  run.push(picture());
  run.push(picture());
  pushBatch(run, 2);
  const peer = worker(hub);
  const got: number[][] = [];
  for (let i = 0; i < 4; i++) got.push(numbers(await peer.takeBatch(NEVER)));
  assert.deepEqual(got, [[0, 1, 2], [3], [4], [5, 6]]);
});

hubTest("a taker of single frames gets those of a batch one by one", async ({ hub }) => {
  const run = await startRun(hub);
  pushBatch(run, 3);
  const peer = worker(hub);
  assert.equal((await peer.take(NEVER)).frame.number, 0);
  assert.deepEqual(numbers(await peer.takeBatch(NEVER)), [1, 2]);
});

hubTest("a batch is one turn: another session's frame comes next", async ({ hub }) => {
  const [run, other] = [await startRun(hub), await startRun(hub)];
  pushBatch(run, 3);
  pushBatch(run, 3);
  pushBatch(other, 2);
  const peer = worker(hub, { sticky: false });
  const got: Run[] = [];
  for (let i = 0; i < 3; i++) got.push((await peer.takeBatch(NEVER))[0]?.run ?? run);
  assert.deepEqual(got, [run, other, run]);
});

hubTest(
  "frames of a batch that the window has no room for come later, together",
  async ({ hub }) => {
    const run = await startRun(hub, { window: 3 });
    pushBatch(run, 5);
    const peer = worker(hub);
    const first = await peer.takeBatch(NEVER);
    assert.deepEqual(numbers(first), [0, 1, 2]);
    const next = peer.takeBatch(NEVER);
    assert.ok(await isPending(next));
    await Promise.all(first.map((lease) => lease.complete({})));
    assert.deepEqual(numbers(await next), [3, 4]);
  },
);

hubTest("a batch whose processor disconnects waits again, and comes whole", async ({ hub }) => {
  const run = await startRun(hub);
  pushBatch(run, 3);
  const first = worker(hub);
  await first.takeBatch(NEVER);
  first.close();
  assert.deepEqual(numbers(await worker(hub).takeBatch(NEVER)), [0, 1, 2]);
});

hubTest("a batch that is switched to another processor is not taken along", async ({ hub }) => {
  const run = await startRun(hub);
  const taking = worker(hub).takeBatch(NEVER);
  pushBatch(run, 3);
  run.switchProcessor("grey");
  assert.deepEqual(numbers(await taking), [0]);
  const grey = worker(hub, { processors: ["grey"], kind: "builtin", sticky: false });
  assert.deepEqual(numbers(await grey.takeBatch(NEVER)), [1, 2]);
});

hubTest("a batch that is reset while it is given out is gone", async ({ hub }) => {
  const run = await startRun(hub);
  const taking = worker(hub).takeBatch(NEVER);
  pushBatch(run, 3);
  await run.reset();
  const [lease, ...more] = await taking;
  assert.ok(lease?.over.aborted);
  assert.equal(more.length, 0);
  await settle();
  assert.equal(run.stats.waiting, 0);
});

hubTest("a window of its own holds, in place of the hub's", async ({ hub }) => {
  const run = await startRun(hub, { window: 40 });
  const pushes = Array.from({ length: 41 }, () => run.push(picture()));
  await pushes[39];
  assert.ok(await isPending(pushes[40] ?? Promise.resolve()));
  run.cancel("The test is over.");
  await assert.rejects(pushes[40] ?? Promise.resolve());
});

hubTest("a viewer doesn't get results that were made without a picture", async ({ hub }) => {
  const run = await startRun(hub, { kind: "stream", pictures: "watched" });
  const [viewer, reader] = [run.results({ policy: "latest" }), run.results()];
  const peer = worker(hub);
  for (const content of [{ text: "a" }, { text: "b", withoutPicture: true }]) {
    await run.push(picture());
    await (await peer.take(NEVER)).complete(content);
  }
  assert.equal(brief(await viewer.next(NEVER)), "done 0");
  assert.equal(viewer.skipped, 1);
  assert.equal(brief(await reader.next(NEVER)), "done 0");
  assert.equal(brief(await reader.next(NEVER)), "done 1");
});

hubTest("a run wants pictures always, or while it has a viewer", async ({ hub }) => {
  assert.ok((await startRun(hub)).wantsPictures);
  const run = await startRun(hub, { kind: "stream", pictures: "watched" });
  assert.equal(run.wantsPictures, false);
  const reader = run.results();
  assert.equal(run.wantsPictures, false, "a reader of all results is no viewer");
  const [first, second] = [run.results({ policy: "latest" }), run.results({ policy: "latest" })];
  assert.ok(run.wantsPictures);
  first.close();
  first.close();
  assert.ok(run.wantsPictures);
  second.close();
  assert.equal(run.wantsPictures, false);
  reader.close();
});
