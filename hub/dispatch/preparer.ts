/**
 * Frames that are prepared before their worker requests them.
 *
 * A worker gets a frame in a form that takes time to make, and requests the next one as soon as it has given
 * its result back. So the form is made while the worker is busy. The making begins early enough to be ready
 * when the worker is expected, by what its last cycles took, and at the latest when its result comes in.
 *
 * Preparing gives nothing out. Turns, affinity, bounds and deadlines are those of the moment of the request.
 * What is prepared is the frame that the worker would have got at the moment of preparing. Where another frame
 * takes that one's place, as the newest of a camera does, the form is forgotten and the new frame is prepared.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { Prepare } from "../api/mod.ts";
import type { ByteBudget } from "../base/byte_budget.ts";
import type { Draining } from "../base/draining.ts";
import type { MicrotaskQueue } from "../base/events.ts";
import { RecentValues } from "../base/recent_values.ts";
import type { FramePeer, OpenFrame } from "../run/frame.ts";
import type { HubRun } from "../run/run.ts";
import type { FrameQueue, Taker } from "./queue.ts";

/** How many cycles, times of making and preparations are remembered. */
const REMEMBERED = 9;

/** Bound on the preparations in one cycle of a worker, which are in vain if it is late. */
const MAX_PER_CYCLE = 3;

/** A quarter more time than the making usually takes, and a moment for the way to a thread and back. */
const SPARE_SHARE = 1.25;
const SPARE_MS = 2;

/** What preparing needs of the hub. */
export interface PreparerDeps {
  readonly clock: Clock;
  readonly queue: Pick<FrameQueue<HubRun, OpenFrame>, "upcoming">;
  readonly frameBytes: Pick<ByteBudget, "used" | "fits">;
  readonly draining: Pick<Draining, "hasBegun">;
  /** Those of all connections. */
  readonly preparers: FramePreparers;
}

/** The preparers of the workers that are expected to request a frame soon. */
export class FramePreparers {
  readonly #microtasks: MicrotaskQueue;
  readonly #expecting = new Set<FramePreparer>();
  #isDue = false;

  constructor(microtasks: MicrotaskQueue) {
    this.#microtasks = microtasks;
  }

  /** The queue has changed: all check their frames after the present step. */
  changed(): void {
    if (this.#isDue || this.#expecting.size === 0) return;
    this.#isDue = true;
    this.#microtasks.add(() => {
      this.#isDue = false;
      for (const preparer of [...this.#expecting]) preparer.check();
    });
  }

  /** Whether another one has prepared this frame. */
  isTaken(frame: OpenFrame, by: FramePreparer): boolean {
    for (const other of this.#expecting) if (other !== by && other.frame === frame) return true;
    return false;
  }

  /** A worker got the frame that was prepared for another one, which gets this frame in its place. */
  handOver(frame: OpenFrame): boolean {
    for (const other of this.#expecting) if (other.adopt(frame)) return true;
    return false;
  }

  /** A worker is expected. */
  add(preparer: FramePreparer): void {
    this.#expecting.add(preparer);
  }

  /** The worker has come, or is expected no more. */
  delete(preparer: FramePreparer): void {
    this.#expecting.delete(preparer);
  }
}

/** Prepares the frames of one worker. */
export class FramePreparer {
  readonly #taker: Taker<HubRun> & FramePeer;
  readonly #deps: PreparerDeps;
  readonly #cyclesMs = new RecentValues(REMEMBERED);
  readonly #makingMs = new RecentValues(REMEMBERED);
  /** Of each preparation: 1 if the worker got that frame, 0 if another one took its place. */
  readonly #used = new RecentValues(REMEMBERED);
  #prepare: Prepare | undefined;
  /** When a frame last reached the worker, until it requests the next one. */
  #deliveredAt: number | undefined;
  /** When the next request is expected; `undefined`: at any moment. */
  #expectedAt: number | undefined;
  #frame: OpenFrame | undefined;
  #isExpecting = false;
  #isMaking = false;
  /** Preparations that may still begin in this cycle. */
  #left = 0;
  #cancelTimer: (() => void) | undefined;

  /** @param taker the worker's connection */
  constructor(taker: Taker<HubRun> & FramePeer, deps: PreparerDeps) {
    this.#taker = taker;
    this.#deps = deps;
  }

  /** The frame that is prepared, or is being prepared. */
  get frame(): OpenFrame | undefined {
    return this.#frame;
  }

  /** How its frames are prepared from now on. */
  set prepare(prepare: Prepare) {
    this.#prepare = prepare;
  }

  /** A frame has reached the worker, which will request the next one when it is done. */
  delivered(): void {
    const { clock } = this.#deps;
    this.#deliveredAt = clock.now();
    // Where most preparations are in vain, because frames come faster than they are prepared, the next one
    // begins only when the result comes in.
    const isWorthIt = this.#used.median !== 0;
    this.#left = isWorthIt ? MAX_PER_CYCLE : 0;
    const cycleMs = this.#cyclesMs.median;
    if (!this.#prepare || cycleMs === undefined || !isWorthIt) return;
    const makingMs = (this.#makingMs.median ?? 0) * SPARE_SHARE + SPARE_MS;
    this.#expectedAt = this.#deliveredAt + cycleMs;
    this.#cancelTimer?.();
    this.#cancelTimer = clock.after(Math.max(0, cycleMs - makingMs), () => this.#expect());
  }

  /** A result is coming in: the worker's next request follows. */
  answering(): void {
    if (!this.#prepare) return;
    this.#left = Math.max(1, this.#left);
    this.#expectedAt = undefined;
    this.#expect();
  }

  /** The worker requests a frame. What it gets is decided now; then call {@linkcode FramePreparer.given}. */
  requested(): void {
    if (this.#deliveredAt !== undefined) {
      this.#cyclesMs.add(this.#deps.clock.now() - this.#deliveredAt);
    }
    this.#deliveredAt = undefined;
    this.#stopExpecting();
  }

  /** A prepared frame that the worker did not get is for another one, or for none. */
  given(): void {
    const frame = this.#frame;
    if (frame) this.#used.add(frame.holder?.peer === this.#taker ? 1 : 0);
    if (frame?.state === "waiting" && this.#deps.preparers.handOver(frame)) this.#frame = undefined;
    this.#forget();
  }

  /** Takes over a prepared frame in the place of one that was given out. */
  adopt(frame: OpenFrame): boolean {
    if (!this.#frame || this.#frame.state === "waiting") return false;
    this.#frame = frame;
    return true;
  }

  /** The worker has gone or is inactive: nothing is prepared for it. */
  stop(): void {
    this.#deliveredAt = undefined;
    this.#stopExpecting();
    this.#forget();
  }

  /** Checks whether the frame that the worker would get now is the prepared one. */
  check(): void {
    if (!this.#isExpecting || this.#isMaking) return;
    const next = this.#next();
    if (next === this.#frame) return;
    if (this.#frame) this.#used.add(0);
    this.#forget();
    if (!next || this.#left === 0 || this.#isBrief(next) || !this.#hasRoomFor(next)) return;
    const startedAt = this.#deps.clock.now();
    const making = this.#prepare?.(next, next.epoch.hash);
    if (!making) return;
    this.#left--;
    this.#frame = next;
    this.#isMaking = true;
    const made = () => {
      this.#isMaking = false;
      this.check();
    };
    making.then(() => {
      this.#makingMs.add(this.#deps.clock.now() - startedAt);
      made();
    }, made);
  }

  #expect(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#isExpecting = true;
    this.#deps.preparers.add(this);
    this.check();
  }

  #stopExpecting(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#isExpecting = false;
    this.#deps.preparers.delete(this);
  }

  #forget(): void {
    const frame = this.#frame;
    this.#frame = undefined;
    if (!frame || frame.state !== "waiting" || this.#deps.preparers.isTaken(frame, this)) return;
    frame.forgetForms();
  }

  /** What the worker would get if it requested a frame now, and all that are expected before it as well. */
  #next(): OpenFrame | undefined {
    const { queue, preparers, draining } = this.#deps;
    if (draining.hasBegun) return undefined;
    for (const frame of queue.upcoming(this.#taker)) {
      if (!preparers.isTaken(frame, this)) return frame;
    }
    return undefined;
  }

  /** Whether a camera's next frame will take its place before the request: that frame is prepared instead. */
  #isBrief({ epoch }: OpenFrame): boolean {
    const { policy, nextExpectedAt } = epoch;
    if (policy !== "latest" || nextExpectedAt === undefined) return false;
    return this.#deps.clock.now() < nextExpectedAt && nextExpectedAt < (this.#expectedAt ?? 0);
  }

  /** Counted as pixels, which most forms take. */
  #hasRoomFor({ payload }: OpenFrame): boolean {
    const { frameBytes } = this.#deps;
    return frameBytes.fits(frameBytes.used + payload.workingBytes);
  }
}
