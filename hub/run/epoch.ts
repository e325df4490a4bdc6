/**
 * The frames of a run between two resets of its frame count: their numbers, their leases and
 * their ends in the right order.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Picture } from "../../media/image/mod.ts";
import { BoxPlaces } from "./box_places.ts";
import type { HubConnection } from "../dispatch/connection.ts";
import type { HubContext } from "../context.ts";
import { ResultOrder } from "./result_order.ts";
import { DataFile } from "../storage/data_file.ts";
import { type Completion, OpenFrame } from "./frame.ts";
import { boxPlace } from "./frame_scale.ts";
import type {
  AnswerOutcome,
  FrameScale,
  Outcome,
  PushOptions,
  ResultContent,
  RunStats,
} from "../api/mod.ts";
import { RunHistory, type Told } from "./history.ts";
import { HubLease } from "../dispatch/lease.ts";
import { countLoss, inWords } from "../dispatch/losses.ts";
import { randomId } from "../base/random_id.ts";
import { Recent } from "../base/recent.ts";
import type { HubRun } from "./run.ts";

/** Results of a `latest` run that may wait to be written before it gives out no more frames. */
const MAX_UNWRITTEN = 8;

/** Why most leases end: one for all, for an error looks at the stack when it is made. */
const HAS_RESULT = new FrameboxError("CANCELLED", "The frame has its result.");

/** Notices that data is not kept, by their codes. The results are shown all the same. */
const TROUBLES = {
  "quota": "The data of new results is not kept, for there is no more room for it; " +
    "download data.mat, then reset the frame count or start again.",
  "data-lost": "The data of new results could not be written to data.mat.",
} as const;

/** See the module. A reset puts a new epoch in the place of the old one, which accepts nothing more. */
export class Epoch {
  readonly run: HubRun;
  /** The `session_hash` of these frames on the wire. */
  readonly hash: string = randomId();
  readonly data: DataFile;
  readonly history: RunHistory;
  /** Frames that are not settled, by number, in the order of their numbers. */
  readonly open = new Map<number, OpenFrame>();
  /** Where the boxes in their data go. */
  readonly boxPlaces = new BoxPlaces();
  readonly #context: HubContext;
  readonly #resultOrder: ResultOrder;
  readonly #counts = { pushed: 0, done: 0, failed: 0, dropped: 0 };
  /** Codes and kinds of remarks that were told. */
  readonly #remarked = new Set<string>();
  /** Times between frames, in milliseconds, and when the last one came. */
  readonly #gapsMs = new Recent(5);
  #cameAt: number | undefined;
  #leased = 0;
  #completedCount = 0;
  /** Newest frame whose result was shown. */
  #shown = -1;
  #over = false;
  /** Why the newest result's data was not kept. */
  #trouble: keyof typeof TROUBLES | undefined;

  constructor(run: HubRun, context: HubContext) {
    this.run = run;
    this.#context = context;
    const path = `${run.session.directory}/data-${randomId()}.mat`;
    const makeParent = () => context.directory.restore();
    this.data = new DataFile(path, run.policy, run.session.quota, makeParent);
    this.history = new RunHistory(
      context.histories,
      context.options.resultHistory,
      context.readResult,
    );
    this.#resultOrder = new ResultOrder({
      policy: run.policy,
      data: run.keepsData ? this.data : undefined,
      activity: context.activity,
      settle: (frame) => this.#settle(frame),
      kept: (how) => this.#kept(how),
    });
  }

  get stats(): RunStats {
    const waiting = this.open.size - this.#leased - this.#completedCount;
    return { ...this.#counts, waiting, leased: this.#leased };
  }

  /** When its next frame is to be expected, by the times between the last ones. */
  get nextExpectedAt(): number | undefined {
    const gapMs = this.#gapsMs.median;
    return gapMs === undefined || this.#cameAt === undefined ? undefined : this.#cameAt + gapMs;
  }

  /** The number that the next frame gets. */
  get next(): number {
    return this.#counts.pushed;
  }

  /** Whether results can't be written as fast as they come: then no more frames are given out. */
  get congested(): boolean {
    return this.run.policy === "latest" && this.#completedCount >= MAX_UNWRITTEN;
  }

  /** A form of a frame was made and takes memory from now on; a negative number: it was forgotten. */
  grew(bytes: number): void {
    const { frameBytes } = this.#context;
    if (bytes < 0) frameBytes.giveBack(-bytes);
    else frameBytes.takeAnyway(bytes);
  }

  /** A new frame, whose bytes are in the budget already. It waits from now on. */
  add(picture: Picture, options: PushOptions): OpenFrame {
    const { clock, queue } = this.#context;
    const frame = new OpenFrame(this, this.next, picture, options, clock.now());
    if (this.#cameAt !== undefined) this.#gapsMs.add(frame.arrivedAt - this.#cameAt);
    this.#cameAt = frame.arrivedAt;
    this.#counts.pushed++;
    this.#remark(picture);
    this.open.set(frame.number, frame);
    if (this.run.policy === "lossless") queue.push(this.run, frame);
    else for (const old of queue.replace(this.run, frame)) this.#drop(old);
    this.#queueChanged();
    return frame;
  }

  /** Says what there is to say of a picture, once for each code and kind. */
  #remark({ remarks }: Picture): void {
    for (const { code, message, details } of remarks) {
      const what = `${code} ${details["kind"] ?? ""}`;
      if (this.#remarked.has(what)) continue;
      this.#remarked.add(what);
      this.run.notice(code, message, details);
    }
  }

  /** A connection gets a frame that has just left the queue. */
  lease(frame: OpenFrame, connection: HubConnection): HubLease {
    const { clock, options, activity } = this.#context;
    const lease = new HubLease(frame, connection);
    frame.state = "leased";
    frame.lease = lease;
    frame.leasedAt = clock.now();
    this.#leased++;
    activity.lease(1);
    connection.began(lease);
    const timeoutMs = connection.leaseTimeoutMs ?? options.leaseTimeoutMs;
    lease.endsAt = clock.now() + timeoutMs;
    lease.cancelDeadline = clock.after(timeoutMs, () => this.#expired(lease, timeoutMs));
    this.#queueChanged();
    this.run.events.emit({ type: "leased", number: frame.number, by: connection.name });
    return lease;
  }

  /**
   * A result for one of these frames. Late ones are counted.
   *
   * @param scale how the frame was given to who made it
   */
  async answer(
    frame: OpenFrame,
    content: ResultContent,
    connection: HubConnection,
    scale: FrameScale | undefined,
  ): Promise<AnswerOutcome> {
    if (!frame.open) {
      this.#context.totals.lateResults++;
      return { accepted: false, reason: this.#over ? "unknown-run" : "already-answered" };
    }
    // Whoever brings it: the work is its holder's.
    const worker = frame.lease?.connection ?? connection;
    worker.answered();
    // As with orchestrators, whose calls need not come by one connection.
    if (worker !== connection) worker.answering();
    const at = this.#context.clock.now();
    const { remarks } = frame.picture;
    const said = {
      ...content,
      ...(scale && { scale }),
      ...(remarks.length > 0 && { remarks }),
    };
    this.#complete(frame, { kind: "done", content: said, processedBy: worker.name, at });
    // Lossless: what waits for an earlier frame stays in memory, within the run's window. Its sender
    // must not wait for it, since the earlier frame may be in the same hands.
    if (this.run.policy === "latest" || !this.#resultOrder.isEarly(frame)) await frame.outcome;
    return { accepted: true, run: this.run, number: frame.number };
  }

  /** A processor says that it can't. */
  failed(lease: HubLease, error: FrameboxError, again: boolean): void {
    if (again) {
      this.#lost([lease], error.message, error);
      this.#context.queue.offerAll();
    } else this.#complete(lease.frame, { kind: "failed", error });
  }

  /**
   * Leases whose frames never reached their peer: they wait again, and it is held against nobody.
   * The caller then has them offered.
   */
  returned(leases: readonly HubLease[], reason: string): void {
    this.#lost(leases, reason, undefined);
  }

  /** Leases whose connection has gone and has not come back. The caller has their frames offered. */
  abandoned(leases: readonly HubLease[]): void {
    const reason = "The worker's connection closed before it answered.";
    this.#lost(leases, reason, new FrameboxError("UNAVAILABLE", reason));
  }

  /** Drops all open frames; nothing is accepted any more. What is in `data.mat` stays. */
  close(reason: FrameboxError): void {
    this.#over = true;
    this.#context.queue.clear(this.run);
    const frames = [...this.open.values()];
    const connections = new Set<HubConnection>();
    for (const frame of frames) {
      if (!frame.lease) continue;
      connections.add(frame.lease.connection);
      this.#release(frame, reason, true);
    }
    for (const frame of frames) this.#drop(frame);
    for (const connection of connections) this.#context.queue.offerTo(connection);
    this.#queueChanged();
    this.data.rest().catch((error) => this.#context.log.error("data_not_closed", error));
  }

  #queueChanged(): void {
    this.#context.positions.changed();
    this.#context.aheads.changed();
  }

  #expired(lease: HubLease, timeoutMs: number): void {
    const reason = `${lease.connection.name} did not answer within ${inWords(timeoutMs)}.`;
    this.run.unstick(lease.connection);
    this.#lost([lease], reason, new FrameboxError("DEADLINE_EXCEEDED", reason));
    this.#context.queue.offerAll();
  }

  /** Leases that ended without an answer, for one reason. With an error it counts as a failure. */
  #lost(leases: readonly HubLease[], reason: string, error: FrameboxError | undefined): void {
    const back: OpenFrame[] = [];
    for (const { frame } of leases) {
      this.#release(frame, new FrameboxError("CANCELLED", reason));
      const failure = countLoss(frame, reason, error, this.#context.options.maxDeliveries);
      if (failure) this.#complete(frame, { kind: "failed", error: failure });
      else back.push(frame);
    }
    this.#putBack(back, reason);
    this.#queueChanged();
  }

  /** Frames wait again; of a camera's only the newest, if nothing newer waits or was shown. */
  #putBack(frames: readonly OpenFrame[], reason: string): void {
    const { queue, totals } = this.#context;
    let back = frames;
    if (this.run.policy === "latest") {
      const newest = Math.max(
        this.#shown,
        ...frames.map(({ number }) => number),
        ...queue.waiting(this.run).map(({ number }) => number),
      );
      back = frames.filter(({ number }) => number === newest);
    }
    for (const frame of frames) {
      if (!back.includes(frame)) {
        this.#drop(frame);
        continue;
      }
      frame.state = "waiting";
      totals.redelivered++;
      this.run.events.emit({ type: "redelivered", number: frame.number, reason });
    }
    queue.putBack(this.run, back);
    if (this.run.policy === "lossless" || back.length === 0) return;
    for (const old of queue.waiting(this.run).slice(0, -1)) {
      queue.remove(this.run, old);
      this.#drop(old);
    }
  }

  #complete(frame: OpenFrame, completion: Completion): void {
    const connection = frame.lease?.connection;
    if (connection) {
      this.#release(frame, HAS_RESULT);
    } else {
      this.#context.queue.remove(this.run, frame);
    }
    frame.state = "concluded";
    frame.completion = completion;
    this.#completedCount++;
    this.#resultOrder.add(frame);
    if (connection) this.#context.queue.offerTo(connection);
  }

  /** Says once that data is not kept, and again only after some was. */
  #kept(how: "kept" | "over-quota" | { readonly error: unknown }): void {
    const trouble = how === "kept" ? undefined : how === "over-quota" ? "quota" : "data-lost";
    if (typeof how === "object") this.#context.log.error("data_not_written", how.error);
    if (trouble && trouble !== this.#trouble && !this.#over) {
      this.run.notice(trouble, TROUBLES[trouble]);
    }
    this.#trouble = trouble;
  }

  #settle(frame: OpenFrame): void {
    const { completion } = frame;
    if (frame.state !== "concluded" || !completion) return;
    const wasCongested = this.congested;
    this.#completedCount--;
    const { number } = frame;
    const { dropped } = this.#counts;
    const seq = this.history.next;
    if (completion.kind === "failed") {
      this.#tell(frame, { kind: "failed", seq, number, error: completion.error, dropped });
    } else {
      const { content, processedBy, at } = completion;
      this.boxPlaces.set(number, boxPlace(content));
      const leasedAt = frame.leasedAt ?? frame.arrivedAt;
      const timings = {
        queuedMs: leasedAt - frame.arrivedAt,
        processingMs: at - leasedAt,
        totalMs: at - frame.arrivedAt,
      };
      this.#tell(frame, { kind: "done", seq, number, content, timings, processedBy, dropped });
    }
    if (wasCongested && !this.congested) this.#context.queue.offer(this.run);
  }

  #drop(frame: OpenFrame): void {
    if (frame.state === "concluded") this.#completedCount--;
    const dropped = this.#counts.dropped + 1;
    this.#end(frame, { kind: "dropped", number: frame.number, dropped });
  }

  #tell(frame: OpenFrame, outcome: Told): void {
    this.history.add(outcome);
    this.#end(frame, outcome);
  }

  #end(frame: OpenFrame, outcome: Outcome): void {
    this.open.delete(frame.number);
    this.#counts[outcome.kind]++;
    this.#context.totals[outcome.kind]++;
    const isNews = outcome.kind !== "dropped" && frame.number > this.#shown;
    if (outcome.kind === "done" && isNews) this.#shown = frame.number;
    frame.settle(outcome);
    this.#context.frameBytes.giveBack(frame.bytes);
    if (isNews && this.run.policy === "latest") this.#dropOlder();
    this.run.settled(outcome, isNews);
  }

  /** A frame that waits to be given out again while a newer result is shown is not worth it. */
  #dropOlder(): void {
    const { queue } = this.#context;
    for (const frame of [...queue.waiting(this.run)]) {
      if (frame.number < this.#shown && queue.remove(this.run, frame)) this.#drop(frame);
    }
  }

  #release(frame: OpenFrame, reason: FrameboxError, isWithdrawn = false): void {
    const { lease } = frame;
    frame.lease = undefined;
    if (!lease) return;
    this.#leased--;
    lease.end(reason, isWithdrawn);
    this.#context.activity.lease(-1);
  }
}
