/**
 * Publishes what happens to a run. Where a frame waits or who has it is published only once it
 * takes longer than a blink: a camera's frames come and go faster than a user reads.
 *
 * @module
 */
import type { Run, RunEvent } from "../../hub/mod.ts";
import type { ProcessorChoice } from "../processor_choice.ts";
import type { WaitEstimate } from "../wait_estimate.ts";
import type { OfRun, Status } from "../wire/mod.ts";

/** Longer than a blink. */
const BLINK_MS = 200;

/** What it uses. */
export interface RunStatusDeps {
  readonly choice: Pick<ProcessorChoice, "workerCount">;
  readonly estimate: Pick<WaitEstimate, "guess">;
}

/** What it is made from. */
export interface RunStatusOptions {
  readonly run: Run;
  readonly publish: (status: Status) => void;
  readonly deps: RunStatusDeps;
}

/** Follows a run's events until it ends or {@linkcode RunStatusPublisher.stop} is called. */
export class RunStatusPublisher {
  readonly #options: RunStatusOptions;
  readonly #ofRun: OfRun;
  readonly #unsubscribe: () => void;
  #leased: number | undefined;
  #latest: Status | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RunStatusOptions) {
    const { run } = options;
    this.#options = options;
    this.#ofRun = { run: run.id, kind: run.kind };
    this.#unsubscribe = run.subscribe((event) => this.#onEvent(event));
  }

  /** That frame has its answer: no more status of it is published. */
  settled(frame: number): void {
    if (this.#leased !== undefined && this.#leased <= frame) this.#leased = undefined;
    if (this.#latest && "frame" in this.#latest && (this.#latest.frame ?? 0) <= frame) {
      this.#forget();
    }
  }

  /** Publishes nothing any more. */
  stop(): void {
    this.#unsubscribe();
    this.#forget();
  }

  #onEvent(event: RunEvent): void {
    const ofRun = this.#ofRun;
    switch (event.type) {
      case "waiting":
        // While one of its frames is worked on, that is what the user wants to know. A leased frame
        // that was dropped with its worker's death has no event, so the run is asked.
        if (this.#options.run.stats.leased === 0) this.#leased = undefined;
        if (this.#leased === undefined) this.#later(this.#waiting(event.number, event.ahead));
        return;
      case "leased":
        this.#leased = event.number;
        this.#later({ event: "leased", ...ofRun, frame: event.number, by: event.by });
        return;
      case "stage": {
        const { number, progress: { stage, part = null } } = event;
        this.#leased = number;
        this.#later({ event: "stage", ...ofRun, frame: number, stage, part });
        return;
      }
      case "redelivered":
        this.#leased = undefined;
        this.#forget();
        this.#publish({
          event: "redelivered",
          ...ofRun,
          frame: event.number,
          reason: event.reason,
          ...event.because,
        });
        return;
      case "notice": {
        const { type: _, ...fields } = event;
        this.#publish({ event: "notice", ...ofRun, ...fields });
        return;
      }
      case "processor":
        this.#publish({ event: "processor", ...ofRun, processor: event.processor });
        return;
      case "reset":
        this.#leased = undefined;
        this.#forget();
        this.#publish({ event: "reset", ...ofRun });
        return;
      case "ended":
        this.stop();
        this.#publish({ event: "ended", ...ofRun, reason: event.reason });
    }
  }

  #waiting(frame: number, ahead: number): Status {
    const { run: { processor }, deps: { choice, estimate } } = this.#options;
    const eta = estimate.guess(processor, ahead, choice.workerCount(processor));
    return { event: "waiting", ...this.#ofRun, frame, ahead, eta_ms: eta ?? null };
  }

  #later(status: Status): void {
    this.#latest = status;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const latest = this.#latest;
      this.#latest = undefined;
      if (latest) this.#publish(latest);
    }, BLINK_MS);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#latest = undefined;
  }

  #publish(status: Status): void {
    this.#options.publish(status);
  }
}
