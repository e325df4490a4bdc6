import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import {
  brief,
  content,
  hubTest,
  isPending,
  NEVER,
  picture,
  settle,
  startRun,
  worker,
} from "../testing/test_support.ts";

const BROKEN = new FrameboxError("INTERNAL", "It fell over.");

hubTest(
  "a connection holds a bounded number of a run's frames; more takes wait",
  async ({ hub }) => {
    const run = await startRun(hub);
    const peer = worker(hub, { maxLeases: { latest: 1, lossless: 2 } });
    for (let i = 0; i < 4; i++) await run.push(picture());
    const first = await peer.take(NEVER);
    await peer.take(NEVER);
    const third = peer.take(NEVER);
    assert.ok(await isPending(third));
    const other = await startRun(hub);
    await other.push(picture());
    assert.equal((await third).run, other, "the bound is for each run");
    const fourth = peer.take(NEVER);
    assert.ok(await isPending(fourth));
    await first.complete(content());
    assert.equal((await fourth).frame.number, 2);
  },
);

hubTest("the hub's bounds are 2 frames of a camera and 8 of a lossless run", async ({ hub }) => {
  const peer = worker(hub);
  const camera = await startRun(hub, { kind: "camera", policy: "latest" });
  for (let i = 0; i < 2; i++) {
    await camera.push(picture());
    await peer.take(NEVER);
  }
  const video = await startRun(hub);
  for (let i = 0; i < 10; i++) await video.push(picture());
  for (let i = 0; i < 8; i++) await peer.take(NEVER);
  await camera.push(picture());
  const more = peer.take(NEVER);
  assert.ok(await isPending(more));
  assert.deepEqual([camera.stats.leased, video.stats.leased], [2, 8]);
  peer.close();
  await assert.rejects(more);
});

hubTest(
  "an expired lease gives the frame to another worker and emits an event",
  async ({ hub, clock }) => {
    const run = await startRun(hub, { kind: "images" });
    const reasons: string[] = [];
    const codes: unknown[] = [];
    run.subscribe((event) => {
      if (event.type !== "redelivered") return;
      reasons.push(event.reason);
      codes.push(event.because);
    });
    await run.push(picture());
    const lease = await worker(hub, { name: "slow" }).take(NEVER);
    const next = worker(hub).take(NEVER);
    clock.advance(59_999);
    assert.equal(lease.over.aborted, false);
    clock.advance(1);
    const second = await next;
    assert.equal(second.frame, lease.frame);
    assert.equal(second.delivery, 2);
    assert.ok(lease.over.aborted);
    assert.deepEqual(reasons, ["slow did not answer within 60 s."]);
    const details = { worker: "slow", waited_ms: 60_000 };
    assert.deepEqual(codes, [{ code: "worker-timeout", details }]);
    assert.equal(hub.status.totals.redelivered, 1);
  },
);

hubTest("a result of an expired lease counts while the frame is open", async ({ hub, clock }) => {
  const run = await startRun(hub);
  const { outcome } = await run.push(picture());
  const slow = worker(hub, { name: "slow" });
  const lease = await slow.take(NEVER);
  clock.advance(60_000);
  const second = await worker(hub).take(NEVER);
  assert.equal((await lease.complete(content())).accepted, true);
  assert.ok(second.over.aborted, "its holder is free again");
  assert.deepEqual(await second.complete(content()), {
    accepted: false,
    reason: "already-answered",
  });
  assert.equal(brief(await outcome), "done 0");
});

hubTest(
  "a frame that waits to be given out again takes a result by its number",
  async ({ hub, clock }) => {
    const run = await startRun(hub);
    const { outcome } = await run.push(picture());
    const peer = worker(hub);
    await peer.take(NEVER);
    clock.advance(60_000);
    assert.equal(run.stats.waiting, 1);
    const answer = { hash: run.hash, frameNumber: 0, content: content() };
    assert.equal((await peer.answer(answer)).accepted, true);
    assert.equal(brief(await outcome), "done 0");
    assert.equal(run.stats.waiting, 0);
  },
);

hubTest("a frame that was never given out takes no result", async ({ hub }) => {
  const run = await startRun(hub);
  await run.push(picture());
  for (const frameNumber of [0, undefined]) {
    const answer = await worker(hub).answer({ hash: run.hash, frameNumber, content: content() });
    assert.deepEqual(answer, { accepted: false, reason: "no-open-frame" });
  }
  assert.equal(run.stats.waiting, 1);
});

hubTest("a second result for a frame is dropped and counted", async ({ hub }) => {
  const run = await startRun(hub);
  await run.push(picture());
  const peer = worker(hub);
  await peer.take(NEVER);
  const result = { hash: run.hash, frameNumber: 0, content: content() };
  assert.equal((await peer.answer(result)).accepted, true);
  assert.deepEqual(await peer.answer(result), { accepted: false, reason: "already-answered" });
  assert.equal(hub.status.totals.lateResults, 1);
});

hubTest(
  "a worker that always names frame 0 answers the one frame that it holds",
  async ({ hub }) => {
    const run = await startRun(hub);
    const peer = worker(hub);
    for (const number of [0, 1, 2]) {
      await run.push(picture());
      await peer.take(NEVER);
      const result = { hash: run.hash, frameNumber: 0, content: content("data_00000") };
      assert.deepEqual(await peer.answer(result), { accepted: true, run, number });
    }
  },
);

hubTest(
  "after three failures the frame is reported as failed, and the run continues",
  async ({ hub, clock }) => {
    const run = await startRun(hub);
    const failing = await run.push(picture());
    const next = await run.push(picture());
    const peer = worker(hub, { name: "w" });
    for (let delivery = 1; delivery <= 3; delivery++) {
      const lease = await peer.take(NEVER);
      assert.equal(lease.delivery, delivery);
      if (delivery < 3) lease.fail(BROKEN, { again: true });
      else clock.advance(60_000);
    }
    const outcome = await failing.outcome;
    assert.ok(outcome.kind === "failed");
    assert.equal(outcome.error.code, "DEADLINE_EXCEEDED");
    assert.match(
      outcome.error.message,
      /Frame 0 was given out 3 times without a result\. The last time: w did not answer within 60 s\./,
    );
    await (await peer.take(NEVER)).complete(content());
    assert.equal(brief(await next.outcome), "done 1");
  },
);

hubTest("a failure that is for good fails the frame at once, with its reason", async ({ hub }) => {
  const run = await startRun(hub);
  const { outcome } = await run.push(picture());
  (await worker(hub).take(NEVER)).fail(BROKEN, { again: false });
  const failed = await outcome;
  assert.ok(failed.kind === "failed");
  assert.equal(failed.error, BROKEN);
});

hubTest(
  "a connection that closes before delivery gives its frames back at once, uncounted",
  async ({ hub }) => {
    const run = await startRun(hub, { kind: "images" });
    for (let i = 0; i < 3; i++) await run.push(picture());
    const peer = worker(hub);
    for (let i = 0; i < 3; i++) await peer.take(NEVER);
    const other = worker(hub);
    const next = other.take(NEVER);
    peer.close();
    const lease = await next;
    assert.deepEqual([lease.frame.number, lease.delivery], [0, 1]);
    assert.equal((await other.take(NEVER)).frame.number, 1);
  },
);

hubTest(
  "one that closes after delivery has its grace time, and its results still count",
  async ({ hub, clock }) => {
    const run = await startRun(hub, { kind: "images" });
    const outcomes = [await run.push(picture()), await run.push(picture())];
    const peer = worker(hub);
    (await peer.take(NEVER)).delivered();
    (await peer.take(NEVER)).delivered();
    peer.close();
    const other = worker(hub);
    const next = other.take(NEVER);
    clock.advance(1999);
    assert.ok(await isPending(next));
    await other.answer({ hash: run.hash, content: content() });
    assert.equal(brief(await outcomes[0]?.outcome), "done 0", "the oldest open frame of the run");
    clock.advance(1);
    const lease = await next;
    assert.deepEqual([lease.frame.number, lease.delivery], [1, 2]);
  },
);

hubTest(
  "a camera's lost frame is dropped when a newer one waits or was shown",
  async ({ hub, clock }) => {
    const run = await startRun(hub, { kind: "camera", policy: "latest" });
    const peer = worker(hub, { sticky: false });
    const frames = [await run.push(picture())];
    await peer.take(NEVER);
    clock.advance(1);
    frames.push(await run.push(picture()));
    const second = await peer.take(NEVER);
    await second.complete(content());
    clock.advance(59_999);
    assert.equal(brief(await frames[0]?.outcome), "dropped 0", "1 was shown");
    frames.push(await run.push(picture()));
    const third = await peer.take(NEVER);
    frames.push(await run.push(picture()));
    third.fail(BROKEN, { again: true });
    assert.equal(brief(await frames[2]?.outcome), "dropped 2", "3 waits");
    const last = await peer.take(NEVER);
    last.fail(BROKEN, { again: true });
    assert.equal((await peer.take(NEVER)).frame.number, 3, "nothing newer: it is given out again");
  },
);

hubTest("a camera run is served by one connection until that leaves", async ({ hub }) => {
  const run = await startRun(hub, { kind: "camera", policy: "latest" });
  const first = worker(hub);
  await run.push(picture());
  await (await first.take(NEVER)).complete(content());
  const second = worker(hub);
  const taking = second.take(NEVER);
  await run.push(picture());
  assert.ok(await isPending(taking));
  first.close();
  assert.equal((await taking).frame.number, 1);
});

hubTest("… or until it misses a deadline", async ({ hub, clock }) => {
  const run = await startRun(hub);
  await run.push(picture());
  await worker(hub, { leaseTimeoutMs: 100 }).take(NEVER);
  const taking = worker(hub).take(NEVER);
  clock.advance(100);
  assert.equal((await taking).frame.number, 0);
});

for (
  const [title, kind, affinity, sticky] of [
    ["an image's run is any worker's", "image", "strict", true],
    ["an image set is any worker's", "images", "strict", true],
    ["without affinity a video's run is any worker's", "video", "none", true],
    ["connections that keep no state share a video's run", "video", "strict", false],
  ] as const
) {
  hubTest(title, async ({ hub }) => {
    const run = await startRun(hub, { kind });
    await run.push(picture());
    await run.push(picture());
    await worker(hub, { sticky }).take(NEVER);
    assert.equal((await worker(hub, { sticky }).take(NEVER)).frame.number, 1);
  }, { affinity });
}

hubTest("a take that is given up in the moment of giving loses no frame", async ({ hub }) => {
  const run = await startRun(hub);
  const abort = new AbortController();
  const peer = worker(hub);
  const taking = peer.take(abort.signal);
  const pushing = run.push(picture());
  abort.abort();
  await assert.rejects(taking, { name: "AbortError" });
  await pushing;
  const lease = await peer.take(NEVER);
  assert.deepEqual([lease.frame.number, lease.delivery], [0, 1]);
});

hubTest(
  "a lease that is released is the next of its run, and that is no failure",
  async ({ hub }) => {
    const run = await startRun(hub);
    await run.push(picture());
    await run.push(picture());
    const peer = worker(hub);
    for (let i = 0; i < 5; i++) {
      const lease = await peer.take(NEVER);
      assert.deepEqual([lease.frame.number, lease.delivery], [0, 1]);
      lease.release();
      assert.ok(lease.over.aborted);
    }
  },
);

hubTest("a frame that never reaches a worker fails in the end", async ({ hub }) => {
  const run = await startRun(hub);
  const { outcome } = await run.push(picture());
  const peer = worker(hub);
  for (let i = 0; i < 100; i++) (await peer.take(NEVER)).release();
  const failed = await outcome;
  assert.ok(failed.kind === "failed");
  assert.match(failed.error.message, /never reached a worker/);
});

hubTest("what happens to a lease that is over has no effect", async ({ hub }) => {
  const run = await startRun(hub);
  await run.push(picture());
  const lease = await worker(hub).take(NEVER);
  await lease.complete(content());
  lease.fail(BROKEN, { again: true });
  lease.release();
  await settle();
  assert.equal(run.stats.done, 1);
  assert.equal(run.stats.waiting, 0);
});

hubTest("a closed connection takes no more", async ({ hub }) => {
  const peer = worker(hub);
  const taking = peer.take(NEVER);
  peer.close();
  peer.close();
  await assert.rejects(taking, { name: "AbortError" });
  await assert.rejects(peer.take(NEVER), { name: "AbortError" });
});
