import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import {
  brief,
  content,
  hubTest,
  isPending,
  NEVER,
  picture,
  push,
  readData,
  settle,
  startRun,
  worker,
} from "../testing/test_support.ts";
import type { Lease } from "../api/mod.ts";
import { DataFile } from "../storage/data_file.ts";

hubTest("lossless: results come in frame order, whatever the order of arrival", async ({ hub }) => {
  const run = await startRun(hub);
  const reader = run.results();
  const peer = worker(hub);
  const outcomes = await push(run, 3);
  const leases = [await peer.take(NEVER), await peer.take(NEVER), await peer.take(NEVER)];
  await leases[2]?.complete(content("data_00002"));
  await leases[1]?.complete(content("data_00000"));
  assert.ok(await isPending(Promise.race(outcomes)), "they wait for frame 0");
  await leases[0]?.complete(content("data_00000"));
  assert.deepEqual(await Promise.all(outcomes), ["done 0", "done 1", "done 2"]);
  for (const expected of ["done 0", "done 1", "done 2"]) {
    assert.equal(brief(await reader.next(NEVER)), expected);
  }
  const names = (await readData(run.data)).map(([name]) => name);
  assert.deepEqual(names, ["data_00000", "data_00002"], "appended in frame order");
});

hubTest("lossless: a failed frame takes its place in the order", async ({ hub }) => {
  const run = await startRun(hub);
  const reader = run.results();
  const peer = worker(hub);
  await push(run, 2);
  const [first, second] = [await peer.take(NEVER), await peer.take(NEVER)];
  await second.complete(content());
  first.fail(new FrameboxError("INVALID_ARGUMENT", "It is no picture."), { again: false });
  assert.equal(brief(await reader.next(NEVER)), "failed 0");
  assert.equal(brief(await reader.next(NEVER)), "done 1");
});

hubTest(
  "lossless: the source waits while the window is full, of unread results too",
  async ({ hub }) => {
    const run = await startRun(hub);
    const reader = run.results();
    const peer = worker(hub);
    await push(run, 2);
    const third = run.push(picture());
    assert.ok(await isPending(third));
    await (await peer.take(NEVER)).complete(content());
    assert.ok(await isPending(third), "the result is not read yet");
    await reader.next(NEVER);
    assert.equal((await third).number, 2);
  },
  { runWindow: 2 },
);

hubTest("lossless: a source that stops waiting takes no number", async ({ hub }) => {
  const run = await startRun(hub);
  await push(run, 1);
  const abort = new AbortController();
  const gone = run.push(picture(), { signal: abort.signal });
  const next = run.push(picture());
  abort.abort();
  await assert.rejects(gone, { name: "AbortError" });
  await (await worker(hub).take(NEVER)).complete(content());
  assert.equal((await next).number, 1);
}, { runWindow: 1 });

hubTest(
  "latest: a new frame takes the place of the one that waits; numbers keep the gap",
  async ({ hub }) => {
    const run = await startRun(hub, { kind: "camera", policy: "latest" });
    const outcomes = await push(run, 3);
    assert.deepEqual(await Promise.all(outcomes.slice(0, 2)), ["dropped 0", "dropped 1"]);
    const lease = await worker(hub).take(NEVER);
    assert.equal(lease.frame.number, 2);
    assert.deepEqual(run.stats, {
      waiting: 0,
      leased: 1,
      pushed: 3,
      done: 0,
      failed: 0,
      dropped: 2,
    });
  },
);

hubTest(
  "latest: an older result is never shown after a newer one, but its data is kept",
  async ({ hub }) => {
    const run = await startRun(hub, { kind: "camera", policy: "latest" });
    const reader = run.results();
    const peer = worker(hub);
    const outcomes = await push(run, 1);
    const older = await peer.take(NEVER);
    outcomes.push(...await push(run, 1));
    const newer = await peer.take(NEVER);
    await newer.complete(content("data_00001"));
    await older.complete(content("data_00007"));
    assert.deepEqual(await Promise.all(outcomes), ["done 0", "done 1"]);
    assert.equal(brief(await reader.next(NEVER)), "done 1");
    assert.ok(await isPending(reader.next(AbortSignal.any([run.ended]))));
    assert.equal(reader.skipped, 1);
    assert.equal(run.latest?.number, 1);
    assert.deepEqual((await readData(run.data)).map(([name]) => name), [
      "data_00001",
      "data_00007",
    ]);
    run.cancel("The test is over.");
    await settle();
  },
);

hubTest(
  "latest: a reader that is behind gets the newest result and knows what it missed",
  async ({ hub }) => {
    const run = await startRun(hub, { kind: "camera", policy: "latest" });
    const reader = run.results();
    const peer = worker(hub);
    for (let i = 0; i < 3; i++) {
      await push(run, 1);
      await (await peer.take(NEVER)).complete(content());
    }
    assert.equal(brief(await reader.next(NEVER)), "done 2");
    assert.equal(reader.skipped, 2);
    await run.reset();
    assert.equal(reader.skipped, 0);
  },
);

/** Holds all writes to `data.mat` until `open` is called: the disk may be faster than a test expects. */
function gateWrites(): { open(): void } & Disposable {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { add } = DataFile.prototype;
  DataFile.prototype.add = async function (...args) {
    await promise;
    return await add.apply(this, args);
  };
  return {
    open: resolve,
    [Symbol.dispose]: () => {
      DataFile.prototype.add = add;
      resolve();
    },
  };
}

hubTest("latest: no frame is given out while many results wait to be written", async ({ hub }) => {
  using gate = gateWrites();
  const run = await startRun(hub, { kind: "camera", policy: "latest" });
  const peer = worker(hub, { maxLeases: { latest: 100, lossless: 1 } });
  const leases: Lease[] = [];
  for (let i = 0; i < 8; i++) {
    await push(run, 1);
    leases.push(await peer.take(NEVER));
  }
  await push(run, 1);
  const answers = leases.map((lease, i) => lease.complete(content(`data_0000${i}`)));
  const next = peer.take(NEVER);
  assert.ok(await isPending(next));
  gate.open();
  await Promise.all(answers);
  assert.equal((await next).frame.number, 8);
});
