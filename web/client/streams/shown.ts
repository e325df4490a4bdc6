/** The stream that is watched: its newest result, its answers, and what it waits for. */
import type { ProcessorChoice } from "../live/processor_choice.ts";
import { rateText, type Stream } from "./list.ts";
import type { ResultMessage } from "../../wire/mod.ts";
import type { Sentence } from "../base/sentence.ts";
import { showValues } from "../data/frame_data.ts";
import { byId, part } from "../base/dom.ts";
import { toggleFullScreen } from "../result/stage_tools.ts";
import { LatencyStrip, splitOf } from "../live/latency_strip.ts";
import { ResultCanvas } from "../result/result_canvas.ts";
import { ResultView } from "../result/result_view.ts";
import { errorSentence } from "../server/server_text.ts";
import { fill, millisecondsText, numberText, text } from "../base/text.ts";

/** While results come, a frame that fails between them hides none. */
const HIDE_MS = 1000;

export class ShownStream {
  choice: ProcessorChoice;
  view = new ResultView("stream", HTMLCanvasElement);
  #canvas = new ResultCanvas(this.view.picture);
  #strip = new LatencyStrip(this.view);
  #name = byId("stream-name", HTMLElement);
  #values = byId("stream-values", HTMLElement);
  #workers = byId("workers-button", HTMLElement);
  #resultAt = -Infinity;
  /** Counts what is picked: a picture of what was picked before is not shown any more. */
  #turn = 0;

  constructor(choice: ProcessorChoice) {
    this.choice = choice;
    const expand = part(this.view.root, "expand-button", HTMLElement);
    expand.addEventListener("click", () => toggleFullScreen(this.view));
  }

  /** Nothing is looked at. */
  clear(): void {
    this.#turn++;
    this.#resultAt = -Infinity;
    this.#name.textContent = "";
    this.#values.hidden = true;
    this.#strip.clear();
    this.view.clear();
  }

  /** Another stream is looked at. */
  begin(stream: Stream): void {
    this.clear();
    this.#name.textContent = stream.name;
    this.view.picture.ariaLabel = fill(text.streams.alt, { name: stream.name });
    this.update(stream);
  }

  /** Its figures are others. */
  update(stream: Stream): void {
    this.view.setFact("rate", rateText(stream.fps));
    this.view.setFact("failed", numberText(stream.failed));
    const hasResult = this.#resultAt !== -Infinity;
    if (stream.error !== null && performance.now() - this.#resultAt > HIDE_MS) {
      const sentence = errorSentence(stream.error);
      this.view.showState({ title: text.streams.newestFailed, text: sentence, tone: "bad" });
    } else if (!hasResult) this.#showWaiting(stream);
    else if (this.view.hasPicture) this.view.clearState();
  }

  #showWaiting({ name, processor, frames }: Stream) {
    const isAlone = this.choice.isForWorkers(processor) && this.#workers.dataset.count === "0";
    const noFrame = frames === 0 ? text.streams.noFrame : "";
    this.view.showState({
      title: fill(text.streams.waiting, { name }),
      text: isAlone ? text.streams.noWorker : noFrame,
      busy: true,
    });
  }

  async result(message: ResultMessage, picture: Blob | undefined): Promise<void> {
    const cameAt = performance.now();
    const turn = this.#turn;
    const drawn = picture && await this.#canvas.draw(picture).catch(() => false);
    if (turn !== this.#turn) return;
    const { timings, values, labels, boxes, frame, width, height } = message;
    this.#resultAt = performance.now();
    if (drawn) {
      this.view.boxes.show(boxes);
      if (!this.view.hasPicture) this.view.showPicture();
      this.view.clearState();
      this.view.setFact("size", fill(text.frames, { w: width, h: height }));
    } else if (!picture && !this.view.hasPicture) {
      this.view.facts.hidden = false;
      this.view.showState({ title: "", text: text.noPicture });
    }
    const latencyMs = timings.total_ms + timings.box_ms + performance.now() - cameAt;
    this.#strip.add(splitOf(timings, latencyMs));
    this.view.setFact("frame", numberText(frame));
    this.view.setFact("time", millisecondsText(timings.total_ms));
    this.view.setFact("by", this.choice.nameOf(message));
    this.view.showAnswers(labels, message.text);
    this.view.showScale(message.scale, message.by);
    showValues(this.#values, values);
  }

  /**
   * It comes no more; its last result stays.
   *
   * @param why undefined: it is not known
   */
  ended({ name }: Stream, why: Sentence | undefined): void {
    this.#turn++;
    this.view.showState({
      title: fill(text.streams.ended, { name }),
      text: why ?? text.streams.endedNext,
    });
  }
}
