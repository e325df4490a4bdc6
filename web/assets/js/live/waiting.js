/**
 * Shows what a long run waits for while no result comes: its place in the queue, who works on it, or
 * that no worker is there.
 */
import { hasNoActiveWorker } from "../worker_activity.js";
import { Progress } from "../progress.js";
import { problemState } from "./problem.js";
import { text } from "../text.js";

/** After this time without a result the reason is shown. */
const QUIET_MS = 2000;

export class Waiting {
  #isOn = false;
  #isShown = false;

  /**
   * @param {import("../result_view.js").ResultView} view where it is shown
   * @param {import("../lazy_tab.js").TabParts} parts
   * @param {() => void} useBuiltIn has framebox itself do what waits
   */
  constructor(view, { choice, socket }, useBuiltIn) {
    this.view = view;
    this.socket = socket;
    socket.addEventListener("problem", () => {
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
  expect() {
    this.#clear();
    this.#isOn = true;
    const { problem } = this.socket;
    if (!problem) return this.progress.start(QUIET_MS);
    this.progress.stop();
    this.#isShown = true;
    this.view.showState(problemState(problem));
  }

  /** @param {import("../../../wire/mod.ts").StatusMessage} message a status message of the run */
  onStatus(message) {
    if (this.#isOn) this.progress.onStatus(message);
  }

  /** Nothing is expected: the run stands still, or is over. */
  stop() {
    this.#isOn = false;
    this.progress.stop();
    this.#clear();
  }

  #clear() {
    if (this.#isShown) this.view.clearState();
    this.#isShown = false;
  }
}
