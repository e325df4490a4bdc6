import assert from "node:assert/strict";
import { Picture } from "../../media/image/mod.ts";
import { clientGone, type IngestStream, type StreamOptions } from "../../sources/mod.ts";
import { file, jpegResult, type TestWorker, withFramebox } from "../test_framebox.ts";
import type { LiveClient } from "../test_live_client.ts";

const OPTIONS: StreamOptions = {
  kind: "media-graph",
  name: "gate 3",
  format: "4×3 PNG",
  processor: "workers",
  pictures: "watched",
};

/** Everything that the client sent before was taken in, and what that brought about has happened. */
async function allRead(client: LiveClient): Promise<void> {
  client.send("nonsense");
  await client.status("error");
}

/** Resolves when a viewer of the stream waits for its next result. */
function lookedAt({ run }: IngestStream): Promise<void> {
  if (run.wantsPictures) return Promise.resolve();
  return new Promise((resolve) => {
    const { results } = run;
    run.results = (options) => {
      run.results = results;
      resolve();
      return Reflect.apply(results, run, [options]);
    };
  });
}

/** A frame of the stream is answered, once it has a waiter. */
async function frame(stream: IngestStream, worker: TestWorker): Promise<void> {
  await lookedAt(stream);
  const pushed = await stream.run.push(Picture.fromFile(await file()));
  await worker.answer(await jpegResult());
  stream.settled(await pushed.outcome);
}

/** Moves the time of `performance.now` on. */
function laterBy(ms: number): Disposable {
  const { now } = performance;
  performance.now = () => Reflect.apply(now, performance, []) + ms;
  return {
    [Symbol.dispose]() {
      performance.now = now;
    },
  };
}

Deno.test("a stream's result that waited too long for its viewer is replaced by a newer one", () =>
  withFramebox(async (framebox) => {
    const stream = await framebox.streams.open(OPTIONS);
    const worker = framebox.worker();
    const client = await framebox.live(await framebox.session(), "?credit=1");
    client.send({ type: "watch", stream: stream.id });
    await frame(stream, worker);
    assert.equal((await client.result()).message.frame, 0);
    // This one is ready, but the viewer takes no more yet.
    await frame(stream, worker);
    await allRead(client);
    using _ = laterBy(10_000);
    client.send({ type: "credit", frames: 1 });
    await frame(stream, worker);
    assert.equal((await client.result()).message.frame, 2);
    assert.equal(client.received.filter((each) => each instanceof Uint8Array).length, 2);
  }, { showStreams: true }));

Deno.test("streams that have ended take no place among those that a viewer may look at", () =>
  withFramebox(async (framebox) => {
    const client = await framebox.live(await framebox.session());
    const streams = [];
    for (let i = 0; i < 16; i++) {
      const stream = await framebox.streams.open(OPTIONS);
      client.send({ type: "watch", stream: stream.id });
      streams.push(stream);
    }
    for (const stream of streams) {
      await lookedAt(stream);
      await stream.close(clientGone());
      assert.equal((await client.status("ended")).stream, stream.id);
    }
    const next = await framebox.streams.open(OPTIONS);
    client.send({ type: "watch", stream: next.id });
    client.send({ type: "streams", tell: true });
    await client.status("streams");
    const messages = JSON.stringify(client.received);
    assert.doesNotMatch(messages, /RESOURCE_EXHAUSTED/);
    await frame(next, framebox.worker());
    assert.equal((await client.result()).message.stream, next.id);
  }, { showStreams: true }));
