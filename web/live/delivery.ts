/**
 * A run's results on their way to its page: what is unread, and what was sent but may not have
 * arrived. It outlives a socket that is lost.
 *
 * @module
 */
import { pictureIn } from "../../media/image/mod.ts";
import type { Outcome, ResultReader, Run } from "../../hub/mod.ts";

/** An outcome that is sent to a page. */
export type SettledOutcome = Exclude<Outcome, { kind: "dropped" }>;

/** Results of a lossless run that are kept until the page acknowledges them. */
const MAX_SENT = 64;
const MAX_SENT_BYTES = 16 * 2 ** 20;

/** Reads a run's results; those that got lost with a socket are sent again. */
export class Delivery {
  readonly run: Run;
  readonly #reader: ResultReader;
  readonly #unsubscribe: () => void;
  readonly #maxSent: number;
  /** Sent and not acknowledged, the oldest first. */
  #sent: SettledOutcome[] = [];
  #again: SettledOutcome[] = [];

  /** @param policy `latest` watches a lossless run without making its source wait */
  constructor(run: Run, policy?: "latest") {
    this.run = run;
    this.#reader = run.results(policy === undefined ? {} : { policy });
    // Of a camera only the newest picture is worth coming again.
    this.#maxSent = (policy ?? run.policy) === "latest" ? 1 : MAX_SENT;
    this.#unsubscribe = run.subscribe((event) => {
      if (event.type === "reset") this.#forget();
    });
  }

  /** As {@linkcode ResultReader.skipped}, over all sockets of the run. */
  get skipped(): number {
    return this.#reader.skipped;
  }

  /** How many there are to be sent now. */
  get unread(): number {
    return this.#again.length + this.#reader.unread;
  }

  /**
   * Resolves when there is one to be sent; `false`: there will be none.
   *
   * @throws the signal's reason when it aborts
   */
  async ready(signal: AbortSignal): Promise<boolean> {
    return this.#again.length > 0 || await this.#reader.ready(signal);
  }

  /**
   * The next one to be sent.
   *
   * @returns `undefined` once the run has ended and everything was read
   * @throws the signal's reason when it aborts
   */
  async next(signal: AbortSignal): Promise<SettledOutcome | undefined> {
    signal.throwIfAborted();
    const outcome = this.#again.shift() ?? await this.#reader.next(signal);
    if (outcome === undefined || outcome.kind === "dropped") return undefined;
    this.#sent.push(outcome);
    let bytes = this.#sent.reduce((sum, sent) => sum + bytesOf(sent), 0);
    while (this.#sent.length > this.#maxSent || (bytes > MAX_SENT_BYTES && this.#sent.length > 1)) {
      bytes -= bytesOf(this.#sent.shift());
    }
    return outcome;
  }

  /**
   * The page has received this count of further results, the oldest first. Failed frames in between have
   * arrived, too.
   *
   * @returns how many of them were not this run's
   */
  acknowledge(results: number): number {
    let left = results;
    while (left > 0) {
      const sent = this.#sent.shift();
      if (!sent) break;
      if (sent.kind === "done") left--;
    }
    return left;
  }

  /**
   * A page comes back.
   *
   * @param after it has seen everything up to that `seq`: the rest of what was sent comes again.
   * `undefined`: it names none, so nothing comes twice
   */
  resume(after: number | undefined): void {
    const again = after === undefined ? this.#again : [...this.#sent, ...this.#again];
    this.#again = again.filter(({ seq }) => seq > (after ?? 0)).slice(-this.#maxSent);
    this.#sent = [];
  }

  /** Reads no more; the run's source no longer waits for it. */
  close(): void {
    this.#unsubscribe();
    this.#forget();
    this.#reader.close();
  }

  #forget(): void {
    this.#sent = [];
    this.#again = [];
  }
}

function bytesOf(outcome: SettledOutcome | undefined): number {
  return outcome?.kind === "done" ? pictureIn(outcome.content.payload)?.byteLength ?? 0 : 0;
}
