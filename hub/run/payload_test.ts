import assert from "node:assert/strict";
import type { Payload } from "../../base/payload/mod.ts";
import { hubTest, NEVER, startRun, worker } from "../testing/test_support.ts";

/** A text on its way through the hub. */
class Text implements Payload {
  readonly kind = "text";
  readonly mediaType = "text/plain";
  readonly size = undefined;
  readonly remarks = [{ code: "cut", message: "The text was cut.", details: { kind: "text" } }];
  released = 0;
  outdated = 0;

  constructor(readonly text: string) {}

  get byteLength(): number {
    return this.text.length;
  }

  get workingBytes(): number {
    return this.text.length;
  }

  outdate(): void {
    this.outdated++;
  }

  release(): void {
    this.released++;
  }
}

hubTest(
  "a payload that is no picture is queued, answered, cached and released as any other",
  async ({ hub }) => {
    const run = await startRun(hub, { kind: "image" });
    const notices: string[] = [];
    run.subscribe((event) => event.type === "notice" && notices.push(event.code));
    const sent = new Text("bom dia");
    const pushed = await run.push(sent);
    const lease = await worker(hub).take(NEVER);
    assert.equal(lease.frame.payload, sent);
    const answer = new Text("good morning");
    await lease.complete({ payload: answer });
    const outcome = await pushed.outcome;
    assert.ok(outcome.kind === "done");
    assert.equal(outcome.content.payload, answer);
    assert.deepEqual(outcome.content.remarks?.map(({ code }) => code), ["cut"]);
    assert.equal(run.latest, outcome);
    assert.deepEqual(run.history.after(0, 1).map(({ width, height }) => [width, height]), [
      [undefined, undefined],
    ]);
    assert.deepEqual([sent.released, answer.released], [1, 0]);
    assert.deepEqual(notices, ["cut"]);
  },
);

hubTest("the bytes of any payload count against the budget of frames", async ({ hub }) => {
  const run = await startRun(hub, { kind: "image" });
  await assert.rejects(run.push(new Text("x".repeat(101))), { code: "RESOURCE_EXHAUSTED" });
  await run.push(new Text("x".repeat(100)));
}, { maxFrameBytes: 100 });

hubTest(
  "of a camera the payload of an older result is outdated by a newer one",
  async ({ hub }) => {
    const run = await startRun(hub, { kind: "camera", policy: "latest" });
    const answers = [new Text("a"), new Text("b")];
    const taker = worker(hub);
    for (const answer of answers) {
      const pushed = await run.push(new Text("frame"));
      await (await taker.take(NEVER)).complete({ payload: answer });
      await pushed.outcome;
    }
    assert.deepEqual(answers.map(({ outdated }) => outdated), [1, 0]);
  },
);
