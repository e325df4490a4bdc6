/**
 * A frame on its way through the hub, and what it needs of its epoch and of its holder.
 *
 * @module
 */
import type { ErrorReason, FrameboxError } from "../../base/errors/mod.ts";
import type { Payload } from "../../base/payload/mod.ts";
import type {
  Frame,
  FrameProgress,
  FrameScale,
  Outcome,
  Policy,
  PushedFrame,
  PushOptions,
  ResultContent,
} from "../api/mod.ts";

/**
 * `waiting`: in the queue. `leased`: a processor holds it. `completed`: its result or failure is known, and
 * waits for those of earlier frames or for its data to be written. `settled`: over.
 */
export type FrameState = "waiting" | "leased" | "completed" | "settled";

/** How a frame ended, before its outcome is published. */
export type Completion =
  | {
    readonly kind: "done";
    readonly content: ResultContent;
    /** Name of the worker or built-in that answered. */
    readonly processedBy: string;
    /** When, by the hub's clock. */
    readonly at: number;
  }
  | { readonly kind: "failed"; readonly error: FrameboxError };

/** A peer that frames are given to. It is known by its identity; hub/dispatch implements it. */
export interface FramePeer {
  /** As users see it. */
  readonly name: string;
}

/** The holder of a leased frame: hub/dispatch implements it by a lease. */
export interface FrameHolder {
  /** The peer that got the frame. */
  readonly peer: FramePeer;
  /** A result for the frame has come, brought by this peer or by another one. */
  answered(broughtBy: FramePeer): void;
  /** Ends the lease. `isWithdrawn`: its result is not wanted any more, which the peer doesn't know. */
  end(reason: FrameboxError, isWithdrawn: boolean): void;
  /** After `end`, once the frame is dealt with: the peer may get its next frame. */
  offerNext(): void;
}

/** A frame whose lease has ended without a result. */
export interface LostFrame {
  readonly frame: OpenFrame;
  /** The frame's end, if it was given out too often; else it waits again. */
  readonly failure: FrameboxError | undefined;
}

/** What a frame and its holder need of the frame's epoch. */
export interface FrameEpoch {
  /** The `session_hash` on the wire. */
  readonly hash: string;
  /** Of its run. */
  readonly policy: Policy;
  /** Whether it accepts nothing any more. */
  readonly isOver: boolean;
  /** When its next frame is expected, by the hub's clock. */
  readonly nextExpectedAt: number | undefined;
  /** A frame that has just left the queue is leased. */
  begin(frame: OpenFrame, holder: FrameHolder): void;
  /**
   * An answerable frame has its result. Resolves when its data is kept; in a lossless run at once if it
   * waits for an earlier frame.
   */
  complete(frame: OpenFrame, content: ResultContent, processedBy: string): Promise<void>;
  /** A leased frame is this far. */
  progress(frame: OpenFrame, progress: FrameProgress): void;
  /** A leased frame has failed for good. */
  fail(frame: OpenFrame, error: FrameboxError): void;
  /** Leases have ended without results. The caller then has the queue offer what waits. */
  giveBack(lost: readonly LostFrame[], reason: string, because?: ErrorReason): void;
  /** The memory of its frames has grown by this number of bytes, or shrunk where it is negative. */
  grew(bytes: number): void;
}

/** Peers whose sizes are kept of one frame: more than it is given out to. */
const MAX_GIVEN = 16;

/** Another form of a frame. */
interface Form {
  readonly made: Promise<Uint8Array>;
  readonly forgotten: ((bytes: Uint8Array) => void) | undefined;
}

/** A frame that is not settled yet. */
export class OpenFrame implements Frame, PushedFrame {
  readonly number: number;
  readonly payload: Payload;
  readonly capturedAtMs: number | undefined;
  /** Frames with the same one are processed together where a processor can. */
  readonly batch: symbol | undefined;
  readonly epoch: FrameEpoch;
  /** When it was pushed, by the hub's clock. */
  readonly arrivedAt: number;
  readonly outcome: Promise<Outcome>;
  state: FrameState = "waiting";
  holder: FrameHolder | undefined;
  /** When its newest lease began; before the first one it can't have a result. */
  leasedAt: number | undefined;
  /** Deliveries that ended without a result; hub/dispatch counts them. */
  failures = 0;
  /** Deliveries that never reached their peer; hub/dispatch counts them. */
  returns = 0;
  completion: Completion | undefined;
  /** Memory that it takes, with its forms. */
  bytes: number;
  readonly #resolve: (outcome: Outcome) => void;
  /** The sizes in which it was given out, and to which peers, the newest last. */
  readonly #given: { readonly to: FramePeer; readonly scale: FrameScale | undefined }[] = [];
  #forms: Map<string, Form> | undefined;

  constructor(
    epoch: FrameEpoch,
    number: number,
    payload: Payload,
    { capturedAtMs, batch }: Pick<PushOptions, "capturedAtMs" | "batch">,
    arrivedAt: number,
  ) {
    this.epoch = epoch;
    this.number = number;
    this.payload = payload;
    this.capturedAtMs = capturedAtMs;
    this.batch = batch;
    this.arrivedAt = arrivedAt;
    this.bytes = payload.byteLength;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.outcome = promise;
    this.#resolve = resolve;
  }

  /** Whether a result may be for it: it is leased, or was leased and waits to be given out again. */
  get isAnswerable(): boolean {
    return this.state === "leased" || (this.state === "waiting" && this.leasedAt !== undefined);
  }

  /** A peer gets it in this size; `undefined`: as it is. */
  givenAs(to: FramePeer, scale: FrameScale | undefined): void {
    this.#given.push({ to, scale });
    if (this.#given.length > MAX_GIVEN) this.#given.shift();
  }

  /** The size in which that peer got it; `undefined`: as it is, or not at all. */
  scaleTo(peer: FramePeer | undefined): FrameScale | undefined {
    return this.#givenTo(peer)?.scale;
  }

  /**
   * The size in which the peer that made a result got it. That is the peer that brings the result, if it had
   * the frame; else its holder; else the peer that had it last.
   */
  scaleOfResult(broughtBy: FramePeer): FrameScale | undefined {
    if (this.#givenTo(broughtBy)) return this.scaleTo(broughtBy);
    return this.holder ? this.scaleTo(this.holder.peer) : this.#given.at(-1)?.scale;
  }

  #givenTo(peer: FramePeer | undefined) {
    return this.#given.findLast(({ to }) => to === peer);
  }

  form(
    key: string,
    make: () => Promise<Uint8Array>,
    forgotten?: (bytes: Uint8Array) => void,
  ): Promise<Uint8Array> {
    const existing = this.#forms?.get(key);
    if (existing) return existing.made;
    const made = make();
    if (this.state === "settled") return made;
    const forms = this.#forms ??= new Map();
    forms.set(key, { made, forgotten });
    made.then(
      (bytes) => {
        if (this.#forms !== forms) return;
        this.bytes += bytes.byteLength;
        this.epoch.grew(bytes.byteLength);
      },
      () => forms.delete(key),
    );
    return made;
  }

  forgetForms(): void {
    if (!this.#forms) return;
    this.#dropForms();
    const formBytes = this.bytes - this.payload.byteLength;
    this.bytes -= formBytes;
    this.epoch.grew(-formBytes);
  }

  /** Ends it; its forms are forgotten. */
  settle(outcome: Outcome): void {
    this.state = "settled";
    this.#dropForms();
    this.payload.release();
    this.#resolve(outcome);
  }

  #dropForms(): void {
    const forms = this.#forms?.values() ?? [];
    this.#forms = undefined;
    // A form that could not be made leaves nothing.
    for (const { made, forgotten } of forms) if (forgotten) made.then(forgotten, () => {});
  }
}
