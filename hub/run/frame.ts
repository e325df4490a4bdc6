/**
 * A frame on its way through the hub.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import type { Picture } from "../../media/image/mod.ts";
import type { HubConnection } from "../dispatch/connection.ts";
import type {
  Frame,
  FrameScale,
  Outcome,
  PushedFrame,
  PushOptions,
  ResultContent,
} from "../api/mod.ts";
import type { HubLease } from "../dispatch/lease.ts";
import { pictureBytes } from "../picture_memory.ts";
import type { Epoch } from "./epoch.ts";

/**
 * `waiting`: in the queue. `leased`: somebody has it. `concluded`: its end is known and waits for
 * those of earlier frames, or for its data to be written. `settled`: over.
 */
export type FrameState = "waiting" | "leased" | "concluded" | "settled";

/** How a frame ended, before its turn to be told. */
export type Completion =
  | {
    readonly kind: "done";
    readonly content: ResultContent;
    readonly processedBy: string;
    readonly at: number;
  }
  | { readonly kind: "failed"; readonly error: FrameboxError };

/** Peers whose sizes are remembered of one frame: more than it is given out to. */
const MAX_GIVEN = 16;

/** Another form of a frame. */
interface Form {
  readonly made: Promise<Uint8Array>;
  readonly forgotten: ((bytes: Uint8Array) => void) | undefined;
}

/** A frame that is not settled yet. */
export class OpenFrame implements Frame, PushedFrame {
  readonly number: number;
  readonly picture: Picture;
  readonly capturedAtMs: number | undefined;
  /** Frames with the same one are processed together where a processor can. */
  readonly batch: symbol | undefined;
  readonly epoch: Epoch;
  /** When it was pushed, by the hub's clock. */
  readonly arrivedAt: number;
  readonly outcome: Promise<Outcome>;
  state: FrameState = "waiting";
  lease: HubLease | undefined;
  /** When its newest lease began: until it has had one, no result can be its own. */
  leasedAt: number | undefined;
  /** Deliveries that ended without an answer. */
  failures = 0;
  /** Deliveries that never reached their peer. */
  returns = 0;
  completion: Completion | undefined;
  /** Memory that it takes, with its forms. */
  bytes: number;
  readonly #resolve: (outcome: Outcome) => void;
  /** In which sizes it was given out, and to whom, the newest last. */
  readonly #given: { readonly to: HubConnection; readonly scale: FrameScale | undefined }[] = [];
  #forms: Map<string, Form> | undefined;

  constructor(
    epoch: Epoch,
    number: number,
    picture: Picture,
    { capturedAtMs, batch }: Pick<PushOptions, "capturedAtMs" | "batch">,
    arrivedAt: number,
  ) {
    this.epoch = epoch;
    this.number = number;
    this.picture = picture;
    this.capturedAtMs = capturedAtMs;
    this.batch = batch;
    this.arrivedAt = arrivedAt;
    this.bytes = pictureBytes(picture);
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.outcome = promise;
    this.#resolve = resolve;
  }

  /** Whether a result may be its own: it is leased, or was and waits to be given out again. */
  get open(): boolean {
    return this.state === "leased" || (this.state === "waiting" && this.leasedAt !== undefined);
  }

  /** A peer gets it in this size; `undefined`: as it is. */
  givenAs(to: HubConnection, scale: FrameScale | undefined): void {
    this.#given.push({ to, scale });
    if (this.#given.length > MAX_GIVEN) this.#given.shift();
  }

  /** In which size that peer got it; `undefined`: as it is, or not at all. */
  scaleTo(peer: HubConnection | undefined): FrameScale | undefined {
    return this.#givenTo(peer)?.scale;
  }

  /**
   * In which size whoever made a result got it: who brings that result, if that one had the frame, else
   * its holder, else who had it last.
   */
  scaleOfResult(broughtBy: HubConnection): FrameScale | undefined {
    if (this.#givenTo(broughtBy)) return this.scaleTo(broughtBy);
    return this.lease ? this.scaleTo(this.lease.connection) : this.#given.at(-1)?.scale;
  }

  #givenTo(peer: HubConnection | undefined) {
    return this.#given.findLast(({ to }) => to === peer);
  }

  form(
    key: string,
    make: (picture: Picture) => Promise<Uint8Array>,
    forgotten?: (bytes: Uint8Array) => void,
  ): Promise<Uint8Array> {
    const existing = this.#forms?.get(key);
    if (existing) return existing.made;
    const made = make(this.picture);
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
    const formBytes = this.bytes - pictureBytes(this.picture);
    this.bytes -= formBytes;
    this.epoch.grew(-formBytes);
  }

  /** Its end; all that was made of it is forgotten. */
  settle(outcome: Outcome): void {
    this.state = "settled";
    this.#dropForms();
    this.picture.release();
    this.#resolve(outcome);
  }

  #dropForms(): void {
    const forms = this.#forms?.values() ?? [];
    this.#forms = undefined;
    // One that could not be made leaves nothing.
    for (const { made, forgotten } of forms) if (forgotten) made.then(forgotten, () => {});
  }
}
