import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Outcome, PushedFrame, PushOptions } from "../../hub/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { Batches } from "./batches.ts";

const DONE: Outcome = { kind: "dropped", number: 0, dropped: 0 };

/** A run that takes frames when the test lets it, and knows which came together. */
class TestRun {
  readonly batches = new Map<symbol | undefined, Picture[]>();
  /** Settles what is pushed. */
  taken: Promise<PushedFrame> = Promise.resolve({ number: 0, outcome: Promise.resolve(DONE) });

  push(picture: Picture, { batch }: PushOptions = {}): Promise<PushedFrame> {
    this.batches.set(batch, [...this.batches.get(batch) ?? [], picture]);
    return this.taken;
  }

  get sizes(): number[] {
    return [...this.batches.values()].map((batch) => batch.length);
  }
}

function picture(): Picture {
  const format = { pixelFormat: "GREY8", widthPx: 1, heightPx: 1, strideBytes: 0 } as const;
  return Picture.fromRaw(format, new Uint8Array(1));
}

function batchesOf(size: number) {
  const run = new TestRun();
  const clock = new ManualClock();
  return { run, clock, batches: new Batches(run, { size, waitMs: 20 }, clock) };
}

Deno.test("with batches of one a frame is sent at once, alone and without a timer", async () => {
  const { run, clock, batches } = batchesOf(1);
  await batches.add(picture());
  await batches.add(picture());
  assert.deepEqual(run.batches.get(undefined)?.length, 2);
  assert.equal(clock.pending, 0);
});

Deno.test("a full batch is sent at once, together and in order", async () => {
  const { run, clock, batches } = batchesOf(3);
  const frames = Array.from({ length: 7 }, picture);
  for (const frame of frames) await batches.add(frame);
  assert.deepEqual([...run.batches.values()], [frames.slice(0, 3), frames.slice(3, 6)]);
  batches.close();
  assert.equal(clock.pending, 0);
});

Deno.test("a batch that is not full is sent when no frame has come for the set time", async () => {
  const { run, clock, batches } = batchesOf(8);
  await batches.add(picture());
  clock.advance(15);
  await batches.add(picture());
  assert.equal(clock.pending, 1);
  clock.advance(15);
  assert.deepEqual(run.sizes, []);
  clock.advance(5);
  assert.deepEqual(run.sizes, [2]);
  // And so does the next one.
  await batches.add(picture());
  clock.advance(19);
  assert.deepEqual(run.sizes, [2]);
  clock.advance(1);
  assert.deepEqual(run.sizes, [2, 1]);
  assert.equal(clock.pending, 0);
});

Deno.test("the rest of a stream is sent at once at its end", async () => {
  const { run, clock, batches } = batchesOf(8);
  const { outcome } = await batches.add(picture());
  await batches.flush();
  assert.deepEqual(run.sizes, [1]);
  assert.equal(await outcome, DONE);
  assert.equal(clock.pending, 0);
  await batches.flush();
  assert.deepEqual(run.sizes, [1]);
});

Deno.test("a full batch waits until its run has room, and no further frame is taken", async () => {
  const { run, batches } = batchesOf(2);
  const room = Promise.withResolvers<PushedFrame>();
  run.taken = room.promise;
  await batches.add(picture());
  let taken = false;
  const second = batches.add(picture()).then((frame) => {
    taken = true;
    return frame;
  });
  await Promise.resolve();
  assert.deepEqual([run.sizes, taken], [[2], false]);
  room.resolve({ number: 1, outcome: Promise.resolve(DONE) });
  assert.equal(await (await second).outcome, DONE);
});

Deno.test("a run that takes no more rejects each frame of the batch", async () => {
  const { run, batches } = batchesOf(2);
  run.taken = Promise.reject(new FrameboxError("UNAVAILABLE", "framebox is stopping."));
  run.taken.catch(() => {});
  const frames = [await batches.add(picture()), await batches.add(picture())];
  for (const { outcome } of frames) await assert.rejects(outcome, { code: "UNAVAILABLE" });
});

Deno.test("what waits at an abrupt end is not sent", async () => {
  const { run, clock, batches } = batchesOf(2);
  await batches.add(picture());
  batches.close();
  assert.deepEqual([run.sizes, clock.pending], [[], 0]);
});
