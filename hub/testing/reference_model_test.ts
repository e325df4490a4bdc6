/**
 * Thousands of random interleavings of all that can happen to a hub, each checked against the model.
 *
 * `SEED=n` replays one of them, `MODEL_RUNS=n` sets how many are made.
 */
import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { ReferenceModel } from "./reference_model.ts";
import type { ModelConnection, ModelFrame, ModelRun } from "./reference_types.ts";
import {
  brief,
  picture,
  readData,
  settle,
  type TestHub,
  variable,
  withHub,
} from "./test_support.ts";
import type { Lease, RunEvent, RunKind, Session } from "../api/mod.ts";
import { within } from "../../tests/support/limit.ts";

const RULES = { runWindow: 4, maxDeliveries: 3 };
const GRACE_MS = 2000;
const STEPS = 60;
/** No timer of the hub's own ends anything while the model looks on. */
const NEVER_MS = 1e9;

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One interleaving: does random things to a hub and to the model, and compares. */
class Interleaving {
  readonly #test: TestHub;
  readonly #random: () => number;
  readonly #model = new ReferenceModel(RULES);
  readonly #sessions: { real: Session; ended: boolean }[] = [];
  readonly #events: { run: ModelRun; event: RunEvent }[] = [];
  readonly #leases = new Map<ModelFrame, Lease>();
  readonly #taken: Lease[] = [];
  readonly #aborts = new Map<ModelConnection, AbortController[]>();
  readonly #oldHashes: string[] = ["neverHeardOf"];
  readonly #faults: unknown[] = [];
  readonly #frames: ModelFrame[] = [];
  #pushed: { run: ModelRun; epoch: number; number: number; outcome: Promise<unknown> }[] = [];
  #value = 1;
  /** What was done, for the message of a failure. */
  readonly steps: string[] = [];

  constructor(test: TestHub, seed: number) {
    this.#test = test;
    this.#random = randomNumbers(seed);
  }

  async run(): Promise<void> {
    await this.#openSession();
    this.#startRun();
    this.#connect();
    for (let step = 0; step < STEPS; step++) {
      // Time moves between steps, so that no two leases of different steps end at once.
      this.#pass(1);
      await this.#compare();
      await this.#step();
      await this.#compare();
    }
    await this.#checkData();
    await this.#end();
  }

  async #step(): Promise<void> {
    const weighted: [number, () => void | Promise<void>][] = [
      [1, () => this.#openSession()],
      [2, () => this.#startRun()],
      [2, () => this.#connect()],
      [14, () => this.#push()],
      [1, () => this.#stopPushing()],
      [14, () => this.#take()],
      [2, () => this.#abortTake()],
      [6, () => this.#deliver()],
      [2, () => this.#release()],
      [6, () => this.#complete()],
      [12, () => this.#answer()],
      [2, () => this.#answerLate()],
      [3, () => this.#burst()],
      [4, () => this.#fail()],
      [2, () => this.#cut()],
      [5, () => this.#letTimePass()],
      [1, () => this.#reset()],
      [1, () => this.#switchProcessor()],
      [0.5, () => this.#finish()],
      [0.5, () => this.#cancel()],
      [0.3, () => this.#endSession()],
      [8, () => this.#read()],
      [1, () => this.#checkData()],
    ];
    let left = this.#random() * weighted.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, action] of weighted) {
      left -= weight;
      if (left < 0) return await action();
    }
  }

  // Steps of users.

  async #openSession(): Promise<void> {
    if (this.#sessions.length >= 4) return;
    this.#log("open a session");
    this.#sessions.push({ real: await this.#test.hub.openSession(), ended: false });
  }

  #startRun(): void {
    const index = Math.floor(this.#random() * this.#sessions.length);
    const session = this.#sessions[index];
    if (!session || session.ended || session.real.runs.length >= 4) return;
    const kind = this.#pick<RunKind>(["image", "camera", "camera", "video", "images", "stream"]);
    const policy = kind === "camera" || (kind === "stream" && this.#chance(0.5))
      ? "latest"
      : "lossless";
    const processor = this.#chance(0.8) ? "workers" : "grey";
    const real = session.real.start({ kind, policy, processor });
    const run: ModelRun = {
      run: real,
      session: index,
      kind,
      policy,
      processor,
      hash: real.hash,
      epoch: 0,
      next: 0,
      shown: -1,
      over: false,
      finishing: false,
      pushing: [],
      frames: [],
      servedBy: undefined,
      data: new Map(),
      published: [],
      reader: undefined,
      newest: -1,
    };
    if (this.#chance(0.7)) {
      run.reader = { real: real.results(), unread: [], reading: false, got: [] };
    }
    real.subscribe((event) => this.#events.push({ run, event }));
    this.#model.runs.push(run);
    this.#log(`start ${this.#name(run)}: ${kind}, ${policy}, for ${processor}`);
  }

  #push(): void {
    const run = this.#pickRun((run) => !run.finishing && run.pushing.length < 3);
    if (!run) return;
    const count = run.policy === "latest" || this.#chance(0.7)
      ? 1
      : 2 + Math.floor(this.#random() * 3);
    const batch = count > 1 || this.#chance(0.1) ? Symbol() : undefined;
    this.#log(`push ${count}${batch ? " as a batch" : ""} to ${this.#name(run)}`);
    for (let i = 0; i < count; i++) this.#pushOne(run, batch);
  }

  #pushOne(run: ModelRun, batch: symbol | undefined): void {
    run.pushing.push(batch);
    const abort = new AbortController();
    const aborts = this.#pushAborts.get(run) ?? [];
    this.#pushAborts.set(run, aborts);
    aborts.push(abort);
    run.run.push(picture(), { signal: abort.signal, ...(batch ? { batch } : {}) }).then(
      ({ number, outcome }) => {
        aborts.splice(aborts.indexOf(abort), 1);
        this.#pushed.push({ run, epoch: run.epoch, number, outcome });
      },
      (error) => {
        // A push that waits for room when the run ends is refused.
        const refused = run.over && error instanceof FrameboxError;
        if (!refused && !abort.signal.aborted) this.#faults.push(error);
      },
    );
  }

  #stopPushing(): void {
    const run = this.#pickRun((run) => run.pushing.length > 0);
    const abort = run && this.#pushAborts.get(run)?.pop();
    if (!run || !abort) return;
    this.#log(`${this.#name(run)} stops pushing`);
    run.pushing.pop();
    abort.abort();
  }

  #reset(): void {
    const run = this.#pickRun((run) => !run.finishing);
    if (!run) return;
    this.#log(`reset ${this.#name(run)}`);
    this.#oldHashes.push(run.hash);
    run.run.reset();
    this.#model.reset(run);
    assert.ok(!this.#oldHashes.includes(run.hash), "a reset gives a new hash");
  }

  #finish(): void {
    const run = this.#pickRun((run) => !run.finishing);
    if (!run) return;
    this.#log(`finish ${this.#name(run)}`);
    run.finishing = true;
    run.run.finish();
    this.#model.endIfDone(run);
  }

  #cancel(): void {
    const run = this.#pickRun();
    if (!run) return;
    this.#log(`cancel ${this.#name(run)}`);
    run.run.cancel("The test cancelled it.");
    this.#model.end(run);
  }

  #endSession(): void {
    const index = Math.floor(this.#random() * this.#sessions.length);
    const session = this.#sessions[index];
    if (!session || session.ended) return;
    this.#log(`end session ${index}`);
    session.ended = true;
    session.real.end("The test ended it.");
    for (const run of this.#model.runs) {
      if (run.session !== index) continue;
      if (!run.over) this.#model.end(run);
      run.data = new Map();
      run.published = [];
    }
  }

  #switchProcessor(): void {
    const run = this.#pickRun();
    if (!run) return;
    const processor = this.#pick(["workers", "grey"]);
    this.#log(`switch ${this.#name(run)} to ${processor}`);
    this.#model.switchTo(run, processor);
    run.run.switchProcessor(processor);
  }

  #read(): void {
    const run = this.#pickRun((run) => run.reader !== undefined && !run.reader.reading, true);
    if (!run?.reader) return;
    this.#log(`read ${this.#name(run)}`);
    const { real } = run.reader;
    const got = this.#readings(run);
    real.next(new AbortController().signal).then(
      (outcome) => got.push(brief(outcome)),
      (error) => this.#faults.push(error),
    );
    this.#model.read(run);
  }

  // What workers do.

  #connect(): void {
    if (this.#model.connections.filter(({ closed }) => !closed).length >= 4) return;
    const index = this.#model.connections.length;
    const processor = this.#chance(0.8) ? "workers" : "grey";
    const sticky = this.#chance(0.7);
    const bounds = this.#chance(0.5) ? { latest: 2, lossless: 8 } : { latest: 1, lossless: 2 };
    const timeoutMs = 10_007 + index * 13;
    const real = this.#test.hub.connect({
      processors: [processor],
      kind: processor === "workers" ? "worker" : "builtin",
      name: `peer${index}`,
      sticky,
      maxLeases: bounds,
      leaseTimeoutMs: timeoutMs,
    });
    // What is prepared changes nothing of what the model expects.
    if (this.#chance(0.7)) {
      real.prepare((frame) => {
        if (this.#chance(0.2)) return undefined;
        const fails = this.#chance(0.2);
        return frame.form("prepared", () => {
          if (fails) return Promise.reject(new FrameboxError("INTERNAL", "It could not be made."));
          return Promise.resolve(new Uint8Array(9));
        });
      });
    }
    this.#model.connections.push({
      name: real.name,
      real,
      processor,
      sticky,
      bounds,
      timeoutMs,
      closed: false,
      graceUntil: Infinity,
      taking: [],
      got: [],
    });
    this.#log(`${real.name} connects for ${processor}${sticky ? ", sticky" : ""}`);
  }

  #take(): void {
    const connection = this.#pickConnection(({ taking }) => taking.length < 3);
    if (!connection) return;
    const what = this.#chance(0.5) ? "one" : "batch";
    this.#log(`${connection.name} takes ${what}`);
    connection.taking.push(what);
    const abort = new AbortController();
    this.#abortsOf(connection).push(abort);
    const { real } = connection;
    const taking = what === "batch"
      ? real.takeBatch(abort.signal)
      : real.take(abort.signal).then((lease) => [lease]);
    taking.then(
      (leases) => {
        const aborts = this.#abortsOf(connection);
        aborts.splice(aborts.indexOf(abort), 1);
        this.#taken.push(...leases);
      },
      (error) => {
        if (!connection.closed && !abort.signal.aborted) this.#faults.push(error);
      },
    );
  }

  #abortTake(): void {
    const connection = this.#pickConnection(({ taking }) => taking.length > 0);
    const abort = connection && this.#abortsOf(connection).pop();
    if (!connection || !abort) return;
    this.#log(`${connection.name} stops taking`);
    connection.taking.pop();
    abort.abort();
  }

  #deliver(): void {
    const frame = this.#pickLeased();
    if (!frame) return;
    this.#log(`${this.#name(frame.run)} frame ${frame.number} is delivered`);
    frame.delivered = true;
    this.#leases.get(frame)?.delivered();
  }

  #release(): void {
    const frame = this.#pickLeased();
    if (!frame) return;
    this.#log(`${this.#name(frame.run)} frame ${frame.number} is given back`);
    this.#model.lose(frame, false);
    this.#leases.get(frame)?.release();
  }

  #complete(): void {
    const frame = this.#pickLeased();
    if (!frame) return;
    const data = this.#data(frame.number);
    this.#log(`${this.#name(frame.run)} frame ${frame.number} is completed with ${names(data)}`);
    this.#model.complete(frame, "done", data);
    const lease = this.#leases.get(frame);
    this.#expect(lease?.complete({ variables: variables(data) }), true);
  }

  #answer(): void {
    const run = this.#pickRun((run) => this.#model.open(run).length > 0);
    const connection = this.#pickConnection(() => true, true);
    if (!run || !connection) return;
    const held = this.#model.held(connection, run);
    const named = this.#pick([
      undefined,
      held[0]?.number,
      this.#pick(held)?.number,
      0,
      Math.floor(this.#random() * (run.next + 1)),
    ]);
    const data = this.#data(named);
    this.#log(`${connection.name} answers ${this.#name(run)} naming ${named}: ${names(data)}`);
    const frame = this.#model.match(run, connection, named);
    if (frame) this.#model.complete(frame, "done", data);
    if (this.#chance(0.7)) connection.real.answering();
    const answer = connection.real.answer({
      hash: run.hash,
      frameNumber: named,
      content: { variables: variables(data) },
    });
    this.#expect(answer, frame !== undefined, frame?.number);
  }

  /** Several answers at once: the second one comes while the first is being written. */
  #burst(): void {
    for (let count = 0; count < 3; count++) {
      const frame = this.#pickLeased((frame) => frame.run.policy === "lossless");
      if (!frame) return;
      const data = this.#data(frame.number);
      this.#log(`${this.#name(frame.run)} frame ${frame.number} is completed, too: ${names(data)}`);
      this.#model.complete(frame, "done", data);
      const lease = this.#leases.get(frame);
      this.#expect(lease?.complete({ variables: variables(data) }), true);
      this.#expect(lease?.complete({}), false);
    }
  }

  /** No caller waits for this one: its run was reset or is over, or never was. */
  #answerLate(): void {
    const connection = this.#pickConnection(() => true, true);
    const hash = this.#pick(this.#oldHashes);
    if (!connection || hash === undefined) return;
    this.#log(`${connection.name} answers an old run`);
    const variables = [variable("data_00000", 0)];
    this.#expect(connection.real.answer({ hash, content: { variables } }), false);
  }

  #fail(): void {
    const frame = this.#pickLeased();
    if (!frame) return;
    const again = this.#chance(0.6);
    this.#log(
      `${this.#name(frame.run)} frame ${frame.number} fails${again ? ", again please" : ""}`,
    );
    if (again) this.#model.lose(frame, true);
    else this.#model.complete(frame, "failed");
    this.#leases.get(frame)?.fail(new FrameboxError("INTERNAL", "It failed."), { again });
  }

  #cut(): void {
    const connection = this.#pickConnection();
    if (!connection) return;
    this.#log(`${connection.name} closes`);
    connection.closed = true;
    connection.taking = [];
    connection.graceUntil = this.#test.clock.now() + GRACE_MS;
    this.#unstick(connection);
    for (const frame of this.#model.held(connection)) {
      if (!frame.delivered) this.#model.lose(frame, false);
    }
    connection.real.close();
  }

  #letTimePass(): void {
    const { clock } = this.#test;
    const frames = this.#frames.filter(({ state }) => state === "leased");
    const due = Math.min(
      ...frames.map(({ dueAt }) => dueAt),
      ...this.#model.connections.map(({ graceUntil }) => graceUntil),
    );
    const byMs = Number.isFinite(due) && this.#chance(0.6)
      ? due - clock.now()
      : Math.min(due - clock.now() - 1, 200);
    if (!(byMs > 0) || !Number.isFinite(byMs)) return;
    this.#log(`${byMs} ms pass`);
    this.#pass(byMs);
  }

  /** Time passes; at most one moment is among it at which leases end. */
  #pass(byMs: number): void {
    const { clock } = this.#test;
    const frames = this.#frames.filter(({ state }) => state === "leased");
    const now = clock.now() + byMs;
    for (const frame of frames) {
      const { run, holder } = frame;
      const expired = frame.dueAt <= now;
      if (expired && run.servedBy === holder) run.servedBy = undefined;
      if (expired || (holder?.graceUntil ?? Infinity) <= now) this.#model.lose(frame, true);
    }
    for (const connection of this.#model.connections) {
      if (connection.graceUntil <= now) connection.graceUntil = Infinity;
    }
    clock.advance(byMs);
  }

  // Comparing.

  async #compare(): Promise<void> {
    for (const connection of this.#model.connections) connection.got = [];
    await settle();
    await this.#understand();
    // What the model has settled the hub must settle, data written first.
    for (const frame of this.#frames) {
      if (frame.expected !== undefined && frame.outcome === undefined) {
        await within(this.#outcomeOf(frame), `frame ${frame.number} of ${this.#name(frame.run)}`);
      }
    }
    await settle();
    await this.#understand();
    assert.deepEqual(this.#faults, []);
    this.#model.checkNoTakerWaitsInVain();
    for (const frame of this.#frames) this.#checkFrame(frame);
    for (const run of this.#model.runs) this.#checkRun(run);
  }

  /** Compares the hub's events with the model, in their order. */
  async #understand(): Promise<void> {
    // A frame that is admitted or given out may lead to the next: repeated until there is no new event.
    for (let again = true; again;) {
      again = this.#events.length > 0;
      for (const { run, event } of this.#events.splice(0)) {
        if (event.type === "leased") this.#understandLease(run, event.number, event.by);
        if (event.type === "redelivered") this.#model.cameBack(run, event.number);
      }
      for (const run of this.#model.runs) this.#admit(run);
      this.#model.checkLost();
      for (const run of this.#model.runs) {
        const wasOver = run.over;
        this.#model.endIfDone(run);
        if (run.over !== wasOver) again = true;
      }
      for (const { run, number, outcome, epoch } of this.#pushed.splice(0)) {
        const frame = run.frames.find((one) => one.number === number && one.epoch === epoch);
        assert.ok(frame, `${this.#name(run)} took in frame ${number} although it had no room`);
        this.#outcomes.set(frame, outcome);
        outcome.then((outcome) => {
          if (frame.outcome) this.#faults.push(`frame ${number} was settled twice`);
          frame.outcome = outcome as ModelFrame["outcome"];
        });
      }
      await settle();
    }
    for (const lease of this.#taken.splice(0)) {
      const frame = this.#frames.findLast((frame) =>
        frame.run.run === lease.run && frame.number === lease.frame.number &&
        frame.run.epoch === frame.epoch
      );
      if (frame?.state === "leased" && lease.hash === frame.run.hash) {
        this.#leases.set(frame, lease);
        assert.equal(lease.delivery, frame.failures + 1);
      }
    }
  }

  #understandLease(run: ModelRun, number: number, by: string): void {
    const connection = this.#model.connections.find(({ name }) => name === by);
    assert.ok(connection);
    if (number >= run.next) this.#admit(run);
    this.#model.gave(run, number, connection, this.#test.clock.now());
  }

  #admit(run: ModelRun): void {
    this.#frames.push(...this.#model.admit(run));
  }

  #checkFrame(frame: ModelFrame): void {
    const name = `frame ${frame.number} of ${this.#name(frame.run)}`;
    assert.equal(frame.outcome?.kind, frame.expected, `how ${name} ended`);
    if (frame.outcome) assert.equal(frame.outcome.number, frame.number, `the number of ${name}`);
    const lease = this.#leases.get(frame);
    if (lease && frame.state !== "leased") assert.ok(lease.over.aborted, `the lease of ${name}`);
  }

  #checkRun(run: ModelRun): void {
    const name = this.#name(run);
    assert.equal(run.run.ended.aborted, run.over, `whether ${name} is over`);
    const frames = run.frames.filter(({ epoch }) => epoch === run.epoch);
    const count = (state: string) => frames.filter((frame) => frame.state === state).length;
    const ended = (kind: string) => frames.filter((frame) => frame.expected === kind).length;
    assert.deepEqual(run.run.stats, {
      waiting: count("waiting"),
      leased: count("leased"),
      pushed: run.next,
      done: ended("done"),
      failed: ended("failed"),
      dropped: ended("dropped"),
    }, `the numbers of ${name}`);
    if (run.reader) assert.deepEqual(this.#readings(run), run.reader.got, `what ${name} showed`);
    const { history } = run.run;
    const kept = history.after(0, STEPS * RULES.runWindow);
    const published = run.published.map((brief, index) => `${index + 1}: ${brief}`);
    assert.deepEqual(kept.map((entry) => `${entry.seq}: ${entry.kind} ${entry.number}`), published);
    assert.deepEqual(
      [history.first, history.last],
      [1, run.published.length],
      `history of ${name}`,
    );
    if (!run.over) assert.equal(this.#test.hub.run(run.hash), run.run);
  }

  async #checkData(): Promise<void> {
    for (const run of this.#model.runs) {
      if (this.#sessions[run.session]?.ended) continue;
      const expected = [...run.data].map(([name, { value }]) => [name, value]);
      const real = await readData(run.run.data);
      assert.deepEqual(real.toSorted(), expected.toSorted(), `data.mat of ${this.#name(run)}`);
    }
  }

  /** framebox stops: draining first, or at once. Every frame ends exactly once. */
  async #end(): Promise<void> {
    const { hub } = this.#test;
    if (this.#chance(0.5)) {
      this.#log("drain");
      const drained = hub.drain(new AbortController().signal);
      for (const connection of this.#model.connections) connection.taking = [];
      for (const run of this.#model.runs) run.pushing = [];
      await settle();
      this.#faults.length = 0; // Takes and pushes that waited were refused.
      for (const frame of this.#frames.filter(({ state }) => state === "leased")) {
        const data = this.#data(frame.number);
        this.#model.complete(frame, "done", data);
        this.#expect(this.#leases.get(frame)?.complete({ variables: variables(data) }), true);
      }
      await within(drained, "draining");
      await this.#compare();
      await this.#checkData();
    }
    this.#log("close");
    await hub.close();
    for (const run of this.#model.runs) if (!run.over) this.#model.end(run);
    await settle();
    for (const frame of this.#frames) this.#checkFrame(frame);
    assert.equal(this.#test.clock.pending, 0, "a closed hub has no timers");
  }

  // Small things.

  readonly #pushAborts = new Map<ModelRun, AbortController[]>();
  readonly #outcomes = new Map<ModelFrame, Promise<unknown>>();
  readonly #got = new Map<ModelRun, string[]>();

  #outcomeOf(frame: ModelFrame): Promise<unknown> {
    const outcome = this.#outcomes.get(frame);
    assert.ok(outcome, `frame ${frame.number} of ${this.#name(frame.run)} was never let in`);
    return outcome;
  }

  #readings(run: ModelRun): string[] {
    let readings = this.#got.get(run);
    if (!readings) this.#got.set(run, readings = []);
    return readings;
  }

  #abortsOf(connection: ModelConnection): AbortController[] {
    let aborts = this.#aborts.get(connection);
    if (!aborts) this.#aborts.set(connection, aborts = []);
    return aborts;
  }

  #expect(
    answer: Promise<{ accepted: boolean; number?: number }> | undefined,
    accepted: boolean,
    number?: number,
  ): void {
    assert.ok(answer);
    answer.then((answer) => {
      if (answer.accepted !== accepted) this.#faults.push({ answer, expected: accepted });
      if (accepted && number !== undefined && answer.number !== number) {
        this.#faults.push({ answer, expected: number });
      }
    }, (error) => this.#faults.push(error));
  }

  #unstick(connection: ModelConnection): void {
    for (const run of this.#model.runs) if (run.servedBy === connection) run.servedBy = undefined;
  }

  /** What a result leaves, now and then under a name that is there already. */
  #data(named: number | undefined): readonly (readonly [string, number])[] {
    if (this.#chance(0.3)) return [];
    const number = named ?? Math.floor(this.#random() * 3);
    const data: [string, number][] = [[
      `data_${String(number).padStart(5, "0")}`,
      this.#chance(0.2) ? 0 : this.#value++,
    ]];
    if (this.#chance(0.2)) data.push(["summary", this.#value++]);
    return data;
  }

  #pickRun(
    fits: (run: ModelRun) => boolean = () => true,
    overToo = false,
  ): ModelRun | undefined {
    return this.#pick(this.#model.runs.filter((run) => (overToo || !run.over) && fits(run)));
  }

  #pickConnection(
    fits: (connection: ModelConnection) => boolean = () => true,
    closedToo = false,
  ): ModelConnection | undefined {
    return this.#pick(
      this.#model.connections.filter((one) => (closedToo || !one.closed) && fits(one)),
    );
  }

  #pickLeased(fits: (frame: ModelFrame) => boolean = () => true): ModelFrame | undefined {
    return this.#pick(this.#frames.filter((frame) => frame.state === "leased" && fits(frame)));
  }

  #pick<T>(from: readonly [T, ...T[]]): T;
  #pick<T>(from: readonly T[]): T | undefined;
  #pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#random() * from.length)];
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #name(run: ModelRun): string {
    return `run ${run.session}/${run.run.id}`;
  }

  #log(step: string): void {
    this.steps.push(step);
  }
}

function variables(data: readonly (readonly [string, number])[]) {
  return data.map(([name, value]) => variable(name, value));
}

function names(data: readonly (readonly [string, number])[]): string {
  return data.map(([name, value]) => `${name}=${value}`).join(" ") || "no data";
}

Deno.test("in every order of events no frame is lost, none shown twice, and order and policy hold", async () => {
  const replay = Deno.env.get("SEED");
  const first = Number(replay ?? 1);
  const count = replay ? 1 : Number(Deno.env.get("MODEL_RUNS") ?? 1000);
  for (let seed = first; seed < first + count; seed++) {
    await withHub({
      ...RULES,
      reconnectGraceMs: GRACE_MS,
      // What it does is tested beside it.
      stoppedAskingMs: NEVER_MS,
      sessionIdleMs: NEVER_MS,
      resultKeepMs: NEVER_MS,
    }, async (test) => {
      const interleaving = new Interleaving(test, seed);
      try {
        await interleaving.run();
      } catch (error) {
        const steps = interleaving.steps.slice(-25).join("\n  ");
        throw new Error(`SEED=${seed} after ${interleaving.steps.length} steps:\n  ${steps}`, {
          cause: error,
        });
      }
    });
  }
});
