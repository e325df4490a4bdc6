/**
 * Tells a person what happens to a run. Where a frame waits or who has it is told only once it
 * takes longer than a blink: a camera's frames come and go faster than anybody reads.
 *
 * @module
 */
import type { Run, RunEvent } from "../../hub/mod.ts";
import { handsOf, type WebContext } from "../web_context.ts";
import type { OfRun, Status } from "./protocol.ts";

/** Longer than a blink. */
const BLINK_MS = 200;

/** What it is made from. */
export interface RunTalkOptions {
  readonly run: Run;
  readonly say: (status: Status) => void;
  readonly context: WebContext;
}

/** Follows a run's events until it ends or {@linkcode RunTalk.stop} is called. */
export class RunTalk {
  readonly #options: RunTalkOptions;
  readonly #ofRun: OfRun;
  readonly #unsubscribe: () => void;
  #leased: number | undefined;
  #latest: Status | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RunTalkOptions) {
    const { run } = options;
    this.#options = options;
    this.#ofRun = { run: run.id, kind: run.kind };
    this.#unsubscribe = run.subscribe((event) => this.#told(event));
  }

  /** That frame has its answer: nothing more is to be said of it. */
  settled(frame: number): void {
    if (this.#leased !== undefined && this.#leased <= frame) this.#leased = undefined;
    if (this.#latest && "frame" in this.#latest && (this.#latest.frame ?? 0) <= frame) {
      this.#forget();
    }
  }

  /** Says nothing any more. */
  stop(): void {
    this.#unsubscribe();
    this.#forget();
  }

  #told(event: RunEvent): void {
    const ofRun = this.#ofRun;
    switch (event.type) {
      case "waiting":
        // While one of its frames is worked on, that is what a person wants to know. A leased frame
        // that was dropped with its worker's death is told of by nobody, so the run is asked.
        if (this.#options.run.stats.leased === 0) this.#leased = undefined;
        if (this.#leased === undefined) this.#later(this.#waiting(event.number, event.ahead));
        return;
      case "leased":
        this.#leased = event.number;
        this.#later({ event: "leased", ...ofRun, frame: event.number, by: event.by });
        return;
      case "redelivered":
        this.#leased = undefined;
        this.#forget();
        this.#say({ event: "redelivered", ...ofRun, frame: event.number, reason: event.reason });
        return;
      case "notice": {
        const { type: _, ...said } = event;
        this.#say({ event: "notice", ...ofRun, ...said });
        return;
      }
      case "processor":
        this.#say({ event: "processor", ...ofRun, processor: event.processor });
        return;
      case "reset":
        this.#leased = undefined;
        this.#forget();
        this.#say({ event: "reset", ...ofRun });
        return;
      case "ended":
        this.stop();
        this.#say({ event: "ended", ...ofRun, reason: event.reason });
    }
  }

  #waiting(frame: number, ahead: number): Status {
    const { run: { processor }, context } = this.#options;
    const eta = context.estimate.guess(processor, ahead, handsOf(context, processor));
    return { event: "waiting", ...this.#ofRun, frame, ahead, eta_ms: eta ?? null };
  }

  #later(status: Status): void {
    this.#latest = status;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const latest = this.#latest;
      this.#latest = undefined;
      if (latest) this.#say(latest);
    }, BLINK_MS);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#latest = undefined;
  }

  #say(status: Status): void {
    this.#options.say(status);
  }
}
