/**
 * The frames of a run between two resets of its frame count: their numbers, their states and the order of
 * their results.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import { type ErrorReason, FrameboxError } from "../../base/errors/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type { Payload } from "../../base/payload/mod.ts";
import type {
  FrameProgress,
  Outcome,
  Policy,
  PushOptions,
  ResultContent,
  Run,
  RunEvent,
} from "../api/mod.ts";
import type { ByteBudget } from "../base/byte_budget.ts";
import type { Emitter } from "../base/events.ts";
import type { InFlight } from "../base/in_flight.ts";
import { randomId } from "../base/random_id.ts";
import type { Totals } from "../base/totals.ts";
import type { DataFile } from "../storage/data_file.ts";
import { boxPlace, BoxPlaces } from "./box_places.ts";
import { EpochFrames } from "./epoch_frames.ts";
import { EpochNotices } from "./epoch_notices.ts";
import {
  type Completion,
  type FrameEpoch,
  type FrameHolder,
  type LostFrame,
  OpenFrame,
} from "./frame.ts";
import { FrameInterval } from "./frame_interval.ts";
import type { FrameQueueing } from "./frame_queueing.ts";
import type { RunHistory } from "./history.ts";
import { outcomeOf } from "./outcome.ts";
import { ResultOrder } from "./result_order.ts";

/** Results of a `latest` run that may wait to be written before it gives out no more frames. */
const MAX_UNWRITTEN = 8;

/** Why most leases end. One for all, since an error records the stack when it is made. */
const HAS_RESULT = new FrameboxError("CANCELLED", "The frame has its result.");

/** What an epoch needs of its run. */
export interface EpochOwner extends Pick<Run, "notice"> {
  readonly policy: Policy;
  /** Whether results are written to `data.mat`. */
  readonly keepsData: boolean;
  readonly events: Pick<Emitter<RunEvent>, "emit">;
  /** A frame has ended. `isNews`: no newer one was shown before, so readers get it. */
  settled(outcome: Outcome, isNews: boolean): void;
}

/** Where an epoch's results are kept. */
export interface EpochStorage {
  readonly data: DataFile;
  readonly history: RunHistory;
}

/** What an epoch needs of the hub. */
export interface EpochDeps {
  readonly log: Logger;
  readonly clock: Pick<Clock, "now">;
  readonly frameBytes: Pick<ByteBudget, "takeAnyway" | "giveBack">;
  readonly inFlight: Pick<InFlight, "changeWrites">;
  readonly totals: Pick<Totals, "done" | "failed" | "dropped" | "redelivered">;
}

/** See the module. A reset replaces it; the old epoch then accepts nothing more. */
export class Epoch implements FrameEpoch {
  readonly hash: string = randomId();
  readonly policy: Policy;
  readonly data: DataFile;
  readonly history: RunHistory;
  /** Its frames that are not settled, and the counts of all. */
  readonly frames = new EpochFrames();
  /** Where the boxes in its data are drawn. */
  readonly boxPlaces = new BoxPlaces();
  readonly #owner: EpochOwner;
  readonly #queue: FrameQueueing;
  readonly #deps: EpochDeps;
  readonly #notices: EpochNotices;
  readonly #resultOrder: ResultOrder;
  readonly #interval = new FrameInterval();
  /** Number of the newest frame whose result was shown. */
  #shown = -1;
  #isOver = false;

  constructor(owner: EpochOwner, queue: FrameQueueing, storage: EpochStorage, deps: EpochDeps) {
    this.policy = owner.policy;
    this.data = storage.data;
    this.history = storage.history;
    this.#owner = owner;
    this.#queue = queue;
    this.#deps = deps;
    this.#notices = new EpochNotices(owner, deps.log);
    this.#resultOrder = new ResultOrder({
      policy: owner.policy,
      data: owner.keepsData ? storage.data : undefined,
      inFlight: deps.inFlight,
      settle: (frame) => this.#publish(frame),
      onWritten: (how) => this.#notices.dataWritten(how),
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get nextExpectedAt(): number | undefined {
    return this.#interval.nextExpectedAt;
  }

  /** Whether results come faster than they can be written: then no more frames are given out. */
  get isCongested(): boolean {
    return this.policy === "latest" && this.frames.completedCount >= MAX_UNWRITTEN;
  }

  grew(bytes: number): void {
    const { frameBytes } = this.#deps;
    if (bytes < 0) frameBytes.giveBack(-bytes);
    else frameBytes.takeAnyway(bytes);
  }

  /** Adds a frame, whose bytes are in the budget already. It waits from now on. */
  add(payload: Payload, options: PushOptions): OpenFrame {
    const now = this.#deps.clock.now();
    const frame = this.frames.add((number) => new OpenFrame(this, number, payload, options, now));
    this.#interval.arrived(frame.arrivedAt);
    this.#notices.payload(payload);
    if (this.policy === "lossless") this.#queue.push(frame);
    else for (const old of this.#queue.replace(frame)) this.#drop(old);
    return frame;
  }

  begin(frame: OpenFrame, holder: FrameHolder): void {
    this.frames.enter(frame, "leased");
    frame.holder = holder;
    frame.leasedAt = this.#deps.clock.now();
    const { number } = frame;
    this.#owner.events.emit({ type: "leased", number, by: holder.peer.name });
  }

  progress({ number }: OpenFrame, progress: FrameProgress): void {
    this.#owner.events.emit({ type: "stage", number, progress });
  }

  async complete(frame: OpenFrame, content: ResultContent, processedBy: string): Promise<void> {
    this.#complete(frame, { kind: "done", content, processedBy, at: this.#deps.clock.now() });
    // Lossless: what waits for an earlier frame stays in memory, within the run's window. The caller does
    // not wait for it, since it may be the holder of that earlier frame.
    if (this.policy === "latest" || !this.#resultOrder.isEarly(frame)) await frame.outcome;
  }

  fail(frame: OpenFrame, error: FrameboxError): void {
    this.#complete(frame, { kind: "failed", error });
  }

  giveBack(lost: readonly LostFrame[], reason: string, because?: ErrorReason): void {
    const back: OpenFrame[] = [];
    for (const { frame, failure } of lost) {
      this.#release(frame, new FrameboxError("CANCELLED", reason), false);
      if (failure) this.#complete(frame, { kind: "failed", error: failure });
      else back.push(frame);
    }
    this.#putBack(back, reason, because);
  }

  /** Drops all open frames and accepts nothing more. What is in `data.mat` stays. */
  close(reason: FrameboxError): void {
    this.#isOver = true;
    this.#notices.close();
    this.#queue.clear();
    const frames = this.frames.open;
    const holders = frames.map((frame) => this.#release(frame, reason, true));
    for (const frame of frames) this.#drop(frame);
    for (const holder of holders) holder?.offerNext();
    this.data.rest().catch((error) => this.#deps.log.error("data_not_closed", error));
  }

  /** Frames wait again. Of a `latest` run only the newest does, unless a newer one waits or was shown. */
  #putBack(
    frames: readonly OpenFrame[],
    reason: string,
    because: ErrorReason | undefined,
  ): void {
    let back = frames;
    if (this.policy === "latest") {
      const newest = Math.max(
        this.#shown,
        ...frames.map(({ number }) => number),
        ...this.#queue.waiting.map(({ number }) => number),
      );
      back = frames.filter(({ number }) => number === newest);
    }
    for (const frame of frames) {
      if (!back.includes(frame)) {
        this.#drop(frame);
        continue;
      }
      this.frames.enter(frame, "waiting");
      this.#deps.totals.redelivered++;
      this.#owner.events.emit({
        type: "redelivered",
        number: frame.number,
        reason,
        ...(because && { because }),
      });
    }
    this.#queue.putBack(back);
    if (this.policy === "lossless" || back.length === 0) return;
    for (const old of this.#queue.waiting.slice(0, -1)) {
      this.#queue.remove(old);
      this.#drop(old);
    }
  }

  #complete(frame: OpenFrame, completion: Completion): void {
    const holder = this.#release(frame, HAS_RESULT, false);
    if (!holder) this.#queue.remove(frame);
    this.frames.enter(frame, "completed");
    frame.completion = completion;
    this.#resultOrder.add(frame);
    holder?.offerNext();
  }

  /** A completed frame's turn has come. One that was dropped meanwhile is over already. */
  #publish(frame: OpenFrame): void {
    const { completion } = frame;
    if (frame.state !== "completed" || !completion) return;
    const wasCongested = this.isCongested;
    const outcome = outcomeOf(frame, completion, this.history.next, this.frames.droppedCount);
    if (outcome.kind === "done") this.boxPlaces.set(frame.number, boxPlace(outcome.content));
    this.history.add(outcome);
    this.#settle(frame, outcome);
    if (wasCongested && !this.isCongested) this.#queue.offer();
  }

  #drop(frame: OpenFrame): void {
    const dropped = this.frames.droppedCount + 1;
    this.#settle(frame, { kind: "dropped", number: frame.number, dropped });
  }

  #settle(frame: OpenFrame, outcome: Outcome): void {
    this.#deps.totals[outcome.kind]++;
    const isNews = outcome.kind !== "dropped" && frame.number > this.#shown;
    if (outcome.kind === "done" && isNews) this.#shown = frame.number;
    this.frames.settle(frame, outcome);
    this.#deps.frameBytes.giveBack(frame.bytes);
    if (isNews && this.policy === "latest") this.#dropOlder();
    this.#owner.settled(outcome, isNews);
  }

  /** A frame that waits to be given out again is not worth it once a newer result is shown. */
  #dropOlder(): void {
    for (const frame of [...this.#queue.waiting]) {
      if (frame.number < this.#shown && this.#queue.remove(frame)) this.#drop(frame);
    }
  }

  /** Ends the lease of a frame, if it has one. Returns its holder. */
  #release(frame: OpenFrame, reason: FrameboxError, isWithdrawn: boolean): FrameHolder | undefined {
    const { holder } = frame;
    if (!holder) return undefined;
    frame.holder = undefined;
    holder.end(reason, isWithdrawn);
    return holder;
  }
}
