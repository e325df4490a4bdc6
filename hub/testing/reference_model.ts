/**
 * The reference model of the hub, as simple as possible: the model-based test compares the hub with it. It
 * predicts the effect of each step. Where the hub may choose which frame a peer gets, it checks the choice.
 *
 * @module
 */
import assert from "node:assert/strict";
import { ModelTurns } from "./reference_turns.ts";
import type { ModelConnection, ModelFrame, ModelRules, ModelRun } from "./reference_types.ts";
import type { Outcome, RunKind } from "../api/mod.ts";

const STICKY: readonly RunKind[] = ["camera", "video", "stream"];

/** The rules, and the steps of the test so far. */
export class ReferenceModel {
  readonly runs: ModelRun[] = [];
  readonly connections: ModelConnection[] = [];
  /** Leases in the order in which they were given, those that are over too. */
  readonly order: ModelFrame[] = [];
  readonly #rules: ModelRules;
  readonly #turns = new ModelTurns(this);

  constructor(rules: ModelRules) {
    this.#rules = rules;
  }

  /** Frames that are not settled, in the order of their numbers. */
  open(run: ModelRun): ModelFrame[] {
    return run.frames.filter((frame) => frame.epoch === run.epoch && frame.state !== "settled");
  }

  /** Frames that wait, in the order of their numbers. */
  waiting(run: ModelRun): ModelFrame[] {
    return this.open(run).filter((frame) => frame.state === "waiting");
  }

  /** Frames that a connection holds, of one run or of all. The oldest lease first. */
  held(connection: ModelConnection, run?: ModelRun): ModelFrame[] {
    const frames = this.order.filter((frame) =>
      frame.state === "leased" && frame.holder === connection && (!run || frame.run === run)
    );
    // A frame that was given out twice is in the list twice: its newest lease counts.
    return frames.filter((frame, index) => frames.lastIndexOf(frame) === index);
  }

  /** Whether a connection may get a frame of this run now. */
  accepts(connection: ModelConnection, run: ModelRun): boolean {
    if (connection.closed || run.over || run.processor !== connection.processor) return false;
    if (connection.sticky && run.servedBy && run.servedBy !== connection) return false;
    return this.held(connection, run).length < connection.bounds[run.policy];
  }

  /** A new frame. */
  add(run: ModelRun, batch?: symbol): ModelFrame {
    this.#turns.joins(run);
    if (run.policy === "latest") {
      for (const frame of this.waiting(run)) this.#settle(frame, "dropped");
    }
    const frame: ModelFrame = {
      run,
      epoch: run.epoch,
      number: run.next++,
      batch,
      state: "waiting",
      given: false,
      failures: 0,
      holder: undefined,
      lease: undefined,
      delivered: false,
      dueAt: Infinity,
      completion: undefined,
      expected: undefined,
      outcome: undefined,
    };
    run.frames.push(frame);
    run.newest = Math.max(run.newest, frame.number);
    return frame;
  }

  /** Admits the pushes that wait, as far as there is room. */
  admit(run: ModelRun): ModelFrame[] {
    const admitted: ModelFrame[] = [];
    const hasRoom = () =>
      run.policy === "latest" ||
      this.open(run).length + (run.reader?.unread.length ?? 0) < this.#rules.runWindow;
    while (run.pushing.length > 0 && hasRoom()) admitted.push(this.add(run, run.pushing.shift()));
    return admitted;
  }

  /** The run's frames are another processor's from now on: there they are at the end of the turns. */
  switchTo(run: ModelRun, processor: string): void {
    if (run.processor === processor) return;
    run.servedBy = undefined;
    run.processor = processor;
    this.#turns.moved(run);
  }

  /** The hub gave a frame to a connection: was that right? */
  gave(run: ModelRun, number: number, connection: ModelConnection, now: number): ModelFrame {
    const frame = connection.taking.length > 0 && this.accepts(connection, run)
      ? this.#took(run, number, connection)
      : this.#cameAlong(run, number, connection);
    frame.state = "leased";
    frame.given = true;
    frame.holder = connection;
    frame.delivered = false;
    frame.dueAt = now + connection.timeoutMs;
    this.order.push(frame);
    if (connection.sticky && STICKY.includes(run.kind)) run.servedBy = connection;
    return frame;
  }

  /** In turn, by a take of its own. */
  #took(run: ModelRun, number: number, connection: ModelConnection): ModelFrame {
    const frame = this.waiting(run)[0];
    assert.ok(frame, "a frame was given out of a run where none waits");
    assert.equal(frame.number, number, "the frame that waits with the smallest number goes first");
    this.#turns.took(run, connection);
    if (connection.taking.shift() === "batch") connection.got.push(frame);
    return frame;
  }

  /** With another of its batch: in that one's turn, and beyond the bounds of leases. */
  #cameAlong(run: ModelRun, number: number, connection: ModelConnection): ModelFrame {
    const batches = connection.got.filter((got) =>
      got.run === run && got.state === "leased" && got.holder === connection
    ).map(({ batch }) => batch);
    const frame = this.waiting(run).find(({ batch }) => batch && batches.includes(batch));
    assert.ok(frame, `${connection.name} must not get frame ${number} now`);
    assert.equal(frame?.number, number, "of a batch the frame with the smallest number goes first");
    assert.equal(run.processor, connection.processor);
    return frame;
  }

  /** No taker waits for a frame while there is one for it. */
  checkNoTakerWaitsInVain(): void {
    for (const connection of this.connections) {
      if (connection.taking.length === 0) continue;
      for (const run of this.runs) {
        if (this.waiting(run).length === 0) continue;
        assert.ok(
          !this.accepts(connection, run),
          `${connection.name} waits although a frame of run ${run.run.id} waits too`,
        );
      }
    }
  }

  /** Which frame a result belongs to. */
  match(
    run: ModelRun,
    connection: ModelConnection,
    named: number | undefined,
  ): ModelFrame | undefined {
    const open = this.open(run).filter((frame) =>
      frame.state === "leased" || (frame.state === "waiting" && frame.given)
    );
    const own = this.held(connection, run);
    if (named === undefined) return own[0] ?? open[0];
    const frame = open.find(({ number }) => number === named);
    if (frame) return frame;
    return own.length === 1 ? own[0] : undefined;
  }

  /** A frame got its result, or failed for good. */
  complete(
    frame: ModelFrame,
    kind: "done" | "failed",
    data: readonly (readonly [string, number])[] = [],
  ): void {
    frame.state = "completed";
    frame.holder = undefined;
    frame.completion = { kind, data };
    const { run } = frame;
    if (run.policy === "latest") {
      this.#publish(frame);
      return;
    }
    for (const next of this.open(run)) {
      if (next.state !== "completed") break;
      this.#publish(next);
    }
  }

  /** A lease ended without an answer. */
  lose(frame: ModelFrame, counts: boolean): void {
    if (counts) frame.failures++;
    frame.holder = undefined;
    if (counts && frame.failures >= this.#rules.maxDeliveries) this.complete(frame, "failed");
    else frame.state = "lost";
  }

  /** The hub has emitted that a lost frame waits again. */
  cameBack(run: ModelRun, number: number): void {
    const frame = this.open(run).find((frame) => frame.number === number);
    assert.equal(frame?.state, "lost", `frame ${number} waits again although nobody lost it`);
    if (!frame) return;
    this.#turns.joins(run);
    if (run.policy === "latest") {
      assert.ok(run.shown < number, `frame ${number} waits again behind a newer result`);
      for (const other of this.waiting(run)) {
        assert.ok(other.number < number, `frame ${number} waits again behind a newer frame`);
        this.#settle(other, "dropped");
      }
    }
    frame.state = "waiting";
    run.newest = Math.max(run.newest, number);
  }

  /** After a step: frames that were lost and don't wait again must have been dropped for a reason. */
  checkLost(): void {
    for (const run of this.runs) {
      for (const frame of this.open(run)) {
        if (frame.state !== "lost") continue;
        assert.equal(run.policy, "latest", `frame ${frame.number} is lost`);
        assert.ok(
          run.newest > frame.number || run.shown > frame.number,
          `frame ${frame.number} was dropped without a reason`,
        );
        this.#settle(frame, "dropped");
      }
      run.newest = Math.max(-1, ...this.waiting(run).map(({ number }) => number));
    }
  }

  /** Drops all open frames. */
  dropAll(run: ModelRun): void {
    for (const frame of this.open(run)) this.#settle(frame, "dropped");
  }

  /** The frame count starts again. */
  reset(run: ModelRun): void {
    this.dropAll(run);
    run.epoch++;
    run.next = 0;
    run.shown = -1;
    run.newest = -1;
    run.data = new Map();
    run.hash = run.run.hash;
    run.published = [];
    if (run.reader) run.reader.unread = [];
  }

  /** The run is over. */
  end(run: ModelRun): void {
    run.over = true;
    run.pushing = [];
    this.dropAll(run);
    if (run.reader?.reading) this.#read(run.reader, "end");
  }

  /** A run that is finishing ends with its last frame. */
  endIfDone(run: ModelRun): void {
    if (run.finishing && !run.over && run.pushing.length === 0 && this.open(run).length === 0) {
      this.end(run);
    }
  }

  /** The reader reads the next outcome. */
  read(run: ModelRun): void {
    const { reader } = run;
    if (!reader) return;
    reader.reading = true;
    const next = reader.unread.shift();
    if (next !== undefined) this.#read(reader, next);
    else if (run.over) this.#read(reader, "end");
  }

  #read(reader: { reading: boolean; got: string[] }, what: string): void {
    reader.reading = false;
    reader.got.push(what);
  }

  #publish(frame: ModelFrame): void {
    const { run, completion } = frame;
    if (!completion) return;
    const { kind, data } = completion;
    this.#keep(run, frame.number, data);
    this.#settle(frame, kind);
    const brief = `${kind} ${frame.number}`;
    run.published.push(brief);
    if (run.policy === "latest" && frame.number < run.shown) return;
    if (kind === "done") run.shown = frame.number;
    if (run.policy === "latest") {
      for (const older of this.waiting(run)) {
        if (older.number < run.shown) this.#settle(older, "dropped");
      }
    }
    const { reader } = run;
    if (!reader) return;
    if (reader.reading) this.#read(reader, brief);
    else if (run.policy === "latest") reader.unread = [brief];
    else reader.unread.push(brief);
  }

  #keep(run: ModelRun, by: number, data: readonly (readonly [string, number])[]): void {
    const starts = data.some(([name]) => name === "data_00000");
    const before = new Map(run.data);
    if (starts) {
      for (const [name, entry] of before) {
        if (run.policy === "lossless" || entry.by <= by) run.data.delete(name);
      }
    }
    for (const [name, value] of data) {
      if (starts && run.policy === "latest" && (before.get(name)?.by ?? -1) > by) continue;
      run.data.set(name, { value, by });
    }
  }

  #settle(frame: ModelFrame, kind: Outcome["kind"]): void {
    frame.state = "settled";
    frame.holder = undefined;
    frame.expected = kind;
  }
}
