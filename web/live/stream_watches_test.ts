import assert from "node:assert/strict";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import { clientGone, type IngestStream, type StreamOptions } from "../../sources/mod.ts";
import {
  file,
  jpegResult,
  type TestFramebox,
  type TestWorker,
  withFramebox,
} from "../test_framebox.ts";
import type { LiveClient, Message } from "../test_live_client.ts";

const OPTIONS: StreamOptions = {
  kind: "media-graph",
  name: "gate 3",
  format: "4×3 PNG",
  processor: "workers",
  pictures: "watched",
};

/** A server that shows ingest streams, with one, and a worker. */
async function withStream(
  test: (
    framebox: TestFramebox,
    stream: IngestStream,
    waiters: WaiterWatch,
    worker: TestWorker,
  ) => Promise<void>,
): Promise<void> {
  await withFramebox(async (framebox) => {
    const stream = await framebox.streams.open(OPTIONS);
    await test(framebox, stream, new WaiterWatch(stream), framebox.worker("detector"));
  }, { showStreams: true });
}

/** The stream client sends a frame, which is answered, or fails. */
async function frame(
  stream: IngestStream,
  worker: TestWorker,
  answer: (taken: Awaited<ReturnType<TestWorker["take"]>>) => unknown,
): Promise<void> {
  const pushed = await stream.run.push(Picture.fromFile(await file()));
  await answer(await worker.take());
  stream.settled(await pushed.outcome);
}

/** Observes whether a stream's picture has a waiter. */
class WaiterWatch {
  readonly #stream: IngestStream;
  #changed = () => {};

  constructor(stream: IngestStream) {
    this.#stream = stream;
    const { run } = stream;
    const results = run.results.bind(run);
    run.results = (options) => {
      const reader = results(options);
      const close = reader.close.bind(reader);
      reader.close = () => {
        close();
        this.#changed();
      };
      this.#changed();
      return reader;
    };
  }

  async until(isWanted: boolean): Promise<void> {
    while (this.#stream.run.wantsPictures !== isWanted) {
      await new Promise<void>((resolve) => this.#changed = resolve);
    }
  }
}

/** Has a client look at a stream. Messages of a socket go in order: what is sent came after that. */
async function watch(client: LiveClient, stream: IngestStream): Promise<void> {
  client.send({ type: "watch", stream: stream.id });
  client.send({ type: "streams", tell: true });
  await client.status("streams");
  client.send({ type: "streams", tell: false });
}

const notLoaded = new FrameboxError(
  "INTERNAL",
  "The model is not loaded.",
  undefined,
  because("processor-crashed"),
);

const streamsIn = (message: Message) => message["streams"] as Record<string, unknown>[];

/** The next list of streams that fits. */
async function listed(
  client: LiveClient,
  fits: (streams: Record<string, unknown>[]) => boolean,
): Promise<Record<string, unknown>[]> {
  for (;;) {
    const streams = streamsIn(await client.status("streams"));
    if (fits(streams)) return streams;
  }
}

Deno.test("a client that asks is sent which streams there are, as they come, go and change", () =>
  withStream(async (framebox, stream, _waiters, worker) => {
    const client = await framebox.live(await framebox.session());
    client.send({ type: "streams", tell: true });
    const [first] = streamsIn(await client.status("streams"));
    const { since, ...rest } = first ?? {};
    assert.match(String(since), /^\d{4}-.*Z$/);
    assert.deepEqual(rest, {
      stream: "1",
      name: "gate 3",
      kind: "media-graph",
      format: "4×3 PNG",
      processor: "workers",
      frames: 0,
      failed: 0,
      fps: 0,
      queued_ms: 0,
      processing_ms: 0,
      failure: null,
      error: null,
    });
    const other = await framebox.streams.open({ ...OPTIONS, kind: "image-test", name: "door" });
    const names = (streams: Record<string, unknown>[]) => streams.map(({ name }) => name);
    assert.deepEqual(names(await listed(client, ({ length }) => length === 2)), ["gate 3", "door"]);
    await frame(stream, worker, (lease) => lease.fail(notLoaded, { again: false }));
    const [failing] = await listed(client, ([gate]) => gate?.["frames"] === 1);
    assert.deepEqual([failing?.["failed"], failing?.["failure"]], [1, "The model is not loaded."]);
    assert.deepEqual(failing?.["error"], {
      code: "INTERNAL",
      message: "The model is not loaded.",
      reason: "processor-crashed",
      details: {},
    });
    await other.close(clientGone());
    assert.deepEqual(names(await listed(client, ({ length }) => length === 1)), ["gate 3"]);
  }));

Deno.test("a stream that is watched is shown live, by its own id, to its end", () =>
  withStream(async (framebox, stream, waiters, worker) => {
    const client = await framebox.live(await framebox.session());
    client.send({ type: "watch", stream: stream.id });
    await waiters.until(true);
    await frame(stream, worker, async (lease) => {
      await lease.complete({ ...await jpegResult(), labels: [{ label: "cat" }], text: "one" });
    });
    const { message, picture } = await client.result();
    const { stream: id, run, sent, frame: number, labels, text, by, width } = message;
    assert.deepEqual([id, run, sent, number, by, width], ["1", undefined, null, 0, "detector", 4]);
    assert.deepEqual([labels, text], [[{ label: "cat" }], "one"]);
    assert.deepEqual(picture?.subarray(0, 2), new Uint8Array([0xff, 0xd8]));
    stream.run.notice("frame-too-large", "It is too large.");
    const notice = await client.status("notice");
    assert.deepEqual([notice["stream"], notice["run"]], ["1", undefined]);
    await stream.close(clientGone());
    const ended = await client.status("ended");
    const { event: _event, type: _type, ...end } = ended;
    assert.deepEqual(end, {
      stream: "1",
      kind: "stream",
      reason: "The client has gone.",
      code: "stream-client-gone",
      details: {},
    });
  }));

Deno.test("nothing that opens a stream's session is sent to viewers", () =>
  withStream(async (framebox, stream, waiters, worker) => {
    const client = await framebox.live(await framebox.session());
    client.send({ type: "streams", tell: true });
    client.send({ type: "watch", stream: stream.id });
    await waiters.until(true);
    await frame(stream, worker, (lease) => lease.complete({ text: "x" }));
    await client.result();
    await listed(client, ([gate]) => gate?.["frames"] === 1);
    const messages = JSON.stringify(client.received) +
      await (await framebox.call("GET", "/api/v1/streams")).text();
    for (const secret of [stream.run.session.id, stream.run.hash]) {
      assert.ok(!messages.includes(secret));
    }
  }));

Deno.test("a viewer can do nothing to a stream", () =>
  withStream(async (framebox, stream, waiters) => {
    const client = await framebox.live(await framebox.session());
    client.send({ type: "watch", stream: stream.id });
    await waiters.until(true);
    client.send({ type: "reset" });
    client.send({ type: "cancel", run: stream.run.id });
    client.send({ type: "processor", processor: "grey" });
    client.send({ type: "finish" });
    client.send({ type: "cancel", stream: stream.id });
    assert.match(JSON.stringify(await client.status("error")), /A text message is/);
    assert.deepEqual([stream.run.ended.aborted, stream.run.processor], [false, "workers"]);
  }));

Deno.test("pictures are wanted only until every viewer has one", () =>
  withStream(async (framebox, stream, waiters, worker) => {
    const session = await framebox.session();
    const viewers = [
      await framebox.live(session, "?credit=1"),
      await framebox.live(session, "?credit=1"),
    ];
    for (const viewer of viewers) await watch(viewer, stream);
    await waiters.until(true);
    // One viewer that can take no more asks for one more at most, to have it ready.
    for (let i = 0; i < 2; i++) {
      await waiters.until(true);
      await frame(stream, worker, async (lease) => lease.complete(await jpegResult(90 + i)));
    }
    assert.equal(stream.run.wantsPictures, false);
    for (const viewer of viewers) assert.equal((await viewer.result()).message["frame"], 0);
    viewers[0]?.send({ type: "credit", frames: 1 });
    await waiters.until(true);
    viewers[1]?.close();
    viewers[0]?.send({ type: "unwatch", stream: stream.id });
    await waiters.until(false);
  }));

Deno.test("a viewer that takes nothing holds up neither the stream nor other viewers", () =>
  withStream(async (framebox, stream, waiters, worker) => {
    const session = await framebox.session();
    const [silent, keen] = [
      await framebox.live(session, "?credit=1"),
      await framebox.live(session),
    ];
    for (const viewer of [silent, keen]) await watch(viewer, stream);
    for (let i = 0; i < 40; i++) {
      await waiters.until(true);
      await frame(stream, worker, async (lease) => lease.complete(await jpegResult()));
      assert.equal((await keen.result()).message["frame"], i);
    }
    assert.equal(silent.received.filter((each) => each instanceof Uint8Array).length, 1);
    assert.equal(stream.figures.frames, 40);
  }));

Deno.test("a stream that stands still takes no credit from what else the page looks at", () =>
  withStream(async (framebox, stream, waiters, worker) => {
    const client = await framebox.live(await framebox.session(), "?credit=1");
    client.send({ type: "watch", stream: stream.id });
    await waiters.until(true);
    client.send(await file());
    await worker.answer(await jpegResult());
    assert.equal((await client.result()).message["run"], "1");
  }));

Deno.test("a frame that was under way before the first viewer came has no picture, and is passed over", () =>
  withStream(async (framebox, stream, waiters, worker) => {
    const early = await stream.run.push(Picture.fromFile(await file()));
    const lease = await worker.take();
    const client = await framebox.live(await framebox.session());
    client.send({ type: "watch", stream: stream.id });
    await waiters.until(true);
    await lease.complete({ text: "without a picture", withoutPicture: true });
    await early.outcome;
    await frame(stream, worker, (lease) => lease.complete({ text: "never one" }));
    const { message } = await client.result();
    assert.deepEqual([message["frame"], message["text"], message["width"]], [1, "never one", 0]);
  }));

Deno.test("unknown streams, and too many at once, are refused with a sentence", () =>
  withStream(async (framebox, stream, waiters) => {
    const client = await framebox.live(await framebox.session());
    client.send({ type: "watch", stream: "7" });
    assert.match(JSON.stringify(await client.status("error")), /no such stream/);
    for (let i = 0; i < 16; i++) {
      const { id } = await framebox.streams.open(OPTIONS);
      client.send({ type: "watch", stream: id });
    }
    client.send({ type: "watch", stream: stream.id });
    assert.match(JSON.stringify(await client.status("error")), /looks at 16 streams already/);
    client.send({ type: "unwatch", stream: "2" });
    client.send({ type: "watch", stream: stream.id });
    await waiters.until(true);
  }));

Deno.test("a server that shows no streams answers with that, whichever way it is asked", () =>
  withFramebox(async (framebox) => {
    await framebox.streams.open(OPTIONS);
    const client = await framebox.live(await framebox.session());
    for (const ask of [{ type: "streams", tell: true }, { type: "watch", stream: "1" }]) {
      client.send(ask);
      assert.match(JSON.stringify(await client.status("error")), /SHOW_STREAMS=true/);
    }
  }));
