import { Picture, pictureIn } from "../../media/image/mod.ts";
import assert from "node:assert/strict";
import type { Outcome, Run } from "../../hub/mod.ts";
import { example, type PeerFramebox, through, withPeerFramebox } from "./support.ts";
import { limit, within } from "../support/limit.ts";

type Done = Extract<Outcome, { kind: "done" }>;

function done(outcome: Outcome): Done {
  assert.ok(outcome.kind === "done", JSON.stringify(outcome));
  return outcome;
}

/** Numbers and processors of all outcomes, in the order of the run's reader. */
async function readAll(run: Run, count: number): Promise<Done[]> {
  const reader = run.results();
  const outcomes: Done[] = [];
  while (outcomes.length < count) {
    const outcome = await reader.next(limit());
    assert.ok(outcome);
    outcomes.push(done(outcome));
  }
  reader.close();
  return outcomes;
}

/** A picture of that size. */
function pixels(widthPx: number, heightPx: number): Picture {
  const data = new Uint8Array(widthPx * heightPx * 3);
  const form = { channels: 3, layout: "interleaved", order: "RGB" } as const;
  return Picture.fromRaster({ widthPx, heightPx, ...form, data });
}

/** Starts a worker that holds its first frame until SIGUSR1, and waits until it has one. */
async function holding(framebox: PeerFramebox, run: Run) {
  const worker = framebox.python("worker.py", { HOLD: "1", NAME: "holder" });
  const { outcome } = await run.push(await example("coffee_small.jpg"));
  const [, number, hash] = (await worker.line(/^got/)).split(" ");
  return { worker, outcome, number, hash };
}

Deno.test("a Python worker with loadmat and savemat gets a frame and its result is taken", () =>
  withPeerFramebox(async (framebox) => {
    const run = await framebox.start();
    framebox.python("worker.py", { NAME: "grey" });
    const picture = await example("coffee.jpg");
    const { content, processedBy } = done(await through(run, picture));
    assert.equal(processedBy, "grey");
    const shown = pictureIn(content.payload);
    assert.deepEqual(
      [shown?.widthPx, shown?.heightPx, shown?.channels],
      [picture.widthPx, picture.heightPx, 1],
    );
    assert.deepEqual(run.data.list().map((one) => [one.name, one.class]), [[
      "data_00000",
      "struct",
    ]]);
  }));

Deno.test("a Python worker that compresses its files is read too", () =>
  withPeerFramebox(async (framebox) => {
    const run = await framebox.start();
    framebox.python("worker.py", { COMPRESSED: "1" });
    const { content } = done(await through(run, await example("rocket_small.jpg")));
    assert.equal(pictureIn(content.payload)?.channels, 1);
    assert.deepEqual(content.variables?.map((one) => one.class), ["struct"]);
  }));

Deno.test("two workers serve two sessions at once, and neither gets the other's results", () =>
  withPeerFramebox(async (framebox) => {
    const names = ["coffee_small.jpg", "rocket_small.jpg"];
    const workers = ["one", "two"].map((name) => framebox.python("worker.py", { NAME: name }));
    await Promise.all(workers.map((worker) => worker.line(/^started/)));
    const results = await Promise.all(names.map(async (name) => {
      const run = await framebox.start({ kind: "images" });
      const picture = await example(name);
      const read = readAll(run, 8);
      for (let i = 0; i < 8; i++) await run.push(picture, { signal: limit() });
      const outcomes = await read;
      assert.deepEqual(outcomes.map((one) => one.number), [0, 1, 2, 3, 4, 5, 6, 7]);
      for (const { content } of outcomes) {
        assert.deepEqual(
          [pictureIn(content.payload)?.widthPx, pictureIn(content.payload)?.heightPx],
          [picture.widthPx, picture.heightPx],
        );
      }
      assert.equal(run.data.list().length, 8);
      return outcomes;
    }));
    const by = new Set(results.flat().map((one) => one.processedBy));
    assert.deepEqual([...by].sort(), ["one", "two"]);
  }));

Deno.test("a worker that opens a channel for each call is one worker and loses nothing", () =>
  withPeerFramebox(async (framebox) => {
    const run = await framebox.start({ kind: "images" });
    framebox.python("worker.py", { NAME: "coming", CHANNEL_PER_CALL: "1" });
    const read = readAll(run, 4);
    for (let i = 0; i < 4; i++) await run.push(await example("coffee_small.jpg"));
    assert.deepEqual((await read).map((one) => [one.number, one.processedBy]), [
      [0, "coming"],
      [1, "coming"],
      [2, "coming"],
      [3, "coming"],
    ]);
    assert.deepEqual(framebox.hub.status.workers.map((one) => one.name), ["coming"]);
    assert.equal(run.stats.failed, 0);
  }));

Deno.test("a worker killed with a leased frame: another one answers it", () =>
  withPeerFramebox(async (framebox) => {
    const run = await framebox.start();
    const { worker, outcome } = await holding(framebox, run);
    const redelivered = new Promise<void>((resolve) =>
      run.subscribe((event) => event.type === "redelivered" && resolve())
    );
    const other = framebox.python("worker.py", { NAME: "other" });
    await other.line(/^started/);
    await worker.stop("SIGKILL");
    await within(redelivered);
    assert.equal(done(await within(outcome)).processedBy, "other");
  }));

Deno.test("a worker killed while it waits takes no frame with it", () =>
  withPeerFramebox(async (framebox) => {
    const run = await framebox.start();
    const came = new Promise<void>((resolve) =>
      framebox.hub.subscribe((event) => event.type === "worker-came" && resolve())
    );
    const first = framebox.python("worker.py", { NAME: "first" });
    await within(came);
    await first.stop("SIGKILL");
    framebox.python("worker.py", { NAME: "second" });
    assert.equal(done(await through(run, await example("coffee_small.jpg"))).processedBy, "second");
  }));

Deno.test("a worker that calls submit twenty times at once gets no more than its share at a time", () =>
  withPeerFramebox(async (framebox) => {
    const run = await framebox.start({ kind: "images" });
    let max = 0;
    run.subscribe((event) => {
      if (event.type === "leased") max = Math.max(max, run.stats.leased);
    });
    const read = readAll(run, 30);
    const worker = framebox.python("eager.py");
    await worker.line(/^asked 20/);
    const picture = await example("coffee_small.jpg");
    let pushed = 0;
    for (; pushed < 20; pushed++) await run.push(picture, { signal: limit() });
    await worker.line(/^answered 19/);
    const second = framebox.python("worker.py", { NAME: "second" });
    await second.line(/^started/);
    for (; pushed < 30; pushed++) await run.push(picture, { signal: limit() });
    assert.deepEqual(
      (await read).map((one) => one.number),
      Array.from({ length: 30 }, (_, i) => i),
    );
    assert.ok(max >= 2 && max <= 9, `${max} at once`);
  }));

Deno.test("a reset and a new frame while an old result is under way: the old one is dropped", () =>
  withPeerFramebox(async (framebox) => {
    const run = await framebox.start({ kind: "images" });
    const { worker, outcome, hash } = await holding(framebox, run);
    await run.reset();
    assert.equal((await within(outcome)).kind, "dropped");
    assert.notEqual(run.hash, hash);
    const fresh = await run.push(await example("rocket_small.jpg"));
    assert.equal(fresh.number, 0);
    Deno.kill(worker.pid, "SIGUSR1");
    await worker.line(new RegExp(`^answered 0 ${hash}`));
    assert.equal(framebox.hub.status.totals.lateResults, 1);
    assert.deepEqual(run.data.list(), []);
    await worker.line(new RegExp(`^got 0 ${run.hash}`));
    Deno.kill(worker.pid, "SIGUSR1");
    const { content } = done(await within(fresh.outcome));
    assert.equal(pictureIn(content.payload)?.widthPx, (await example("rocket_small.jpg")).widthPx);
  }));

Deno.test("a closed page does not end the worker that holds its frame", () =>
  withPeerFramebox(async (framebox) => {
    const { worker } = await (async () => {
      const run = await framebox.start();
      const held = await holding(framebox, run);
      await run.session.end("The page was closed.");
      return held;
    })();
    Deno.kill(worker.pid, "SIGUSR1");
    await worker.line(/^answered 0/);
    const run = await framebox.start();
    const pushed = await run.push(await example("coffee_small.jpg"));
    await worker.line(new RegExp(`^got 0 ${run.hash}`));
    Deno.kill(worker.pid, "SIGUSR1");
    done(await within(pushed.outcome));
  }));

Deno.test("where frames are never scaled, a worker with gRPC's own limits never receives a 1080p frame, and users read why", () =>
  withPeerFramebox(async (framebox) => {
    const run = await framebox.start();
    const notices: string[] = [];
    run.subscribe((event) => event.type === "notice" && notices.push(event.message));
    const worker = framebox.python("worker.py", { LIMITED: "1" });
    const outcome = await through(run, pixels(1920, 1080));
    assert.ok(outcome.kind === "failed");
    await worker.line(/^submit RESOURCE_EXHAUSTED/);
    const sentence = "This picture is 6.2 MB as .mat; the worker accepts 4 MB (gRPC's default). " +
      "Full size: raise grpc.max_receive_message_length and send max-receive-bytes; else it is " +
      "scaled to fit where SUBMIT_MAX_BYTES is auto and the worker does not say that it takes more.";
    assert.ok(notices.includes(sentence), notices.join());
    assert.ok(outcome.error.message.includes(sentence), outcome.error.message);
    // A small one goes through all the same.
    done(await through(await framebox.start(), await example("coffee_small.jpg")));
  }, { grpc: { submitMaxBytes: 0 } }));

Deno.test("a worker with gRPC's own limits gets 1080p and 4K frames scaled down, and users are notified", () =>
  withPeerFramebox(async (framebox) => {
    framebox.python("worker.py", { LIMITED: "1", NAME: "detector-1" });
    for (const [width, height, megabytes] of [[1920, 1080, 6.2], [3840, 2160, 24.9]] as const) {
      const run = await framebox.start();
      const notices: string[] = [];
      run.subscribe((event) => event.type === "notice" && notices.push(event.message));
      const { content } = done(await through(run, pixels(width, height)));
      const { widthPx, heightPx } = pictureIn(content.payload) ?? {};
      assert.deepEqual([widthPx, heightPx], [1539, 865]);
      assert.deepEqual([content.scale?.widthPx, content.scale?.sourceWidthPx], [1539, width]);
      assert.deepEqual(notices, [
        `This picture is ${megabytes} MB as .mat and was scaled to 1539×865 for detector-1: gRPC ` +
        "clients take 4 MB unless they say more. Full size: raise " +
        "grpc.max_receive_message_length and send max-receive-bytes.",
      ]);
    }
  }));

Deno.test("a worker that declares to take any size gets 4K as it is", () =>
  withPeerFramebox(async (framebox) => {
    framebox.python("worker.py");
    const { content } = done(await through(await framebox.start(), pixels(3840, 2160)));
    assert.deepEqual([pictureIn(content.payload)?.widthPx, content.scale], [3840, undefined]);
  }));

Deno.test("a waiting worker gets UNAVAILABLE when framebox stops", () =>
  withPeerFramebox(async (framebox) => {
    const came = new Promise<void>((resolve) =>
      framebox.hub.subscribe((event) => event.type === "worker-came" && resolve())
    );
    const worker = framebox.python("worker.py");
    await within(came);
    await framebox.server.drain(limit());
    await worker.line(/^submit UNAVAILABLE/);
  }));
