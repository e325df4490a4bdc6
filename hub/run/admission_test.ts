import { pictureOf } from "../../media/image/mod.ts";
import assert from "node:assert/strict";
import {
  brief,
  hubTest,
  isPending,
  NEVER,
  picture,
  startRun,
  worker,
} from "../testing/test_support.ts";

hubTest(
  "a source that stops waiting lets those behind it in at once, in the order in which they came",
  async ({ hub }) => {
    const run = await startRun(hub);
    await run.push(picture(40));
    const abort = new AbortController();
    const large = run.push(picture(70), { signal: abort.signal });
    const behind = [picture(25), picture(26), picture(27)].map((each) => run.push(each));
    const smaller = Promise.all(behind.slice(0, 2));
    assert.ok(await isPending(Promise.race([large, ...behind])), "the large one is first");
    abort.abort();
    await assert.rejects(large, { name: "AbortError" });
    assert.deepEqual((await smaller).map(({ number }) => number), [1, 2]);
    assert.ok(await isPending(behind[2]!), "60 bytes were left, of which 51 are taken");
    const peer = worker(hub);
    const taken = [];
    for (let i = 0; i < 3; i++) taken.push(await peer.take(NEVER));
    assert.deepEqual(taken.map(({ frame }) => pictureOf(frame.payload).widthPx), [40, 25, 26]);
    await taken[0]!.complete({});
    const last = await behind[2]!;
    assert.equal(last.number, 3);
    run.cancel("The test is over.");
    assert.equal(brief(await last.outcome), "dropped 3");
  },
  { maxFrameBytes: 100 },
);

hubTest(
  "one that stops waiting in the middle is skipped, and none overtakes the first",
  async ({ hub }) => {
    const run = await startRun(hub);
    await run.push(picture(40));
    const abort = new AbortController();
    const first = run.push(picture(70));
    const middle = run.push(picture(30), { signal: abort.signal });
    const last = run.push(picture(20));
    abort.abort();
    await assert.rejects(middle, { name: "AbortError" });
    assert.ok(await isPending(Promise.race([first, last])), "there is room for the last one alone");
    await (await worker(hub).take(NEVER)).complete({});
    assert.deepEqual([(await first).number, (await last).number], [1, 2]);
  },
  { maxFrameBytes: 100 },
);

hubTest(
  "a source that stops waiting in the very step in which there is room takes no number",
  async ({ hub }) => {
    const camera = await startRun(hub, { kind: "camera", policy: "latest" });
    await camera.push(picture(60));
    const run = await startRun(hub);
    const abort = new AbortController();
    const gone = run.push(picture(70), { signal: abort.signal });
    const next = run.push(picture(80));
    camera.cancel("It makes room.");
    abort.abort();
    await assert.rejects(gone, { name: "AbortError" });
    assert.equal((await next).number, 0);
    assert.equal(run.stats.pushed, 1);
  },
  { maxFrameBytes: 100 },
);
