import assert from "node:assert/strict";
import {
  brief,
  content,
  hubTest,
  isPending,
  NEVER,
  picture,
  readData,
  settle,
  startRun,
  withHub,
  worker,
} from "./testing/test_support.ts";
import { silentLogger } from "../base/log/mod.ts";
import { createHub, DEFAULT_HUB_OPTIONS } from "./mod.ts";

hubTest(
  "a frame goes to a worker and its result to the reader and into data.mat",
  async ({ hub }) => {
    const run = await startRun(hub, { kind: "image" });
    const reader = run.results();
    const peer = worker(hub);
    const lease = peer.take(NEVER);
    const pushed = await run.push(picture());
    assert.equal((await lease).hash, run.hash);
    const answer = await peer.answer({ hash: run.hash, content: content("data_00000") });
    assert.deepEqual(answer, { accepted: true, run, number: 0 });
    assert.equal(brief(await pushed.outcome), "done 0");
    assert.equal(brief(await reader.next(NEVER)), "done 0");
    assert.deepEqual(await readData(run.data), [["data_00000", 0]]);
    run.finish();
    assert.equal(await reader.next(NEVER), undefined);
  },
);

hubTest("the status has numbers and names but no id", async ({ hub }) => {
  const run = await startRun(hub);
  await run.push(picture());
  await run.push(picture());
  await worker(hub).take(NEVER);
  const { status } = hub;
  assert.deepEqual([status.sessions, status.runs, status.leased], [1, 1, 1]);
  assert.deepEqual(status.waiting, { workers: 1 });
  const text = JSON.stringify(status);
  for (const id of [run.session.id, run.hash, run.session.directory]) assert.ok(!text.includes(id));
});

hubTest("sessions are bounded; one that was left makes room", async ({ hub, clock }) => {
  const left = await hub.openSession();
  const used = await hub.openSession();
  used.attach();
  await assert.rejects(hub.openSession(), { code: "RESOURCE_EXHAUSTED" });
  clock.advance(5000);
  await hub.openSession();
  assert.ok(left.ended.aborted);
  assert.equal(used.ended.aborted, false);
  await assert.rejects(hub.openSession(), { code: "RESOURCE_EXHAUSTED" });
}, { maxSessions: 2 });

hubTest("sessions that are opened at once respect the bound", async ({ hub }) => {
  const opened = await Promise.allSettled([1, 2, 3, 4].map(() => hub.openSession()));
  assert.equal(opened.filter(({ status }) => status === "fulfilled").length, 2);
}, { maxSessions: 2 });

hubTest("draining lets what is leased finish and refuses all that is new", async ({ hub }) => {
  const events: string[] = [];
  hub.subscribe(({ type }) => events.push(type));
  const run = await startRun(hub);
  const { outcome } = await run.push(picture());
  await run.push(picture());
  const pushing = run.push(picture());
  const peer = worker(hub, { maxLeases: { latest: 1, lossless: 1 } });
  const lease = await peer.take(NEVER);
  const waiting = peer.take(NEVER);
  const drained = hub.drain(NEVER);
  const unavailable = { code: "UNAVAILABLE" };
  await assert.rejects(waiting, unavailable);
  await assert.rejects(pushing, unavailable);
  await assert.rejects(peer.take(NEVER), unavailable);
  await assert.rejects(run.push(picture()), unavailable);
  await assert.rejects(hub.openSession(), unavailable);
  assert.throws(() => run.session.start({ ...run, processor: "workers" }), unavailable);
  assert.throws(() => worker(hub), unavailable);
  assert.ok(await isPending(drained));
  await lease.complete(content("data_00000"));
  await drained;
  assert.equal(brief(await outcome), "done 0");
  assert.equal(run.data.byteLength > 0, true, "its data was written before");
  assert.ok(events.includes("draining"));
}, { runWindow: 2 });

hubTest("draining ends at its signal", async ({ hub }) => {
  const run = await startRun(hub);
  await run.push(picture());
  await worker(hub).take(NEVER);
  const abort = new AbortController();
  const drained = hub.drain(abort.signal);
  assert.ok(await isPending(drained));
  abort.abort();
  await drained;
});

hubTest("draining with nothing leased ends at once", async ({ hub }) => {
  await (await startRun(hub)).push(picture());
  await hub.drain(NEVER);
});

Deno.test("closing ends everything, removes the files and leaves no timer", () =>
  withHub({}, async ({ hub, clock, dataDir }) => {
    const run = await startRun(hub);
    const { outcome } = await run.push(picture());
    const gone = worker(hub);
    (await gone.take(NEVER)).delivered();
    gone.close();
    const refused = assert.rejects(worker(hub).take(NEVER), { code: "UNAVAILABLE" });
    const reading = run.results().next(NEVER);
    await Promise.all([hub.close(), hub.close()]);
    await refused;
    assert.equal((await outcome).kind, "dropped");
    assert.equal(await reading, undefined);
    assert.deepEqual([...Deno.readDirSync(dataDir)], []);
    await settle();
    assert.equal(clock.pending, 0);
  }));

Deno.test("a hub on the real clock works and leaves no timer behind", async () => {
  const dataDir = await Deno.makeTempDir();
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir }, { log: silentLogger() });
  const run = await startRun(hub);
  const { outcome } = await run.push(picture());
  await (await worker(hub).take(NEVER)).complete(content());
  assert.equal((await outcome).kind, "done");
  await hub.close();
  await Deno.remove(dataDir, { recursive: true });
});

hubTest("an idle hub with waiting workers sets no timer", async ({ hub, clock }) => {
  const peer = worker(hub);
  const taking = peer.take(NEVER);
  await settle();
  assert.equal(clock.pending, 0);
  peer.close();
  await assert.rejects(taking);
});

hubTest(
  "a principal is active while a page of it is connected or a run of it is open",
  async ({ hub }) => {
    const events: string[] = [];
    hub.subscribeOwners(({ owner, isActive }) => events.push(`${owner} ${isActive}`));
    const of = (owner: string) => hub.openSession({ owner });
    const [first, second, other] = [await of("ana"), await of("ana"), await of("rui")];
    assert.equal(hub.isActive("ana"), false);
    const detach = first.attach();
    const run = second.start({ kind: "camera", policy: "latest", processor: "workers" });
    other.attach();
    detach();
    assert.equal(hub.isActive("ana"), true);
    run.cancel("over");
    assert.equal(hub.isActive("ana"), false);
    await other.end("over");
    assert.equal(hub.isActive("rui"), false);
    await Promise.resolve();
    assert.deepEqual(events, [
      "ana true",
      "rui true",
      "ana false",
      "rui false",
    ]);
  },
);
