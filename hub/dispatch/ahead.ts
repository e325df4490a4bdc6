/**
 * Frames that are made ready before their worker asks for them.
 *
 * A worker gets a frame in a form that takes time to make, and asks for the next one as soon as it has
 * given its result back. So the form is made while it works: begun such that it is ready when the worker
 * is expected, by what its last cycles took, and at the latest when its result comes in.
 *
 * Preparing gives nothing out. Turns, affinity, bounds and deadlines are those of the moment in which the
 * worker asks; what was prepared is the frame that it would have got at the moment of preparing. Where
 * another frame takes that one's place, as the newest of a camera does, what was made is forgotten and the
 * new one is made ready.
 *
 * @module
 */
import type { Afterwards } from "../base/events.ts";
import type { ByteBudget } from "../base/byte_budget.ts";
import type { Clock } from "../../base/clock/mod.ts";
import type { HubConnection } from "./connection.ts";
import type { OpenFrame } from "../run/frame.ts";
import type { FrameQueue } from "./queue.ts";
import { Recent } from "../base/recent.ts";
import type { HubRun } from "../run/run.ts";
import type { Prepare } from "../api/mod.ts";

/** Cycles that are remembered, times that the making took, and preparations. */
const REMEMBERED = 9;

/** Preparations in one cycle of a worker: so much is made in vain at most, if it is late. */
const MAX_A_CYCLE = 3;

/** A quarter more time than the making usually takes, and a moment for the way to a thread and back. */
const SPARE_SHARE = 1.25;
const SPARE_MS = 2;

/** What preparing needs of the hub. */
export interface AheadContext {
  readonly clock: Clock;
  readonly queue: Pick<FrameQueue<HubRun, OpenFrame>, "upcoming">;
  readonly frameBytes: Pick<ByteBudget, "used" | "fits">;
  readonly aheads: Aheads;
  readonly draining: boolean;
}

/** Those whose worker is expected to ask soon. */
export class Aheads {
  readonly #afterwards: Afterwards;
  readonly #expecting = new Set<Ahead>();
  #isDue = false;

  constructor(afterwards: Afterwards) {
    this.#afterwards = afterwards;
  }

  /** Frames came or went: they look again, after the present step. */
  changed(): void {
    if (this.#isDue || this.#expecting.size === 0) return;
    this.#isDue = true;
    this.#afterwards.add(() => {
      this.#isDue = false;
      for (const ahead of [...this.#expecting]) ahead.look();
    });
  }

  /** Whether somebody else has prepared this frame. */
  isTaken(frame: OpenFrame, by: Ahead): boolean {
    for (const other of this.#expecting) if (other !== by && other.frame === frame) return true;
    return false;
  }

  /** A worker was given what another one had prepared: that one has this frame in its place. */
  handOver(frame: OpenFrame): boolean {
    for (const other of this.#expecting) if (other.adopt(frame)) return true;
    return false;
  }

  /** A worker is expected. */
  add(ahead: Ahead): void {
    this.#expecting.add(ahead);
  }

  /** It has come, or is expected no more. */
  delete(ahead: Ahead): void {
    this.#expecting.delete(ahead);
  }
}

/** One worker's preparing. */
export class Ahead {
  readonly #connection: HubConnection;
  readonly #context: AheadContext;
  readonly #cyclesMs = new Recent(REMEMBERED);
  readonly #makingMs = new Recent(REMEMBERED);
  /** Of each preparation: 1 if the worker got that frame, 0 if another one took its place. */
  readonly #used = new Recent(REMEMBERED);
  #prepare: Prepare | undefined;
  /** When a frame last reached the worker, until it asks for the next one. */
  #gotAt: number | undefined;
  /** When it is expected to ask; `undefined`: at any moment. */
  #asksAt: number | undefined;
  #frame: OpenFrame | undefined;
  #isExpected = false;
  #isMaking = false;
  /** Preparations that may still be begun in this cycle. */
  #left = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(connection: HubConnection, context: AheadContext) {
    this.#connection = connection;
    this.#context = context;
  }

  /** The frame that is prepared, or is being prepared. */
  get frame(): OpenFrame | undefined {
    return this.#frame;
  }

  /** How its frames are made ready, from now on. */
  set prepare(prepare: Prepare) {
    this.#prepare = prepare;
  }

  /** A frame has reached the worker: it will ask for the next one when it is done. */
  delivered(): void {
    const { clock } = this.#context;
    this.#gotAt = clock.now();
    // Where most is in vain, because frames come faster than they are made, it is left until it is certain.
    const isWorthIt = this.#used.median !== 0;
    this.#left = isWorthIt ? MAX_A_CYCLE : 0;
    const cycleMs = this.#cyclesMs.median;
    if (!this.#prepare || cycleMs === undefined || !isWorthIt) return;
    const makingMs = (this.#makingMs.median ?? 0) * SPARE_SHARE + SPARE_MS;
    this.#asksAt = this.#gotAt + cycleMs;
    this.#cancelTimer?.();
    this.#cancelTimer = clock.after(Math.max(0, cycleMs - makingMs), () => this.#expect());
  }

  /** A result is coming in: the worker will ask next. */
  answering(): void {
    if (!this.#prepare) return;
    this.#left = Math.max(1, this.#left);
    this.#asksAt = undefined;
    this.#expect();
  }

  /** The worker asks. What it is given is decided now; call {@linkcode Ahead.given} then. */
  asked(): void {
    if (this.#gotAt !== undefined) this.#cyclesMs.add(this.#context.clock.now() - this.#gotAt);
    this.#gotAt = undefined;
    this.#end();
  }

  /** What was prepared for it and is still there is for another, or for nobody. */
  given(): void {
    const frame = this.#frame;
    if (frame) this.#used.add(frame.lease?.connection === this.#connection ? 1 : 0);
    if (frame?.state === "waiting" && this.#context.aheads.handOver(frame)) this.#frame = undefined;
    this.#forget();
  }

  /** Takes over a frame that is prepared, in the place of one that is no longer to be had. */
  adopt(frame: OpenFrame): boolean {
    if (!this.#frame || this.#frame.state === "waiting") return false;
    this.#frame = frame;
    return true;
  }

  /** The worker has gone, or asks no more: nothing is made for it. */
  stop(): void {
    this.#gotAt = undefined;
    this.#end();
    this.#forget();
  }

  /** Looks whether the frame that the worker would get now is the one that is prepared. */
  look(): void {
    if (!this.#isExpected || this.#isMaking) return;
    const next = this.#next();
    if (next === this.#frame) return;
    if (this.#frame) this.#used.add(0);
    this.#forget();
    if (!next || this.#left === 0 || this.#isBrief(next) || !this.#hasRoomFor(next)) return;
    const startedAt = this.#context.clock.now();
    const making = this.#prepare?.(next, next.epoch.hash);
    if (!making) return;
    this.#left--;
    this.#frame = next;
    this.#isMaking = true;
    const made = () => {
      this.#isMaking = false;
      this.look();
    };
    making.then(() => {
      this.#makingMs.add(this.#context.clock.now() - startedAt);
      made();
    }, made);
  }

  #expect(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#isExpected = true;
    this.#context.aheads.add(this);
    this.look();
  }

  #end(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#isExpected = false;
    this.#context.aheads.delete(this);
  }

  #forget(): void {
    const frame = this.#frame;
    this.#frame = undefined;
    if (!frame || frame.state !== "waiting" || this.#context.aheads.isTaken(frame, this)) return;
    frame.forgetForms();
  }

  /** What the worker would get if it asked now, and nobody before it that is expected, too. */
  #next(): OpenFrame | undefined {
    const { queue, aheads, draining } = this.#context;
    if (draining) return undefined;
    for (const frame of queue.upcoming(this.#connection)) {
      if (!aheads.isTaken(frame, this)) return frame;
    }
    return undefined;
  }

  /** Whether a camera's next frame will take its place before the worker asks: that one is waited for. */
  #isBrief({ epoch }: OpenFrame): boolean {
    const { nextExpectedAt } = epoch;
    if (epoch.run.policy !== "latest" || nextExpectedAt === undefined) return false;
    return this.#context.clock.now() < nextExpectedAt && nextExpectedAt < (this.#asksAt ?? 0);
  }

  /** As pixels: what most forms of it take. */
  #hasRoomFor({ picture }: OpenFrame): boolean {
    const { frameBytes } = this.#context;
    return frameBytes.fits(frameBytes.used + picture.widthPx * picture.heightPx * 3);
  }
}
