/** What the camera's result side shows while a result is waited for: why none comes, and what can be done. */
import type { StatusMessage } from "../../wire/mod.ts";
import { limits } from "../base/limits.ts";
import { text } from "../base/text.ts";
import { problemState } from "../live/problem.ts";
import type { ProcessorChoice } from "../live/processor_choice.ts";
import { Progress } from "../live/progress.ts";
import type { LiveSocket } from "../live/socket.ts";
import { hasNoActiveWorker, noAnswerSentence } from "../live/worker_activity.ts";
import type { Action, ResultView } from "../result/result_view.ts";

/** After this time without a result the page shows what it waits for; later when results come slowly. */
const QUIET_MS = { least: 1500, intervals: 3, max: 10_000 };

export class ResultWait {
  #view: ResultView;
  #socket: LiveSocket;
  #choice: ProcessorChoice;
  #progress: Progress;
  #tooSlow: ReturnType<typeof setTimeout> | undefined;

  constructor(
    view: ResultView,
    { socket, choice }: { socket: LiveSocket; choice: ProcessorChoice },
  ) {
    this.#view = view;
    this.#socket = socket;
    this.#choice = choice;
    this.#progress = new Progress((state) => {
      const actions = this.#noWorkerThere() ? [this.builtIn()] : [];
      view.showState({ ...state, actions, busy: true });
    }, () => this.#noWorkerThere());
  }

  /** @param intervalMs between the last two results */
  begin(intervalMs: number): void {
    const { problem } = this.#socket;
    if (problem) {
      this.stop();
      return this.#view.showState(problemState(problem));
    }
    this.#view.clearState();
    this.#progress.start(
      Math.min(Math.max(QUIET_MS.least, intervalMs * QUIET_MS.intervals), QUIET_MS.max),
    );
    this.#startLimit();
  }

  /** Nothing is waited for. */
  stop(): void {
    this.#progress.stop();
    clearTimeout(this.#tooSlow);
  }

  /** @param message a status message of the run */
  onStatus(message: StatusMessage): void {
    this.#progress.onStatus(message);
    // A cluster's service may take minutes to start: each of its stages has the whole time.
    if (message.event === "stage" && this.#progress.isRunning) this.#startLimit();
  }

  /** Has framebox itself do it. */
  builtIn(primary: boolean = false): Action {
    const choice = this.#choice;
    return { label: text.useBuiltIn, action: () => choice.choose(choice.builtIn), primary };
  }

  #startLimit() {
    clearTimeout(this.#tooSlow);
    this.#tooSlow = setTimeout(() => this.#showTooSlow(), limits().resultTimeoutMs);
  }

  #noWorkerThere() {
    return this.#choice.isForWorkers() && hasNoActiveWorker();
  }

  #showTooSlow() {
    this.#progress.stop();
    this.#view.showState({
      title: noAnswerSentence(this.#choice.isForWorkers(), this.#progress.holder),
      tone: "warn",
      actions: [this.builtIn(true)],
    });
  }
}
