/**
 * Recognises workers that can't take large frames: gRPC clients refuse messages over 4 MB unless
 * told otherwise, and a refused frame never reaches the worker's own code, which can't complain. Such
 * frames are given only to those who say that they take them, or where a setting has all be given them.
 *
 * @module
 */
import type { AnswerOutcome, Lease } from "../hub/mod.ts";
import type { Peer } from "./listener.ts";
import { FULL_SIZE } from "./scale_notice.ts";
import type { CallEnd } from "./service.ts";

/** What gRPC clients accept by default, in bytes. */
const DEFAULT_CLIENT_LIMIT = 4 * 1024 * 1024;

/** HTTP/2's ENHANCE_YOUR_CALM: what gRPC's C core resets a stream with on RESOURCE_EXHAUSTED. */
const ENHANCE_YOUR_CALM = 11;

/** After so many large frames lost in a row it is said. */
const TOO_OFTEN = 2;

/** Bound on the workers that are remembered. */
const MAX_REMEMBERED = 1000;

/** What is known of one worker. */
interface Record {
  /** It has answered a large frame: whatever fails from now on has another reason. */
  proven: boolean;
  /** Large frames lost in a row. */
  lost: number;
  /** The large frame that it was given last, and by which connection. */
  last: { readonly lease: Lease; readonly peer: Peer; readonly byteLength: number } | undefined;
}

/** Why a frame did not get through: a sentence for people. */
export type Refusal = string;

/** Follows what becomes of large frames, by worker (see {@linkcode Worker.identity}). */
export class TooLargeWatch {
  readonly #records = new Map<string, Record>();

  /**
   * Whether the worker might refuse this message: it is over the usual limit, and none so large was
   * answered yet. A call that ends at once can overtake its own refusal.
   */
  mayRefuse(identity: string, byteLength: number): boolean {
    return byteLength > DEFAULT_CLIENT_LIMIT && !this.#records.get(identity)?.proven;
  }

  /**
   * The worker asks for a frame: a large one that it still owes speaks against it.
   *
   * @returns the frame that it will not answer, with the reason, once that is sure
   */
  asked(identity: string, peer: Peer): { lease: Lease; refusal: Refusal } | undefined {
    const record = this.#records.get(identity);
    const last = record?.last;
    if (!record || !last || last.peer !== peer) return undefined;
    record.last = undefined;
    // Answered by whatever way, or dropped: that says nothing of the worker.
    if (last.lease.over.aborted || record.proven) return undefined;
    const refusal = this.#loses(record, last.lease, last.byteLength, 1);
    return refusal === undefined ? undefined : { lease: last.lease, refusal };
  }

  /**
   * A call that gave a frame has ended.
   *
   * @param byteLength size of the message
   * @returns the reason, when the worker is known to refuse such frames
   */
  sent(
    identity: string,
    peer: Peer,
    lease: Lease,
    byteLength: number,
    end: CallEnd,
  ): Refusal | undefined {
    if (!this.mayRefuse(identity, byteLength)) return undefined;
    const record = this.#record(identity);
    record.last = end.complete ? { lease, peer, byteLength } : undefined;
    // A connection that closed tells of a worker that ended, for whatever reason.
    if (end.complete || end.resetCode === 0 || peer.closed.aborted) return undefined;
    const isSure = end.resetCode === ENHANCE_YOUR_CALM;
    return this.#loses(record, lease, byteLength, isSure ? TOO_OFTEN : 1);
  }

  /** A result came from the worker. */
  answered(identity: string, outcome: AnswerOutcome): void {
    const record = this.#records.get(identity);
    const lease = record?.last?.lease;
    if (!record || !lease || !outcome.accepted) return;
    if (lease.run !== outcome.run || lease.frame.number !== outcome.number) return;
    Object.assign(record, { proven: true, lost: 0, last: undefined });
  }

  #loses(record: Record, lease: Lease, byteLength: number, count: number): Refusal | undefined {
    record.lost += count;
    if (record.lost < TOO_OFTEN) return undefined;
    const refusal = `This picture is ${(byteLength / 1e6).toFixed(1)} MB as .mat; the worker ` +
      `accepts 4 MB (gRPC's default). Full size: ${FULL_SIZE}; else it is scaled to fit where ` +
      "SUBMIT_MAX_BYTES is auto and the worker does not say that it takes more.";
    lease.run.notice("frame-too-large", refusal, { picture_bytes: byteLength });
    return refusal;
  }

  #record(identity: string): Record {
    const known = this.#records.get(identity);
    if (known) return known;
    const [oldest] = this.#records.keys();
    if (oldest !== undefined && this.#records.size >= MAX_REMEMBERED) this.#records.delete(oldest);
    const made = { proven: false, lost: 0, last: undefined };
    this.#records.set(identity, made);
    return made;
  }
}
