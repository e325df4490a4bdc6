import assert from "node:assert/strict";
import fc from "fast-check";
import {
  brief,
  hubTest,
  NEVER,
  picture,
  push,
  settle,
  startRun,
  type TestHub,
  withHub,
  worker,
} from "../testing/test_support.ts";
import type { Connection, Frame, Lease, Run } from "../api/mod.ts";

/** What is made of a frame in these tests, and how large it is. */
const FORM = "mat";
const FORM_BYTES = 1000;

/** A worker's connection whose preparations are recorded; they end when the test lets them. */
class Preparing {
  readonly connection: Connection;
  /** Numbers of the frames that were begun, in their order. */
  readonly begun: number[] = [];
  /** Numbers of the frames whose form is there. */
  readonly made: number[] = [];
  /** Nothing is begun. */
  busy = false;
  readonly #ends: (() => void)[] = [];

  constructor(connection: Connection) {
    this.connection = connection;
    connection.prepare((frame) => this.busy ? undefined : this.form(frame));
  }

  form(frame: Frame): Promise<Uint8Array> {
    return frame.form(FORM, async () => {
      this.begun.push(frame.number);
      await new Promise<void>((resolve) => this.#ends.push(resolve));
      this.made.push(frame.number);
      return new Uint8Array(FORM_BYTES);
    });
  }

  /** All that is being made is done. */
  async finish(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
    await settle();
  }

  /** Takes a frame and has it delivered. */
  async take(): Promise<Lease> {
    const lease = await this.connection.take(NEVER);
    const form = this.form(lease.frame);
    await this.finish();
    await form;
    lease.delivered();
    return lease;
  }

  /** Answers as a call does that takes its time to be read. */
  async answer(lease: Lease): Promise<void> {
    this.connection.answering();
    await settle();
    await lease.complete({});
  }
}

function cameraRun(hub: TestHub["hub"], processor = "workers"): Promise<Run> {
  return startRun(hub, { kind: "camera", policy: "latest", processor });
}

hubTest("the next frame is prepared when the worker's result comes in", async ({ hub }) => {
  const run = await startRun(hub);
  const peer = new Preparing(worker(hub));
  await push(run, 3);
  await settle();
  assert.deepEqual(peer.begun, [], "no request yet");
  const lease = await peer.take();
  peer.connection.answering();
  await settle();
  assert.deepEqual(peer.begun, [0, 1]);
  await lease.complete({});
  await peer.finish();
  const next = await peer.connection.take(NEVER);
  assert.equal(next.frame.number, 1);
  await peer.form(next.frame);
  assert.deepEqual(peer.made, [0, 1], "it was made once");
});

hubTest("a result that comes by another connection is its holder's", async ({ hub }) => {
  const run = await startRun(hub);
  const peer = new Preparing(worker(hub));
  const other = hub.connect({ processors: [], kind: "builtin", name: "display", sticky: false });
  await push(run, 2);
  await peer.take();
  other.answering();
  await other.answer({ hash: run.hash, content: {} });
  assert.deepEqual(peer.begun, [0, 1]);
});

hubTest("it is prepared earlier by what the cycles took before", async ({ hub, clock }) => {
  const run = await startRun(hub);
  const peer = new Preparing(worker(hub));
  await push(run, 4);
  const first = await peer.take();
  clock.advance(100);
  await peer.answer(first);
  await peer.finish();
  const second = await peer.take();
  // The making took no time by this clock: a moment before the hundredth millisecond is enough.
  clock.advance(97);
  await settle();
  assert.deepEqual(peer.begun, [0, 1]);
  clock.advance(1);
  await settle();
  assert.deepEqual(peer.begun, [0, 1, 2]);
  await peer.finish();
  await peer.answer(second);
  assert.equal((await peer.take()).frame.number, 2);
  assert.deepEqual(peer.begun, [0, 1, 2]);
});

hubTest("it is begun as much earlier as the making takes", async ({ hub, clock }) => {
  const run = await startRun(hub);
  const peer = new Preparing(worker(hub));
  await push(run, 4);
  const first = await peer.take();
  clock.advance(50);
  peer.connection.answering();
  await settle();
  clock.advance(20);
  await peer.finish();
  await first.complete({});
  await peer.take();
  clock.advance(70 - 20 * 1.25 - 2 - 1);
  await settle();
  assert.deepEqual(peer.begun, [0, 1]);
  clock.advance(1);
  await settle();
  assert.deepEqual(peer.begun, [0, 1, 2]);
});

hubTest("a camera's newest frame takes the place of the one that was prepared", async ({ hub }) => {
  const run = await cameraRun(hub);
  const peer = new Preparing(worker(hub));
  await push(run, 1);
  const lease = await peer.take();
  await push(run, 1);
  peer.connection.answering();
  await settle();
  const [older] = [(await push(run, 1))[0]];
  await settle();
  assert.deepEqual(peer.begun, [0, 1], "one at a time");
  await peer.finish();
  assert.deepEqual(peer.begun, [0, 1, 2]);
  await lease.complete({});
  await peer.finish();
  const next = await peer.take();
  assert.equal(next.frame.number, 2);
  assert.deepEqual(peer.made, [0, 1, 2]);
  await next.complete({});
  assert.equal(await older, "done 2");
});

hubTest(
  "a late worker has a bounded number of frames prepared in vain",
  async ({ hub }) => {
    const run = await cameraRun(hub);
    const peer = new Preparing(worker(hub));
    await push(run, 1);
    const lease = await peer.take();
    peer.connection.answering();
    for (let i = 0; i < 20; i++) {
      await push(run, 1);
      await settle();
      await peer.finish();
    }
    assert.deepEqual(peer.begun, [0, 1, 2, 3]);
    // Its next result allows for one more.
    await peer.answer(lease);
    await peer.finish();
    assert.deepEqual(peer.begun, [0, 1, 2, 3, 20]);
    assert.equal((await peer.take()).frame.number, 20);
  },
);

hubTest(
  "where most preparations were in vain a frame is prepared when the result comes in",
  async ({ hub, clock }) => {
    const run = await cameraRun(hub);
    const peer = new Preparing(worker(hub));
    /** A cycle in which a frame comes each ms from `from` on; a making takes 10 ms at most. */
    const cycle = async (cycleMs: number, from: number) => {
      const lease = await peer.take();
      peer.begun.length = 0;
      for (let ms = 1; ms <= cycleMs; ms++) {
        clock.advance(1);
        if (ms >= from) await push(run, 1);
        await settle();
        if (ms % 10 === 0) await peer.finish();
      }
      await peer.answer(lease);
      await peer.finish();
      return peer.begun.length;
    };
    await push(run, 1);
    const begun: number[] = [];
    for (let i = 0; i < 3; i++) begun.push(await cycle(100, 80));
    for (let i = 0; i < 4; i++) begun.push(await cycle(140, 80));
    // The late one makes three in vain; then it is left until the result comes, and tried again after a while.
    assert.deepEqual(begun, [1, 2, 2, 4, 1, 1, 2]);
  },
);

hubTest(
  "nothing is prepared while the pool has others to serve, and later it is",
  async ({ hub }) => {
    const run = await startRun(hub);
    const peer = new Preparing(worker(hub));
    await push(run, 1);
    const lease = await peer.take();
    peer.busy = true;
    await push(run, 1);
    peer.connection.answering();
    await settle();
    assert.deepEqual(peer.begun, [0]);
    peer.busy = false;
    await push(run, 1);
    await settle();
    assert.deepEqual(peer.begun, [0, 1]);
    await peer.answer(lease);
  },
);

hubTest(
  "a camera's next frame is waited for where it is expected before the worker",
  async ({ hub, clock }) => {
    const run = await cameraRun(hub);
    const peer = new Preparing(worker(hub));
    /** A frame each 40 ms, the last one 25 ms before the end of a cycle; a making takes 20 ms or more. */
    const cycle = async () => {
      const lease = await peer.take();
      peer.begun.length = 0;
      const at: number[] = [];
      for (let ms = 1; ms <= 100; ms++) {
        clock.advance(1);
        if (ms === 15 || ms === 55 || ms === 95) await push(run, 1);
        await settle();
        if (peer.begun.length > at.length) at.push(ms);
      }
      peer.connection.answering();
      await settle();
      clock.advance(20);
      await peer.finish();
      await lease.complete({});
      return at;
    };
    await push(run, 1);
    for (let i = 0; i < 3; i++) await cycle();
    // By the times alone it would be begun before, with a frame whose place the next one takes.
    assert.deepEqual(await cycle(), [95]);
  },
);

hubTest("two workers have two frames prepared, not one of them twice", async ({ hub }) => {
  const run = await startRun(hub, { kind: "images" });
  const peers = [new Preparing(worker(hub)), new Preparing(worker(hub))];
  await push(run, 6);
  const leases: Lease[] = [];
  for (const peer of peers) leases.push(await peer.take());
  for (const peer of peers) peer.connection.answering();
  await settle();
  assert.deepEqual(peers.map(({ begun }) => begun), [[0, 2], [1, 3]]);
  // The second is the first to come: it gets the first frame, and nothing is made anew.
  for (const [i, peer] of peers.entries()) {
    await leases[i]?.complete({});
    await peer.finish();
  }
  assert.equal((await peers[1]?.take())?.frame.number, 2);
  assert.equal((await peers[0]?.take())?.frame.number, 3);
  assert.deepEqual(peers.map(({ begun }) => begun), [[0, 2], [1, 3]]);
});

hubTest("what is prepared for a run that changes its processor is forgotten", async ({ hub }) => {
  const [leaving, staying] = [await cameraRun(hub), await startRun(hub)];
  const peer = new Preparing(worker(hub, { sticky: false }));
  await push(leaving, 1);
  const lease = await peer.take();
  await push(leaving, 1);
  await push(staying, 3);
  peer.connection.answering();
  await settle();
  await peer.finish();
  assert.deepEqual(peer.begun, [0, 1]);
  leaving.switchProcessor("grey");
  await settle();
  await peer.finish();
  assert.deepEqual(peer.begun, [0, 1, 0], "the next in turn takes its place");
  const grey = hub.connect({ processors: ["grey"], kind: "builtin", name: "grey", sticky: false });
  await assertHasNoForm(await grey.take(NEVER));
  await peer.answer(lease);
  const next = await peer.take();
  assert.equal(next.run, staying);
  assert.deepEqual(peer.begun, [0, 1, 0]);
});

/** A worker that holds a frame and has the next one prepared. */
async function prepared(hub: TestHub["hub"]) {
  const run = await startRun(hub);
  const peer = new Preparing(worker(hub));
  await push(run, 2);
  const lease = await peer.take();
  peer.connection.answering();
  await settle();
  await peer.finish();
  assert.deepEqual(peer.made, [0, 1]);
  return { run, peer, lease };
}

for (
  const [what, leave] of [
    ["has gone", (connection) => connection.close()],
    ["is inactive", (_, clock) => clock.advance(3001)],
  ] as [string, (connection: Connection, clock: TestHub["clock"]) => void][]
) {
  hubTest(
    `nothing stays of what was prepared for a worker that ${what}`,
    async ({ hub, clock }) => {
      const { run, peer, lease } = await prepared(hub);
      await lease.complete({});
      leave(peer.connection, clock);
      await settle();
      const taken = await worker(hub, { sticky: false }).take(NEVER);
      assert.equal(taken.frame.number, 1);
      await assertHasNoForm(taken);
      run.cancel("over");
      await assertNothingBooked(hub);
    },
    { maxFrameBytes: 4000 },
  );
}

hubTest("nothing stays of what was prepared of a run or a session that ended", async ({ hub }) => {
  const ends: ((run: Run) => void | Promise<void>)[] = [
    (run) => run.cancel("over"),
    (run) => run.session.end("over"),
    (run) => run.reset(),
  ];
  for (const end of ends) {
    const { run, peer } = await prepared(hub);
    await end(run);
    peer.connection.close();
  }
  await assertNothingBooked(hub);
}, { maxFrameBytes: 4000 });

async function assertHasNoForm({ frame }: Lease): Promise<void> {
  const form = await frame.form(FORM, () => Promise.resolve(new Uint8Array(7)));
  assert.equal(form.length, 7, "its form was forgotten");
}

hubTest("a frame that has no room beside the others is not prepared", async ({ hub }) => {
  const run = await startRun(hub);
  const peer = new Preparing(worker(hub));
  await run.push(picture(900));
  const lease = await peer.take();
  await run.push(picture(900));
  peer.connection.answering();
  await settle();
  assert.deepEqual(peer.begun, [0]);
  await peer.answer(lease);
  // Its own turn has come: it is made all the same.
  assert.equal((await peer.take()).frame.number, 1);
}, { maxFrameBytes: 4000 });

hubTest("a server that drains prepares nothing", async ({ hub }) => {
  const run = await startRun(hub);
  const peer = new Preparing(worker(hub));
  await push(run, 2);
  const lease = await peer.take();
  const drained = hub.drain(NEVER);
  await peer.answer(lease);
  await drained;
  assert.deepEqual(peer.begun, [0]);
});

hubTest(
  "a deadline begins when the frame is given, not when it is prepared",
  async ({ hub, clock }) => {
    const run = await startRun(hub);
    const peer = new Preparing(worker(hub, { leaseTimeoutMs: 1000 }));
    await push(run, 2);
    const first = await peer.take();
    peer.connection.answering();
    await settle();
    await first.complete({});
    await peer.finish();
    clock.advance(900);
    assert.equal(run.stats.leased, 0);
    const second = await peer.take();
    clock.advance(999);
    assert.equal(second.over.aborted, false);
    clock.advance(1);
    await settle();
    assert.equal(second.over.aborted, true);
  },
);

/** Nothing of all the frames that there were is booked any more. */
async function assertNothingBooked(hub: TestHub["hub"]): Promise<void> {
  const run = await startRun(hub, { processor: "none" });
  let isIn = false;
  run.push(picture(4000)).then(() => isIn = true);
  await settle();
  assert.ok(isIn, "bytes are still booked");
}

/** Steps on a hub that can be repeated on another one. */
type Step =
  | { readonly do: "push"; readonly run: number; readonly count: number }
  | { readonly do: "take" | "answer" | "deliver" | "close"; readonly worker: number }
  | { readonly do: "switch" | "cancel" | "reset"; readonly run: number }
  | { readonly do: "pass"; readonly ms: number }
  | { readonly do: "made" };

const RUNS = 4;
const WORKERS = 3;

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 18,
      arbitrary: step("push", { run: fc.nat(RUNS - 1), count: fc.integer({ min: 1, max: 3 }) }),
    },
    { weight: 21, arbitrary: step("take", { worker: fc.nat(WORKERS - 1) }) },
    { weight: 18, arbitrary: step("answer", { worker: fc.nat(WORKERS - 1) }) },
    { weight: 15, arbitrary: step("deliver", { worker: fc.nat(WORKERS - 1) }) },
    { weight: 15, arbitrary: step("made", {}) },
    { weight: 12, arbitrary: step("pass", { ms: fc.integer({ min: 1, max: 200 }) }) },
    { weight: 3, arbitrary: step("switch", { run: fc.nat(RUNS - 1) }) },
    { weight: 3, arbitrary: step("reset", { run: fc.nat(RUNS - 1) }) },
    { weight: 1, arbitrary: step("cancel", { run: fc.nat(RUNS - 1) }) },
    { weight: 1, arbitrary: step("close", { worker: fc.nat(WORKERS - 1) }) },
  ),
  { minLength: 20, maxLength: 80 },
);

function step(what: Step["do"], fields: Record<string, fc.Arbitrary<number>>): fc.Arbitrary<Step> {
  return fc.record({ do: fc.constant(what), ...fields }) as fc.Arbitrary<Step>;
}

/** Does the steps to a hub; what each worker got, in its order, and how each frame ended. */
async function doAll(list: readonly Step[], prepares: boolean): Promise<string[]> {
  const log: string[] = [];
  await withHub({ maxFrameBytes: 400_000 }, async ({ hub, clock }) => {
    const runs: Run[] = [];
    for (const kind of ["camera", "camera", "video", "images"] as const) {
      runs.push(await startRun(hub, { kind, policy: kind === "camera" ? "latest" : "lossless" }));
    }
    const peers = Array.from({ length: WORKERS }, (_, i) => {
      const connection = worker(hub, { name: `w${i}` });
      const preparing = prepares ? new Preparing(connection) : undefined;
      return { connection, preparing, held: [] as Lease[], isTaking: false };
    });
    for (const each of list) {
      if (each.do === "push") {
        const index = each.run;
        for (let i = 0; i < each.count; i++) {
          runs[index]?.push(picture()).then(
            ({ outcome }) => outcome.then((outcome) => log.push(`run ${index}: ${brief(outcome)}`)),
            () => {},
          );
        }
      } else if (each.do === "switch" || each.do === "cancel" || each.do === "reset") {
        const run = runs[each.run];
        if (each.do === "switch") {
          run?.switchProcessor(run.processor === "workers" ? "grey" : "workers");
        }
        if (each.do === "cancel") run?.cancel("cancelled");
        if (each.do === "reset") await run?.reset();
      } else if (each.do === "pass") clock.advance(each.ms);
      else if (each.do === "made") {
        for (const { preparing } of peers) await preparing?.finish();
      } else if ("worker" in each) {
        const peer = peers[each.worker];
        const lease = peer?.held[0];
        if (each.do === "take" && peer && !peer.isTaking) {
          peer.isTaking = true;
          peer.connection.take(NEVER).then((lease) => {
            peer.isTaking = false;
            peer.held.push(lease);
            log.push(`w${each.worker} got ${lease.frame.number} of ${runs.indexOf(lease.run)}`);
            peer.preparing?.form(lease.frame);
          }, () => {});
        }
        if (each.do === "deliver") lease?.delivered();
        if (each.do === "close") peer?.connection.close();
        if (each.do === "answer" && lease) {
          peer?.held.shift();
          peer?.connection.answering();
          await lease.complete({});
        }
      }
      await settle();
    }
    for (const run of runs) run.cancel("The test is over.");
    for (const { preparing } of peers) await preparing?.finish();
    await settle();
    const run = await startRun(hub, { processor: "none" });
    let isIn = false;
    run.push(picture(400_000)).then(() => isIn = true);
    await settle();
    assert.ok(isIn, "bytes are still booked");
  });
  return log;
}

Deno.test("with preparing each worker gets exactly what it would get without", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      assert.deepEqual(await doAll(list, true), await doAll(list, false));
    }),
    { numRuns: 150 },
  );
});
