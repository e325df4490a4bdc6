/** What the Video tab shows when there is no video to show: withdrawn, failed, ended. */
import type { Sentence, SentenceLike } from "../base/sentence.ts";
import type { ResultView } from "../result/result_view.ts";
import type { Waiting } from "../live/waiting.ts";
import type { VideoBar } from "./bar.ts";
import { fill, text } from "../base/text.ts";
import { AnswerError } from "../server/answer_error.ts";

/** why a run gave its video up */
export type Failure = "notPlayable" | Sentence;

export class VideoStates {
  view: ResultView;
  waiting: Waiting;
  bar: VideoBar;
  again: () => (() => void) | undefined;
  /**
   * @param parts.view where it is shown
   * @param parts.again what gives the same video once more, if there is one
   */
  constructor(
    { view, waiting, bar, again }: {
      view: ResultView;
      waiting: Waiting;
      bar: VideoBar;
      again: () => (() => void) | undefined;
    },
  ) {
    this.view = view;
    this.waiting = waiting;
    this.bar = bar;
    this.again = again;
  }

  cancelled(): void {
    this.#quiet();
    this.view.showState({
      title: text.video.cancelled,
      text: text.video.chooseAgain,
      actions: this.#actions(),
    });
  }

  /**
   * The run gave it up.
   *
   * @param name of the file
   */
  failed(failure: Failure, name: string): void {
    if (failure !== "notPlayable") return this.bad(text.failed, failure);
    this.bad(text.failed, fill(text.video.notPlayable, { name }));
  }

  /** The server did not take it. */
  refused(error: unknown): void {
    const answer = error instanceof AnswerError && error.status !== 0 ? error : undefined;
    if (!answer) return this.bad(text.noAnswer, "");
    this.bad(text.failed, answer.sentence);
  }

  ended(startAgain: () => void): void {
    this.#quiet();
    this.view.showState({
      title: text.ended,
      actions: [{ label: text.startAgain, action: startAgain, primary: true }],
    });
  }

  bad(title: string, sentence: SentenceLike): void {
    this.#quiet();
    this.view.showState({ title, text: sentence, tone: "bad", actions: this.#actions() });
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
