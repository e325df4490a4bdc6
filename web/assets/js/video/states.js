/** What the Video tab says when there is no video to show: withdrawn, failed, ended. */
import { ProxyError } from "../proxy.js";
import { fill, text } from "../text.js";
import { AnswerError } from "../answer_error.js";

export class VideoStates {
  /**
   * @param {object} parts
   * @param {import("../result_view.js").ResultView} parts.view where it is said
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
   * @param {string} reason a word, or a sentence of the box
   * @param {string} name of the file
   */
  failed(reason, name) {
    if (reason !== "notPlayable") return this.bad(text.failed, reason, { isEnglish: true });
    this.bad(text.failed, fill(text.video.notPlayable, { name }));
  }

  /**
   * The box did not take it.
   * @param {unknown} error
   */
  refused(error) {
    const answer = error instanceof AnswerError && error.status !== 0 ? error : undefined;
    if (!answer) return this.bad(text.noAnswer, "");
    this.bad(text.failed, answer.message, { isEnglish: !(answer instanceof ProxyError) });
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
   * @param {{isEnglish?: boolean}} [of] the box's own words
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
