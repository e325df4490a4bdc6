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
  variable,
  worker,
} from "../testing/test_support.ts";
import { Picture } from "../../media/image/mod.ts";
import { DEFAULT_HUB_OPTIONS } from "../default_options.ts";
import type { RunEvent } from "../api/mod.ts";

hubTest(
  "a reset starts at 0 with a new hash; late results of before don't land in it",
  async ({ hub }) => {
    const run = await startRun(hub);
    const reader = run.results();
    const peer = worker(hub);
    const outcomes = await push(run, 2);
    const old = run.hash;
    await (await peer.take(NEVER)).complete(content("data_00000"));
    const lease = await peer.take(NEVER);
    await run.reset();
    assert.equal(await outcomes[1], "dropped 1");
    assert.ok(lease.over.aborted);
    assert.notEqual(run.hash, old);
    assert.equal(hub.run(old), undefined);
    assert.equal(await run.data.read(), undefined);
    await push(run, 1);
    await peer.take(NEVER);
    for (
      const answer of [lease.complete(content()), peer.answer({ hash: old, content: content() })]
    ) {
      assert.deepEqual(await answer, { accepted: false, reason: "unknown-run" });
    }
    assert.equal(hub.status.totals.lateResults, 2);
    await peer.answer({ hash: run.hash, content: content() });
    assert.equal(brief(await reader.next(NEVER)), "done 0", "what was unread went with the reset");
  },
);

hubTest("a run that is finished ends with its last frame", async ({ hub }) => {
  const run = await startRun(hub);
  const reader = run.results();
  await push(run, 1);
  run.finish();
  await assert.rejects(run.push(picture()), { code: "FAILED_PRECONDITION" });
  assert.equal(run.ended.aborted, false);
  await (await worker(hub).take(NEVER)).complete(content());
  assert.ok(run.ended.aborted);
  assert.equal(brief(await reader.next(NEVER)), "done 0");
  assert.equal(await reader.next(NEVER), undefined);
  assert.equal(hub.run(run.hash), undefined);
});

hubTest("a run that is cancelled drops its frames and gives the reason", async ({ hub }) => {
  const run = await startRun(hub);
  const outcomes = await push(run, 1);
  const waiting = run.push(picture());
  run.cancel("The page was closed.");
  assert.equal(await outcomes[0], "dropped 0");
  await assert.rejects(waiting, { code: "FAILED_PRECONDITION", message: /The page was closed/ });
  assert.match(run.ended.reason.message, /The page was closed/);
  await assert.rejects(run.push(picture()), { code: "FAILED_PRECONDITION" });
}, { runWindow: 1 });

hubTest(
  "frames in flight are bounded in bytes: a camera is refused, a video waits",
  async ({ hub }) => {
    const camera = await startRun(hub, { kind: "camera", policy: "latest" });
    const video = await startRun(hub);
    await camera.push(picture(40));
    await camera.push(picture(60)); // In the place of the one before.
    await assert.rejects(camera.push(picture(101)), { code: "RESOURCE_EXHAUSTED" });
    await video.push(picture(40));
    await assert.rejects(camera.push(picture(61)), { code: "RESOURCE_EXHAUSTED" });
    const waiting = video.push(picture(40));
    assert.ok(await isPending(waiting));
    camera.cancel("It makes room.");
    assert.equal((await waiting).number, 1);
  },
  { maxFrameBytes: 100 },
);

hubTest(
  "a form is made once, a failed making is forgotten, and it counts as memory",
  async ({ hub }) => {
    const run = await startRun(hub);
    await push(run, 1);
    const { frame } = await worker(hub).take(NEVER);
    let made = 0;
    const make = () => Promise.resolve(new Uint8Array(99 + 0 * made++));
    await assert.rejects(frame.form("mat", () => Promise.reject(new Error("no"))), /no/);
    assert.equal(await frame.form("mat", make), await frame.form("mat", make));
    assert.equal(made, 1);
    const waiting = run.push(picture());
    assert.ok(await isPending(waiting), "100 bytes are taken");
    run.cancel("The test is over.");
    await assert.rejects(waiting);
  },
  { maxFrameBytes: 100 },
);

hubTest(
  "the outcome has the timings and the name of the worker that answered",
  async ({ hub, clock }) => {
    const run = await startRun(hub);
    const { outcome } = await run.push(picture(), { capturedAtMs: 7 });
    clock.advance(30);
    const lease = await worker(hub, { name: "detector" }).take(NEVER);
    assert.equal(lease.frame.capturedAtMs, 7);
    clock.advance(12);
    await lease.complete({ text: "a cat" });
    const done = await outcome;
    assert.ok(done.kind === "done");
    assert.deepEqual(done.timings, { queuedMs: 30, processingMs: 12, totalMs: 42 });
    assert.equal(done.processedBy, "detector");
    assert.equal(done.content.text, "a cat");
  },
);

hubTest(
  "remarks on pictures are emitted once for each kind, and each result carries them",
  async ({ hub }) => {
    const run = await startRun(hub);
    const notices: unknown[] = [];
    run.subscribe((event) => event.type === "notice" && notices.push([event.code, event.details]));
    const file = (name: string) =>
      Picture.fromFile(
        Deno.readFileSync(new URL(`../../media/image/testdata/kinds/${name}`, import.meta.url)),
      );
    const peer = worker(hub);
    for (const name of ["animated.gif", "apng.png", "animated_clear.gif", "plain.gif"]) {
      const { outcome } = await run.push(file(name));
      await (await peer.take(NEVER)).complete({ text: name });
      const done = await outcome;
      assert.ok(done.kind === "done");
      const codes = done.content.remarks?.map(({ code }) => code);
      assert.deepEqual(codes, name === "plain.gif" ? undefined : ["first-picture-only"]);
    }
    assert.deepEqual(notices, [
      ["first-picture-only", { kind: "GIF", pictures: 2 }],
      ["first-picture-only", { kind: "PNG", pictures: 2 }],
    ]);
  },
);

hubTest(
  "over the quota a result is shown without its data, and one notice is emitted",
  async ({ hub }) => {
    const run = await startRun(hub);
    const notices: string[] = [];
    run.subscribe((event) => event.type === "notice" && notices.push(event.code));
    const peer = worker(hub);
    for (const outcome of await push(run, 2)) {
      await (await peer.take(NEVER)).complete(content("data_00000"));
      assert.match(await outcome, /^done/);
    }
    assert.equal(run.data.byteLength, 0);
    assert.deepEqual(notices, ["quota"]);
  },
  { sessionQuotaBytes: 100 },
);

hubTest(
  "data that can't be written causes a notice; the result is shown all the same",
  async ({ hub }) => {
    const run = await startRun(hub);
    const notices: string[] = [];
    run.subscribe((event) => event.type === "notice" && notices.push(event.code));
    const [outcome] = await push(run, 1);
    await Deno.remove(run.session.directory, { recursive: true });
    await (await worker(hub).take(NEVER)).complete({ variables: [variable("data_00000")] });
    assert.equal(await outcome, "done 0");
    assert.deepEqual(notices, ["data-lost"]);
  },
);

hubTest(
  "listeners get events in their order; one that throws stops nothing",
  async ({ hub, clock }) => {
    const run = await startRun(hub);
    const events: string[] = [];
    run.subscribe(() => {
      throw new Error("a bad listener");
    });
    const stop = run.subscribe((event: RunEvent) => events.push(JSON.stringify(event)));
    await push(run, 1);
    clock.advance(100);
    const peer = worker(hub, { name: "w" });
    const lease = await peer.take(NEVER);
    lease.fail(new FrameboxError("INTERNAL", "It fell over."), { again: true });
    run.notice("hello", "Hello.");
    run.switchProcessor("grey");
    await run.reset();
    run.cancel("Enough.");
    await settle();
    assert.deepEqual(events.map((text) => JSON.parse(text)), [
      { type: "waiting", number: 0, ahead: 0 },
      { type: "leased", number: 0, by: "w" },
      { type: "redelivered", number: 0, reason: "It fell over." },
      { type: "notice", code: "hello", message: "Hello." },
      { type: "processor", processor: "grey" },
      { type: "reset" },
      { type: "ended", reason: "Enough." },
    ]);
    stop();
    run.notice("late", "Late.");
    await settle();
    assert.equal(events.length, 7);
  },
);

hubTest(
  "waiting runs emit how many frames go before them, and again only when that changes",
  async ({ hub, clock }) => {
    const events: string[] = [];
    for (const name of ["a", "b"]) {
      const run = await startRun(hub);
      run.subscribe((event) => {
        if (event.type === "waiting") events.push(`${name}: ${event.number} after ${event.ahead}`);
      });
      await push(run, 2);
    }
    clock.advance(100);
    await settle();
    assert.deepEqual(events.splice(0), ["a: 0 after 0", "b: 0 after 1"]);
    assert.equal(clock.pending > 0, true);
    await worker(hub).take(NEVER);
    clock.advance(100);
    await settle();
    assert.deepEqual(events.splice(0), ["b: 0 after 0", "a: 1 after 1"]);
    clock.advance(1000);
    await settle();
    assert.deepEqual(events, []);
  },
);

hubTest(
  "a run that follows workers changes over when one comes, and stays",
  async ({ hub, clock }) => {
    const options = {
      kind: "camera",
      policy: "latest",
      processor: "grey",
      followWorkers: true,
    } as const;
    const follows = await startRun(hub, options);
    const chosen = await startRun(hub, options);
    chosen.switchProcessor("edges");
    const peer = worker(hub);
    assert.equal(follows.processor, "workers");
    assert.equal(chosen.processor, "edges", "it was chosen");
    assert.equal((await startRun(hub, options)).processor, "workers", "one is there at the start");
    peer.close();
    clock.advance(2000);
    assert.equal(follows.processor, "workers");
    assert.equal((await startRun(hub, options)).processor, "grey");
  },
);

hubTest(
  "keepsData false: results bring their variables, and no data.mat grows",
  async ({ hub }) => {
    const run = await startRun(hub, { kind: "images", keepsData: false });
    const peer = worker(hub);
    const { outcome } = await run.push(picture());
    await (await peer.take(NEVER)).complete(content("data_00000"));
    const settled = await outcome;
    assert.equal(settled.kind === "done" && settled.content.variables?.[0]?.name, "data_00000");
    assert.deepEqual(await readData(run.data), []);
  },
);

hubTest("a stream may be silent while its client is connected", async ({ hub, clock }) => {
  const run = await startRun(hub, { kind: "stream" });
  const leave = run.session.attach();
  clock.advance(DEFAULT_HUB_OPTIONS.sessionIdleMs * 10);
  assert.equal(run.ended.aborted, false);
  leave();
  clock.advance(DEFAULT_HUB_OPTIONS.sessionIdleMs);
  assert.ok(run.ended.aborted);
});
