/**
 * Recognises workers that refuse large frames. gRPC clients refuse messages over 4 MB by default, in their
 * library: the worker's own code never sees the frame and reports nothing. A frame over 4 MB goes only to a
 * worker that declares a higher limit, or to all by a setting.
 *
 * @module
 */
import { because, FrameboxError } from "../base/errors/mod.ts";
import type { AnswerOutcome, Lease } from "../hub/mod.ts";
import type { Peer } from "./listener.ts";
import { FULL_SIZE } from "./scale_notice.ts";
import type { CallEnd } from "./service.ts";

/** What gRPC clients accept by default, in bytes. */
const DEFAULT_CLIENT_LIMIT = 4 * 1024 * 1024;

/** HTTP/2's ENHANCE_YOUR_CALM: what gRPC's C core resets a stream with on RESOURCE_EXHAUSTED. */
const ENHANCE_YOUR_CALM = 11;

/** Large frames lost in a row after which the run is notified. */
const MAX_LOST = 2;

/** Bound on the workers whose record is kept. */
const MAX_RECORDS = 1000;

/** What is known of one worker. */
interface WorkerRecord {
  /** It has answered a large frame: later failures have another reason. */
  proven: boolean;
  /** Large frames lost in a row. */
  lost: number;
  /** The last large frame that it was given, and the connection. */
  last: { readonly lease: Lease; readonly peer: Peer; readonly byteLength: number } | undefined;
}

/** Follows large frames, by worker (see {@linkcode CallingWorker.identity}). */
export class RefusedFrames {
  readonly #records = new Map<string, WorkerRecord>();

  /**
   * Whether the worker may refuse this message: it is over the default limit, and the worker has not answered
   * one of this size yet. A call that ends at once can overtake its own refusal.
   */
  mayRefuse(identity: string, byteLength: number): boolean {
    return byteLength > DEFAULT_CLIENT_LIMIT && !this.#records.get(identity)?.proven;
  }

  /**
   * The worker calls `submit`. A large frame that it has not answered counts as lost.
   *
   * @returns the frame that it will not answer, with the reason, once that is certain
   */
  onSubmit(identity: string, peer: Peer): { lease: Lease; refusal: FrameboxError } | undefined {
    const record = this.#records.get(identity);
    const last = record?.last;
    if (!record || !last || last.peer !== peer) return undefined;
    record.last = undefined;
    // Settled in another way, e.g. dropped: no evidence about the worker.
    if (last.lease.over.aborted || record.proven) return undefined;
    const refusal = this.#countLost(record, last.lease, last.byteLength, 1);
    return refusal === undefined ? undefined : { lease: last.lease, refusal };
  }

  /**
   * A call that gave a frame has ended.
   *
   * @param byteLength size of the message
   * @returns the reason, when the worker is known to refuse such frames
   */
  onCallEnd(
    identity: string,
    peer: Peer,
    lease: Lease,
    byteLength: number,
    end: CallEnd,
  ): FrameboxError | undefined {
    if (!this.mayRefuse(identity, byteLength)) return undefined;
    const record = this.#record(identity);
    record.last = end.complete ? { lease, peer, byteLength } : undefined;
    // A closed connection means that the worker has ended, for any reason.
    if (end.complete || end.resetCode === 0 || peer.closed.aborted) return undefined;
    const isCertain = end.resetCode === ENHANCE_YOUR_CALM;
    return this.#countLost(record, lease, byteLength, isCertain ? MAX_LOST : 1);
  }

  /** The worker sends a result. */
  onResult(identity: string, outcome: AnswerOutcome): void {
    const record = this.#records.get(identity);
    const lease = record?.last?.lease;
    if (!record || !lease || !outcome.accepted) return;
    if (lease.run !== outcome.run || lease.frame.number !== outcome.number) return;
    Object.assign(record, { proven: true, lost: 0, last: undefined });
  }

  #countLost(
    record: WorkerRecord,
    lease: Lease,
    byteLength: number,
    count: number,
  ): FrameboxError | undefined {
    record.lost += count;
    if (record.lost < MAX_LOST) return undefined;
    const refusal = `This picture is ${(byteLength / 1e6).toFixed(1)} MB as .mat; the worker ` +
      `accepts 4 MB (gRPC's default). Full size: ${FULL_SIZE}; else it is scaled to fit where ` +
      "SUBMIT_MAX_BYTES is auto and the worker does not say that it takes more.";
    const details = { picture_bytes: byteLength };
    lease.run.notice("frame-too-large", refusal, details);
    return new FrameboxError(
      "RESOURCE_EXHAUSTED",
      refusal,
      undefined,
      because("frame-too-large", details),
    );
  }

  #record(identity: string): WorkerRecord {
    const known = this.#records.get(identity);
    if (known) return known;
    const [oldest] = this.#records.keys();
    if (oldest !== undefined && this.#records.size >= MAX_RECORDS) this.#records.delete(oldest);
    const made = { proven: false, lost: 0, last: undefined };
    this.#records.set(identity, made);
    return made;
  }
}
