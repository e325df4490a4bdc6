/**
 * One run over one socket: which message each frame came in, and the results on their way out.
 *
 * @module
 */
import { toFrameboxError } from "../../errors/mod.ts";
import type { Outcome, Run } from "../../hub/mod.ts";
import type { Picture } from "../../image/mod.ts";
import { contentJson, timingsJson } from "../api/described.ts";
import { errorBody } from "../api/errors.ts";
import { encodePicture } from "../api/picture_response.ts";
import type { WebContext } from "../web_context.ts";
import type { Pace } from "./pace.ts";
import type { ResultMessage, Status } from "./protocol.ts";
import { RunTalk } from "./run_talk.ts";

/** Frames whose message index is remembered; those under way are far fewer. */
const MAX_REMEMBERED = 4096;

/** Where things go out. */
export interface Outlet {
  readonly pace: Pace;
  readonly format: "jpeg" | "png";
  say(status: Status): void;
  /** Sends a result, and its picture right after it. */
  result(message: ResultMessage, picture: Uint8Array | undefined): void;
}

/** Pushes frames into a run and shows its results until the run ends or {@linkcode LiveRun.stop}. */
export class LiveRun {
  readonly run: Run;
  /** Resolves when nothing more is shown. */
  readonly shown: Promise<void>;
  readonly #context: WebContext;
  readonly #outlet: Outlet;
  readonly #talk: RunTalk;
  readonly #stop = new AbortController();
  /** Index of the binary message, by frame number. */
  readonly #sent = new Map<number, number>();

  constructor(run: Run, context: WebContext, outlet: Outlet) {
    this.run = run;
    this.#context = context;
    this.#outlet = outlet;
    this.#talk = new RunTalk({
      run,
      say: (status) => {
        if (status.event === "reset") this.#sent.clear();
        outlet.say(status);
      },
      context,
    });
    this.shown = this.#show();
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

  /** Shows nothing any more; the run goes on. */
  stop(): void {
    this.#stop.abort(new DOMException("The socket is closed.", "AbortError"));
    this.#talk.stop();
  }

  async #show(): Promise<void> {
    const { signal } = this.#stop;
    const { pace } = this.#outlet;
    const reader = this.run.results();
    try {
      for (;;) {
        await pace.turn(signal);
        const outcome = await reader.next(signal);
        if (!outcome) return pace.giveBack();
        const shown = await this.#tell(outcome, reader.skipped);
        if (!shown) pace.giveBack();
      }
    } catch (caught) {
      if (!signal.aborted) this.#context.log.error("live_run_failed", caught);
    } finally {
      reader.close();
    }
  }

  /** Sends what became of a frame. Returns whether it was a result. */
  async #tell(outcome: Outcome, skipped: number): Promise<boolean> {
    const { number: frame } = outcome;
    const sent = this.#takeSent(frame);
    this.#talk.settled(frame);
    if (outcome.kind !== "done") {
      if (outcome.kind === "failed") this.#failed(outcome.error, frame, sent);
      return false;
    }
    const { content, timings, dropped, processedBy: by } = outcome;
    this.#context.estimate.learn(this.run.processor, timings.processingMs);
    let picture: Uint8Array | undefined;
    try {
      picture = content.picture &&
        await encodePicture(
          this.#context,
          content.picture,
          this.#outlet.format,
          this.#stop.signal,
        );
    } catch (caught) {
      this.#stop.signal.throwIfAborted();
      this.#failed(caught, frame, sent);
      return false;
    }
    this.#outlet.result({
      type: "result",
      run: this.run.id,
      frame,
      sent,
      dropped: dropped + skipped,
      processor: this.run.processor,
      by,
      timings: timingsJson(timings),
      ...contentJson(content),
    }, picture);
    return true;
  }

  #failed(caught: unknown, frame: number, sent: number | null): void {
    const error = toFrameboxError(caught);
    if (error.code === "INTERNAL") this.#context.log.error("live_result_failed", error);
    this.#outlet.say({ event: "error", sent, run: this.run.id, frame, ...errorBody(error) });
  }

  /** The index of a frame's message; those of earlier frames are needed no more. */
  #takeSent(frame: number): number | null {
    const sent = this.#sent.get(frame) ?? null;
    for (const number of this.#sent.keys()) if (number <= frame) this.#sent.delete(number);
    return sent;
  }
}
