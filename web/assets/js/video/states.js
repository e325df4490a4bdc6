/** What the Video tab shows when there is no video to show: withdrawn, failed, ended. */
import { fill, text } from "../text.js";
import { AnswerError } from "../answer_error.js";

/** @typedef {"notPlayable" | import("../server_text.js").Sentence} Failure why a run gave its video up */

export class VideoStates {
  /**
   * @param {object} parts
   * @param {import("../result_view.js").ResultView} parts.view where it is shown
   * @param {import("../live/waiting.js").Waiting} parts.waiting
   * @param {import("./bar.js").VideoBar} parts.bar
   * @param {() => (() => void) | undefined} parts.again what gives the same video once more, if there is one
   */
  constructor({ view, waiting, bar, again }) {
    this.view = view;
    this.waiting = waiting;
    this.bar = bar;
    this.again = again;
  }

  cancelled() {
    this.#quiet();
    this.view.showState({
      title: text.video.cancelled,
      text: text.video.chooseAgain,
      actions: this.#actions(),
    });
  }

  /**
   * The run gave it up.
   * @param {Failure} failure
   * @param {string} name of the file
   */
  failed(failure, name) {
    if (failure !== "notPlayable") return this.bad(text.failed, failure.text, failure);
    this.bad(text.failed, fill(text.video.notPlayable, { name }));
  }

  /**
   * The server did not take it.
   * @param {unknown} error
   */
  refused(error) {
    const answer = error instanceof AnswerError && error.status !== 0 ? error : undefined;
    if (!answer) return this.bad(text.noAnswer, "");
    this.bad(text.failed, answer.message, answer);
  }

  /** @param {() => void} startAgain */
  ended(startAgain) {
    this.#quiet();
    this.view.showState({
      title: text.ended,
      actions: [{ label: text.startAgain, action: startAgain, primary: true }],
    });
  }

  /**
   * @param {string} title
   * @param {string} sentence
   * @param {{isEnglish?: boolean}} [of] the server's own words
   */
  bad(title, sentence, { isEnglish = false } = {}) {
    this.#quiet();
    this.view.showState({
      title,
      text: sentence,
      textIsEnglish: isEnglish,
      tone: "bad",
      actions: this.#actions(),
    });
  }

  #quiet() {
    this.waiting.stop();
    this.bar.hide();
  }

  #actions() {
    const again = this.again();
    return again ? [{ label: text.tryAgain, action: again, primary: true }] : [];
  }
}
