import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { createHub, DEFAULT_HUB_OPTIONS, type Hub, type Outcome } from "../../hub/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import { Logger, silentLogger } from "../../base/log/mod.ts";
import type { StreamEvent, StreamOptions } from "./ingest_stream.ts";
import { IngestStreams } from "./ingest_streams.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";

const OPTIONS: StreamOptions = {
  kind: "image-test",
  name: "door camera",
  format: "704×576 grey",
  processor: "grey",
  pictures: "always",
};

const PICTURE = Picture.fromRaster({
  widthPx: 1,
  heightPx: 1,
  channels: 1,
  layout: "interleaved",
  order: "RGB",
  data: new Uint8Array(1),
});

interface Bench {
  readonly hub: Hub;
  readonly clock: ManualClock;
  readonly streams: IngestStreams;
  /** The events that were published, in short. */
  readonly published: string[];
}

async function withStreams(
  test: (bench: Bench) => Promise<void>,
  log: Logger = silentLogger(),
  maxStreams?: number,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "framebox-streams-" });
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir }, { log: silentLogger() });
  const clock = new ManualClock();
  const streams = new IngestStreams({
    hub,
    log,
    clock,
    ...(maxStreams === undefined ? {} : { maxStreams }),
  });
  const published: string[] = [];
  streams.subscribe((event) => published.push(brief(event)));
  try {
    await test({ hub, clock, streams, published });
  } finally {
    await streams.close();
    await hub.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

function brief(event: StreamEvent): string {
  const { id, figures } = event.stream;
  if (event.type === "changed") return `changed ${id} ${figures.framesPerSecond}`;
  return event.type === "gone" ? `gone ${id} ${event.reason}` : `came ${id}`;
}

let seq = 0;

function done(queuedMs = 1, processingMs = 2): Outcome {
  return {
    kind: "done",
    seq: ++seq,
    number: seq,
    content: {},
    timings: { queuedMs, processingMs, totalMs: queuedMs + processingMs },
    processedBy: "grey",
    dropped: 0,
  };
}

const FAILED: Outcome = {
  kind: "failed",
  seq: 0,
  number: 0,
  error: new FrameboxError("INTERNAL", "The lamp is out."),
  dropped: 0,
};

Deno.test("an open stream has a session of its own, which ends with it", () =>
  withStreams(async ({ hub, streams, published }) => {
    const first = await streams.open(OPTIONS);
    const second = await streams.open({
      ...OPTIONS,
      kind: "media-graph",
      window: 40,
      pictures: "watched",
    });
    assert.deepEqual(streams.list().map(({ id, kind }) => [id, kind]), [
      ["1", "image-test"],
      ["2", "media-graph"],
    ]);
    assert.equal(streams.get("2"), second);
    const { run } = first;
    assert.deepEqual([run.kind, run.policy, run.processor], ["stream", "lossless", "grey"]);
    assert.ok(run.session.attached);
    assert.ok(run.wantsPictures);
    assert.equal(second.run.wantsPictures, false);
    assert.notEqual(run.session, second.run.session);
    await first.close(new FrameboxError("CANCELLED", "The caller has gone."));
    assert.ok(run.ended.aborted);
    assert.equal(hub.status.sessions, 1);
    assert.equal(streams.get("1"), undefined);
    assert.deepEqual(published, ["came 1", "came 2", "gone 1 The caller has gone."]);
    await first.close(new FrameboxError("CANCELLED", "again"));
    assert.equal(published.length, 3);
  }));

Deno.test("what a client sends about itself is shown in one short line", () =>
  withStreams(async ({ streams }) => {
    const stream = await streams.open({
      ...OPTIONS,
      name: "  a\n\u202eb\u0000  c ",
      format: "é".repeat(5000),
    });
    assert.equal(stream.name, "a b c");
    assert.equal(stream.format, `${"é".repeat(99)}…`);
    const cut = await streams.open({ ...OPTIONS, name: "😀".repeat(60) });
    assert.ok(cut.name.isWellFormed());
  }));

Deno.test("figures: counts, medians of the newest 200, why the newest failed", () =>
  withStreams(async ({ streams }) => {
    const stream = await streams.open(OPTIONS);
    assert.deepEqual({ ...stream.figures }, {
      frames: 0,
      failed: 0,
      framesPerSecond: 0,
      queuedMs: 0,
      processingMs: 0,
      failure: undefined,
    });
    for (let i = 0; i < 100; i++) stream.settled(done(1000, 1000));
    for (let i = 0; i < 101; i++) stream.settled(done(i, 3));
    stream.settled({ kind: "dropped", number: 1, dropped: 1 });
    stream.settled(FAILED);
    const { frames, failed, queuedMs, processingMs, failure } = stream.figures;
    assert.deepEqual([frames, failed, queuedMs, processingMs, failure?.message], [
      202,
      1,
      99,
      3,
      "The lamp is out.",
    ]);
    stream.settled(done());
    assert.equal(stream.figures.failure, undefined);
  }));

Deno.test("frames per second: from the times between them, down to 0 when none comes", () =>
  withStreams(async ({ streams, clock }) => {
    const slow = await streams.open(OPTIONS);
    for (let i = 0; i < 20; i++) {
      clock.advance(500);
      slow.settled(done());
    }
    assert.equal(slow.figures.framesPerSecond, 2);
    clock.advance(400);
    assert.equal(slow.figures.framesPerSecond, 2, "the next one isn't due yet");
    const fast = await streams.open(OPTIONS);
    for (let i = 0; i < 3000; i++) {
      clock.advance(1);
      fast.settled(done());
    }
    assert.equal(fast.figures.framesPerSecond, 1000);
    clock.advance(1500);
    assert.ok(fast.figures.framesPerSecond < 20);
    clock.advance(501);
    assert.equal(fast.figures.framesPerSecond, 0);
  }));

Deno.test("figures are published four times a second at most, until the rate is down to nothing", () =>
  withStreams(async ({ streams, clock, published }) => {
    const stream = await streams.open(OPTIONS);
    for (let i = 0; i < 50; i++) stream.settled(done());
    clock.advance(200);
    for (let i = 0; i < 50; i++) stream.settled(done());
    assert.deepEqual(published, ["came 1"]);
    clock.advance(49);
    assert.deepEqual(published, ["came 1"]);
    clock.advance(1);
    assert.deepEqual(published, ["came 1", "changed 1 250"]);
    clock.advance(60_000);
    assert.equal(published.at(-1), "changed 1 0");
    assert.ok(published.length > 4 && published.length <= 24, `${published.length}`);
    assert.deepEqual(clock.due, []);
  }));

Deno.test("without a listener nothing is timed", () =>
  withStreams(async ({ hub }) => {
    const clock = new ManualClock();
    const streams = new IngestStreams({ hub, log: silentLogger(), clock });
    const stop = streams.subscribe(() => assert.fail("published after it was stopped"));
    stop();
    (await streams.open(OPTIONS)).settled(done());
    assert.deepEqual(clock.due, []);
    await streams.close();
  }));

Deno.test("a server that stops ends its streams, and takes no more", () =>
  withStreams(async ({ hub, streams, published }) => {
    await streams.open(OPTIONS);
    await hub.close();
    assert.deepEqual(streams.list(), []);
    assert.deepEqual(published, ["came 1", "gone 1 framebox stops."]);
    await assert.rejects(streams.open(OPTIONS), { code: "UNAVAILABLE" });
  }));

Deno.test("a server that drains: frames in flight are finished, waiting ones are dropped", () =>
  withStreams(async ({ hub, streams, published }) => {
    const worker = hub.connect({
      processors: ["workers"],
      kind: "worker",
      name: "worker",
      sticky: false,
      maxLeases: { latest: 2, lossless: 2 },
    });
    const { signal } = new AbortController();
    const ends = [];
    const leases = [];
    for (let i = 0; i < 2; i++) {
      const stream = await streams.open({ ...OPTIONS, processor: "workers" });
      for (let frame = 0; frame < 3; frame++) {
        const { outcome } = await stream.run.push(PICTURE);
        ends.push(outcome.then((outcome) => {
          stream.settled(outcome);
          return `${stream.id} ${outcome.kind}`;
        }));
      }
      leases.push(await worker.take(signal), await worker.take(signal));
    }
    const silent = await streams.open(OPTIONS);
    const drained = hub.drain(signal);
    for (const lease of leases.slice(0, 3)) await lease.complete({});
    leases[3]?.fail(new FrameboxError("UNAVAILABLE", "Taken back."), { again: true });
    await drained;
    assert.deepEqual(await Promise.all(ends), [
      ...["1 done", "1 done", "1 dropped"],
      ...["2 done", "2 dropped", "2 dropped"],
    ]);
    assert.ok(silent.run.ended.aborted);
    assert.deepEqual(streams.list(), []);
    assert.match(published.at(-1) ?? "", /^gone 2 framebox is stopping/);
    worker.close();
  }));

Deno.test("no streams are taken once they are closed, and no session is left behind", () =>
  withStreams(async ({ hub, streams }) => {
    await streams.close();
    await assert.rejects(streams.open(OPTIONS), { code: "UNAVAILABLE" });
    assert.equal(hub.status.sessions, 0);
  }));

Deno.test("the log names the caller and the count of frames, and no session's id", async () => {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  let sessionId = "";
  await withStreams(async ({ streams }) => {
    const stream = await streams.open(OPTIONS);
    sessionId = stream.run.session.id;
    stream.settled(done());
    stream.settled(FAILED);
    await stream.close(new FrameboxError("CANCELLED", "The caller has gone."));
  }, new Logger({ level: "info", format: "json", write }));
  const [opened, closed] = lines.map((line) => JSON.parse(line));
  assert.deepEqual([opened.event, opened.name, opened.processor], [
    "stream_opened",
    "door camera",
    "grey",
  ]);
  assert.deepEqual([closed.event, closed.frames, closed.failed, closed.reason], [
    "stream_closed",
    2,
    1,
    "The caller has gone.",
  ]);
  assert.ok(!lines.join().includes(sessionId));
});

Deno.test("one stream more than the bound is refused, and has its place when another has gone", () =>
  withStreams(
    async ({ hub, streams }) => {
      const opening = [1, 2, 3].map(() => streams.open(OPTIONS));
      const [first, second, third] = await Promise.allSettled(opening);
      assert.deepEqual([first?.status, second?.status], ["fulfilled", "fulfilled"]);
      assert.ok(third?.status === "rejected" && third.reason instanceof FrameboxError);
      assert.equal(third.reason.code, "RESOURCE_EXHAUSTED");
      assert.match(third.reason.message, /2 streams/);
      assert.equal(hub.status.sessions, 2);
      await streams.list()[0]?.close(new FrameboxError("CANCELLED", "test"));
      await streams.open(OPTIONS);
      assert.equal(streams.list().length, 2);
    },
    silentLogger(),
    2,
  ));
