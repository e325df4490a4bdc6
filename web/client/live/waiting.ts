/**
 * Shows what a long run waits for while no result comes: its place in the queue, who works on it, or
 * that no worker is there.
 */
import type { ResultView } from "../result/result_view.ts";
import type { ProcessorChoice } from "./processor_choice.ts";
import type { LiveSocket } from "./socket.ts";
import type { StatusMessage } from "../../wire/mod.ts";
import { hasNoActiveWorker } from "./worker_activity.ts";
import { Progress } from "./progress.ts";
import { problemState } from "./problem.ts";
import { text } from "../base/text.ts";

/** After this time without a result the reason is shown. */
const QUIET_MS = 2000;

export class Waiting {
  view: Pick<ResultView, "showState" | "clearState">;
  socket: Pick<LiveSocket, "on" | "problem">;
  progress: Progress;
  #isOn = false;
  #isShown = false;

  /**
   * @param view where it is shown
   * @param useBuiltIn has framebox itself do what waits
   */
  constructor(
    view: Pick<ResultView, "showState" | "clearState">,
    { choice, socket }: {
      choice: Pick<ProcessorChoice, "isForWorkers">;
      socket: Pick<LiveSocket, "on" | "problem">;
    },
    useBuiltIn: () => void,
  ) {
    this.view = view;
    this.socket = socket;
    socket.on("problem", () => {
      if (this.#isOn && socket.problem) this.expect();
    });
    const noWorkerThere = () => choice.isForWorkers() && hasNoActiveWorker();
    this.progress = new Progress((state) => {
      this.#isShown = true;
      const actions = noWorkerThere() ? [{ label: text.useBuiltIn, action: useBuiltIn }] : [];
      view.showState({ ...state, actions, busy: true });
    }, noWorkerThere);
  }

  /** Results are expected from now on, or again after one came. */
  expect(): void {
    this.#clear();
    this.#isOn = true;
    const { problem } = this.socket;
    if (!problem) return this.progress.start(QUIET_MS);
    this.progress.stop();
    this.#isShown = true;
    this.view.showState(problemState(problem));
  }

  /** @param message a status message of the run */
  onStatus(message: StatusMessage): void {
    if (this.#isOn) this.progress.onStatus(message);
  }

  /** Nothing is expected: the run stands still, or is over. */
  stop(): void {
    this.#isOn = false;
    this.progress.stop();
    this.#clear();
  }

  #clear() {
    if (this.#isShown) this.view.clearState();
    this.#isShown = false;
  }
}
