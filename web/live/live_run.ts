/**
 * One run over one socket: which message each frame came in, and the results on their way out.
 *
 * @module
 */
import { type Picture, pictureIn } from "../../media/image/mod.ts";
import { toFrameboxError } from "../../base/errors/mod.ts";
import type { Run } from "../../hub/mod.ts";
import { errorBody } from "../api/errors.ts";
import type { WebParts } from "../web_parts.ts";
import type { Delivery, SettledOutcome } from "./delivery.ts";
import type { Pace } from "./pace.ts";
import type { ResultMessage, Status } from "../wire/mod.ts";
import { resultMessage } from "./result_message.ts";
import { type RunStatusDeps, RunStatusPublisher } from "./run_status.ts";

/** Frames whose message index is remembered; those under way are far fewer. */
const MAX_REMEMBERED = 4096;

/** What it uses. */
export type LiveRunDeps = RunStatusDeps & Pick<WebParts, "encoder" | "estimate" | "log">;

/** Where things go out. */
export interface Outlet {
  readonly pace: Pace;
  readonly format: "jpeg" | "png";
  sendStatus(status: Status): void;
  /** Sends a result, and its picture right after it. */
  sendResult(message: ResultMessage, picture: Uint8Array | undefined): void;
}

/** Pushes frames into a run and shows its results until the run ends or {@linkcode LiveRun.stop}. */
export class LiveRun {
  readonly run: Run;
  /** Its results; the caller of `stop` parks or closes it. */
  readonly delivery: Delivery;
  /** Resolves when nothing more is shown. */
  readonly shown: Promise<void>;
  /** How many binary messages came for it, once its client has finished it. */
  received: number | undefined;
  #isShown = false;
  /** For a result, or for its turn. */
  #waits = false;
  readonly #deps: LiveRunDeps;
  readonly #outlet: Outlet;
  readonly #status: RunStatusPublisher;
  readonly #stop = new AbortController();
  /** Index of the binary message, by frame number. */
  readonly #sent = new Map<number, number>();

  constructor(delivery: Delivery, deps: LiveRunDeps, outlet: Outlet) {
    const { run } = delivery;
    this.run = run;
    this.delivery = delivery;
    this.#deps = deps;
    this.#outlet = outlet;
    this.#status = new RunStatusPublisher({
      run,
      publish: (status) => {
        if (status.event === "reset") this.#sent.clear();
        // The last word about a run comes after its last result.
        if (status.event === "ended" && !this.#hasShownAll) {
          this.shown.then(() => outlet.sendStatus(status));
        } else outlet.sendStatus(status);
      },
      deps,
    });
    this.shown = this.#show().finally(() => {
      this.#isShown = true;
    });
  }

  /** Nothing is unread, nor on its way out. */
  get #hasShownAll(): boolean {
    return this.#isShown || (this.#waits && this.delivery.unread === 0);
  }

  /** Whether nothing more is shown. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /**
   * Gives a frame; waits for room when the run is lossless.
   *
   * @param sent index of the message it came in
   * @param signal gives up waiting
   * @throws {FrameboxError} what {@linkcode Run.push} throws
   */
  async push(picture: Picture, sent: number, signal: AbortSignal): Promise<void> {
    const { number } = await this.run.push(picture, { signal });
    this.#sent.set(number, sent);
    if (this.#sent.size <= MAX_REMEMBERED) return;
    for (const oldest of this.#sent.keys()) {
      this.#sent.delete(oldest);
      return;
    }
  }

  /** Sends nothing any more; the run continues. */
  stop(): void {
    this.#stop.abort(new DOMException("The socket is closed.", "AbortError"));
    this.#status.stop();
  }

  async #show(): Promise<void> {
    const { signal } = this.#stop;
    const { pace } = this.#outlet;
    try {
      for (;;) {
        // A turn is taken for what is there: a run that gives nothing holds up no other's results.
        this.#waits = true;
        if (!await this.delivery.ready(signal)) return;
        await pace.turn(signal);
        let isUsed = false;
        try {
          if (this.delivery.unread === 0) continue;
          this.#waits = false;
          const outcome = await this.delivery.next(signal);
          if (!outcome) return;
          isUsed = await this.#sendOutcome(outcome);
        } finally {
          if (!isUsed) pace.giveBack();
        }
      }
    } catch (caught) {
      if (signal.aborted) return;
      this.#deps.log.error("live_run_failed", caught);
      this.delivery.close();
    }
  }

  /** Sends what became of a frame. Returns whether it was a result. */
  async #sendOutcome(outcome: SettledOutcome): Promise<boolean> {
    const { number: frame, seq } = outcome;
    const startedAt = performance.now();
    const sent = this.#takeSent(frame);
    this.#status.settled(frame);
    if (outcome.kind === "failed") {
      this.#failed(outcome.error, { frame, seq, sent });
      return false;
    }
    const { content, timings } = outcome;
    this.#deps.estimate.learn(this.run.processor, timings.processingMs);
    let picture: Uint8Array | undefined;
    try {
      const shown = pictureIn(content.payload);
      picture = shown &&
        await this.#deps.encoder.encode(shown, this.#outlet.format, this.#stop.signal);
    } catch (caught) {
      this.#stop.signal.throwIfAborted();
      this.#failed(caught, { frame, seq, sent });
      return false;
    }
    const { id: run, processor } = this.run;
    const { skipped } = this.delivery;
    const message = resultMessage(outcome, { of: { run }, processor, sent, skipped, startedAt });
    this.#outlet.sendResult(message, picture);
    return true;
  }

  #failed(caught: unknown, of: { frame: number; seq: number; sent: number | null }): void {
    const error = toFrameboxError(caught);
    if (error.code === "INTERNAL") this.#deps.log.error("live_result_failed", error);
    this.#outlet.sendStatus({ event: "error", run: this.run.id, ...of, ...errorBody(error) });
  }

  /** The index of a frame's message; those of earlier frames are needed no more. */
  #takeSent(frame: number): number | null {
    const sent = this.#sent.get(frame) ?? null;
    for (const number of this.#sent.keys()) if (number <= frame) this.#sent.delete(number);
    return sent;
  }
}
