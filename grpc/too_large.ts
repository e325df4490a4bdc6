/**
 * Recognises workers that can't take large frames: gRPC clients refuse messages over 4 MB unless
 * told otherwise, and a refused frame never reaches the worker's own code, which can't complain.
 *
 * @module
 */
import type { AnswerOutcome, Lease } from "../hub/mod.ts";
import type { CallEnd } from "./service.ts";

/** What gRPC clients accept by default, in bytes. */
export const DEFAULT_CLIENT_LIMIT = 4 * 1024 * 1024;

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
  /** The large frame that it was given last. */
  last: Lease | undefined;
  /** Nothing has become of `last` yet. */
  due: boolean;
  byteLength: number;
}

/** Follows what becomes of large frames, by worker (see {@linkcode Worker.identity}). */
export class TooLargeWatch {
  readonly #records = new Map<string, Record>();

  /** The worker asks for a frame: a large one that it still owes speaks against it. */
  asked(identity: string): void {
    const record = this.#records.get(identity);
    if (record) this.#losesDue(record);
  }

  /**
   * The answer with a frame has ended.
   *
   * @param byteLength size of the message
   * @param gone aborts when the worker's connection closes
   * @returns the sentence for people, when the worker is known to refuse such frames
   */
  sent(
    identity: string,
    lease: Lease,
    byteLength: number,
    end: CallEnd,
    gone: AbortSignal,
  ): string | undefined {
    if (byteLength <= DEFAULT_CLIENT_LIMIT) return undefined;
    const record = this.#record(identity);
    if (record.proven) return undefined;
    Object.assign(record, { last: lease, due: end.complete, byteLength });
    if (end.complete) {
      gone.addEventListener("abort", () => this.#losesDue(record, lease), { once: true });
      return undefined;
    }
    record.lost = end.resetCode === ENHANCE_YOUR_CALM ? TOO_OFTEN : record.lost + 1;
    tell(record, lease);
    return record.lost >= TOO_OFTEN ? sentence(byteLength) : undefined;
  }

  /** A result came from the worker. */
  answered(identity: string, outcome: AnswerOutcome): void {
    const record = this.#records.get(identity);
    if (!record?.last || !outcome.accepted) return;
    const { last } = record;
    if (last.run !== outcome.run || last.frame.number !== outcome.number) return;
    Object.assign(record, { proven: true, lost: 0, last: undefined, due: false });
  }

  /** @param lease the frame in question, if it need not be the last one */
  #losesDue(record: Record, lease: Lease | undefined = record.last): void {
    if (!record.due || !lease || lease !== record.last) return;
    record.due = false;
    // Answered by whatever way, or dropped: that says nothing of the worker.
    if (lease.over.aborted) return;
    record.lost++;
    tell(record, lease);
  }

  #record(identity: string): Record {
    const known = this.#records.get(identity);
    if (known) return known;
    const [oldest] = this.#records.keys();
    if (oldest !== undefined && this.#records.size >= MAX_REMEMBERED) this.#records.delete(oldest);
    const made = { proven: false, lost: 0, last: undefined, due: false, byteLength: 0 };
    this.#records.set(identity, made);
    return made;
  }
}

function tell(record: Record, lease: Lease): void {
  if (record.lost >= TOO_OFTEN) lease.run.notice("frame-too-large", sentence(record.byteLength));
}

function sentence(byteLength: number): string {
  return `This picture is ${(byteLength / 1e6).toFixed(1)} MB as .mat; the worker accepts 4 MB ` +
    "(gRPC's default). Scale down, or raise grpc.max_receive_message_length.";
}
