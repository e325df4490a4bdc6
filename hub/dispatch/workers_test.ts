import assert from "node:assert/strict";
import {
  content,
  hubTest,
  NEVER,
  picture,
  settle,
  startRun,
  worker,
} from "../testing/test_support.ts";
import type { Hub } from "../api/mod.ts";

function seen(hub: Hub): string[] {
  return hub.status.workers.map(({ name, framesDone, framesHeld, leaving }) =>
    `${name} ${framesDone} done ${framesHeld} held${leaving ? ", leaving" : ""}`
  );
}

hubTest(
  "a worker is seen from its connection on, with what it has done and holds",
  async ({ hub }) => {
    const run = await startRun(hub);
    await run.push(picture());
    await run.push(picture());
    const peer = worker(hub, { name: "detector" });
    assert.deepEqual(seen(hub), ["detector 0 done 0 held"]);
    const lease = await peer.take(NEVER);
    await peer.take(NEVER);
    await lease.complete(content());
    assert.deepEqual(seen(hub), ["detector 1 done 1 held"]);
  },
);

hubTest("built-ins are no workers", async ({ hub }) => {
  hub.connect({ processors: ["grey"], kind: "builtin", name: "grey", sticky: false });
  await settle();
  assert.deepEqual(seen(hub), []);
});

hubTest(
  "a worker that comes back within the grace time is the same one",
  async ({ hub, clock }) => {
    const events: string[] = [];
    hub.subscribe((event) => "name" in event && events.push(`${event.type} ${event.name}`));
    const run = await startRun(hub);
    const first = worker(hub, { name: "w", identity: "host/agent" });
    await run.push(picture());
    await (await first.take(NEVER)).complete(content());
    first.close();
    assert.deepEqual(seen(hub), ["w 1 done 0 held, leaving"]);
    clock.advance(1999);
    const second = worker(hub, { name: "w", identity: "host/agent" });
    assert.deepEqual(seen(hub), ["w 1 done 0 held"]);
    assert.equal(second.name, "w");
    second.close();
    clock.advance(2000);
    assert.deepEqual(seen(hub), []);
    await settle();
    assert.deepEqual(events, ["worker-came w", "worker-left w"]);
  },
);

hubTest(
  "connections at the same time are several workers with names of their own",
  async ({ hub, clock }) => {
    const peers = [0, 1, 2].map(() => worker(hub, { name: "w", identity: "host/agent" }));
    assert.deepEqual(peers.map(({ name }) => name), ["w", "w-2", "w-3"]);
    peers[1]?.close();
    clock.advance(2000);
    assert.equal(worker(hub, { name: "w" }).name, "w-2");
    await settle();
  },
);

hubTest("workers' numbers are emitted at most four times a second", async ({ hub, clock }) => {
  const run = await startRun(hub);
  const peer = worker(hub);
  let emitted = 0;
  hub.subscribe((event) => event.type === "workers" && emitted++);
  for (let i = 0; i < 100; i++) {
    await run.push(picture());
    await (await peer.take(NEVER)).complete(content());
  }
  await settle();
  assert.equal(emitted, 1);
  clock.advance(250);
  await settle();
  assert.equal(emitted, 2);
  clock.advance(10_000);
  await settle();
  assert.equal(emitted, 2, "nothing changed since");
});

/** Workers that are inactive, and since when in milliseconds. */
function stopped(hub: Hub): string[] {
  return hub.status.workers.flatMap(({ name, stoppedAskingAt }) =>
    stoppedAskingAt ? [`${name} ${stoppedAskingAt.getTime()}`] : []
  );
}

hubTest(
  "a worker that gave its result and requests no other frame is inactive",
  async ({ hub, clock }) => {
    const events: string[] = [];
    hub.subscribe(({ type }) => type !== "workers" && events.push(type));
    const run = await startRun(hub);
    const peer = worker(hub);
    clock.advance(1000);
    await run.push(picture());
    const lease = await peer.take(NEVER);
    clock.advance(20_000);
    assert.deepEqual(stopped(hub), [], "it works on a frame");
    await lease.complete(content());
    clock.advance(2999);
    assert.deepEqual(stopped(hub), []);
    clock.advance(1);
    assert.deepEqual(stopped(hub), ["worker 1000"], "when its last request ended");
    await settle();
    assert.deepEqual(events, ["worker-came", "worker-stopped"]);
    const waiting = peer.take(NEVER);
    assert.deepEqual(stopped(hub), [], "it is active again");
    clock.advance(1_000_000);
    assert.deepEqual(stopped(hub), [], "it waits");
    peer.close();
    await assert.rejects(waiting);
  },
);

hubTest(
  "a worker whose frames are given back at once is inactive unless it requests others",
  async ({ hub, clock }) => {
    const run = await startRun(hub);
    const peer = worker(hub);
    await run.push(picture());
    (await peer.take(NEVER)).release();
    clock.advance(2000);
    const second = await peer.take(NEVER);
    second.release();
    clock.advance(2999);
    assert.deepEqual(stopped(hub), []);
    clock.advance(1);
    assert.deepEqual(stopped(hub), ["worker 2000"]);
  },
);

hubTest(
  "one that gave up waiting, or let its frame's deadline pass, is inactive",
  async ({ hub, clock }) => {
    const quitting = worker(hub, { name: "quits" });
    const quit = new AbortController();
    const waiting = quitting.take(quit.signal);
    clock.advance(500);
    quit.abort();
    await assert.rejects(waiting);
    const run = await startRun(hub);
    const silent = worker(hub, { name: "silent" });
    await run.push(picture());
    (await silent.take(NEVER)).delivered();
    clock.advance(3000);
    assert.deepEqual(stopped(hub), ["quits 500"]);
    clock.advance(57_000);
    assert.deepEqual(stopped(hub), ["quits 500"], "its frame's deadline is just over");
    clock.advance(3000);
    assert.deepEqual(stopped(hub), ["quits 500", "silent 500"]);
  },
);

hubTest(
  "a worker is at work on a frame that was withdrawn until it gives its result",
  async ({ hub, clock }) => {
    const run = await startRun(hub);
    const peer = worker(hub);
    await run.push(picture());
    const { hash } = await peer.take(NEVER);
    clock.advance(30_000);
    run.cancel("withdrawn");
    clock.advance(20_000);
    assert.deepEqual(stopped(hub), []);
    // By another connection, as orchestrators do.
    const other = hub.connect({
      processors: [],
      kind: "builtin",
      name: "display",
      sticky: false,
    });
    await other.answer({ hash, content: content() });
    clock.advance(2999);
    assert.deepEqual(stopped(hub), []);
    clock.advance(1);
    assert.deepEqual(stopped(hub), ["worker 0"]);
  },
);

hubTest(
  "a withdrawn frame that never comes back counts as given up at its deadline",
  async ({ hub, clock }) => {
    const run = await startRun(hub);
    const peer = worker(hub);
    await run.push(picture());
    await peer.take(NEVER);
    clock.advance(30_000);
    run.cancel("withdrawn");
    clock.advance(32_999);
    assert.deepEqual(stopped(hub), []);
    clock.advance(1);
    assert.deepEqual(stopped(hub), ["worker 0"]);
  },
);

hubTest(
  "a worker with several requesting threads is active as long as one of them is",
  async ({ hub, clock }) => {
    const run = await startRun(hub);
    const peer = worker(hub);
    const quit = new AbortController();
    const waiting = peer.take(quit.signal);
    const other = peer.take(NEVER);
    await run.push(picture());
    await (await waiting).complete(content());
    clock.advance(50_000);
    assert.deepEqual(stopped(hub), []);
    await run.push(picture());
    await (await other).complete(content());
    clock.advance(3000);
    assert.deepEqual(stopped(hub), ["worker 50000"]);
  },
);

hubTest(
  "a run that one worker serves alone goes to others when that worker is inactive",
  async ({ hub, clock }) => {
    const run = await startRun(hub, { kind: "camera", policy: "latest" });
    const first = worker(hub, { name: "first" });
    await run.push(picture());
    await (await first.take(NEVER)).complete(content());
    const second = worker(hub, { name: "second" });
    const taking = second.take(NEVER);
    await run.push(picture());
    clock.advance(2999);
    await settle();
    assert.equal(run.stats.leased, 0, "it is the first one's");
    clock.advance(1);
    assert.equal((await taking).frame.number, 1);
  },
);

hubTest(
  "the worker that left last is known while none has come since",
  async ({ hub, clock }) => {
    assert.equal(hub.status.gone, undefined);
    const run = await startRun(hub);
    const peer = worker(hub, { name: "detector" });
    clock.advance(1000);
    await run.push(picture());
    await (await peer.take(NEVER)).complete(content());
    clock.advance(500);
    peer.close();
    assert.deepEqual(stopped(hub), ["detector 1000"], "a closed connection makes no request");
    clock.advance(2000);
    assert.deepEqual(hub.status.workers, []);
    assert.deepEqual(hub.status.gone, { name: "detector", stoppedAskingAt: new Date(1000) });
    worker(hub);
    assert.equal(hub.status.gone, undefined);
  },
);

hubTest("a busy worker costs no timer a frame", async ({ hub, clock }) => {
  const run = await startRun(hub);
  const peer = worker(hub);
  for (let i = 0; i < 20; i++) {
    await run.push(picture());
    await (await peer.take(NEVER)).complete(content());
  }
  const before = clock.pending;
  for (let i = 0; i < 20; i++) {
    await run.push(picture());
    await (await peer.take(NEVER)).complete(content());
  }
  assert.equal(clock.pending, before);
});
