/** The image tab: one picture in, one result beside it, and every state in between. */
import type { LiveSocket } from "../live/socket.ts";
import type { ProcessorChoice } from "../live/processor_choice.ts";
import type { DataStrip } from "../data/strip.ts";
import type { Tab, TabParts } from "../tabs/lazy_tab.ts";
import type { ImageJson, NoticeJson, StatusMessage } from "../../wire/mod.ts";
import { type Action, ResultView } from "../result/result_view.ts";
import { announce } from "../base/announce.ts";
import { AnswerError, sentenceIn } from "../server/answer_error.ts";
import { hasNoActiveWorker, noAnswerSentence } from "../live/worker_activity.ts";
import { limits } from "../base/limits.ts";
import { ProxyError, proxyLimit, tooLargeText } from "../server/proxy.ts";
import { encodeTime, showFacts } from "./facts.ts";
import { answerOf, type AnswerParts } from "./answer.ts";
import { ImageInput } from "./input.ts";
import { LatencyStrip, splitOf } from "../live/latency_strip.ts";
import { Progress } from "../live/progress.ts";
import { isRemark } from "../server/remark_text.ts";
import { scaleDown, scaleDownTo } from "../pictures/scale_down.ts";
import { scaledIn } from "../server/scale_text.ts";
import { noticeSentence } from "../server/server_text.ts";
import { StageTools } from "../result/stage_tools.ts";
import { bytesText, fill, limitText, text, wordOf } from "../base/text.ts";

export function openTab(parts: TabParts): Tab {
  const input = new ImageInput();
  const tab = new ImageTab({ ...parts, input });
  input.early();
  return {
    get run() {
      return tab.run;
    },
    tools: tab.tools,
    keys: { o: () => input.choose() },
    take: (files) => input.take(files),
    sessionEnded: () => tab.sessionEnded(),
  };
}

class ImageTab {
  socket: LiveSocket;
  choice: ProcessorChoice;
  data: DataStrip;
  input: ImageInput;
  view: ResultView<HTMLImageElement>;
  tools: StageTools;
  strip: LatencyStrip;
  progress: Progress;
  /** What was given last */
  #given: File | undefined;
  /** Of the picture under way */
  #underWay: AbortController | undefined;
  /** Its run, once the server has begun it */
  #runUnderWay: string | undefined;
  /** The run of the result that is shown */
  run: string | undefined;

  constructor(
    { socket, choice, data, input }: TabParts & { input: ImageInput },
  ) {
    this.socket = socket;
    this.choice = choice;
    this.data = data;
    this.input = input;
    this.view = new ResultView("image", HTMLImageElement);
    this.tools = new StageTools(this.view, () => input.copy());
    this.strip = new LatencyStrip(this.view);
    this.progress = new Progress((state) => {
      const actions = this.#noWorkerThere() ? [this.#builtIn()] : [];
      this.view.showState({ ...state, actions, busy: true });
    }, () => this.#noWorkerThere());
    input.on("given", (detail) => this.give(detail));
    choice.on("change", () => {
      if (this.#given) this.give(this.#given);
    });
    choice.on("gone", () => {
      // A result that is there stays.
      if (this.#given && this.#underWay) this.give(this.#given);
    });
    socket.on("busy", () => this.#busy());
    socket.on("status", (detail) => this.#onStatus(detail));
  }

  /** Something would be lost with the session. */
  get hasResult(): boolean {
    return this.run !== undefined;
  }

  give(file: File): void {
    if (file !== this.#given) {
      this.tools.endCompare();
      this.input.show(file);
    }
    this.#given = file;
    this.#giveUp();
    if (file.size > limits().uploadBytes) return this.#tooLarge(file.size);
    this.#send(file);
  }

  async #send(file: File) {
    const controller = new AbortController();
    this.#underWay = controller;
    this.progress.start();
    const givenAt = performance.now();
    try {
      const answer = await answerOf(file, this.#answerParts, controller.signal);
      await this.#show(answer, controller.signal, givenAt);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.progress.stop();
      this.#failed(error, file);
    } finally {
      if (this.#underWay === controller) this.#underWay = this.#runUnderWay = undefined;
    }
  }

  get #answerParts(): AnswerParts {
    const { socket, progress, view } = this;
    return {
      ...{ socket, progress, view },
      processor: () => this.choice.chosen,
      run: () => this.#runUnderWay,
      hasResult: () => this.hasResult,
    };
  }

  /** The picture under way is withdrawn, so that no worker gets it. */
  #giveUp() {
    this.#underWay?.abort();
    if (this.#underWay && this.#runUnderWay !== undefined) {
      this.socket.sendJson({ type: "cancel", run: this.#runUnderWay });
    }
    this.#runUnderWay = undefined;
  }

  #builtIn() {
    return { label: text.useBuiltIn, action: () => this.choice.choose(this.choice.builtIn) };
  }

  #noWorkerThere() {
    return this.choice.isForWorkers() && hasNoActiveWorker();
  }

  async #show(answer: ImageJson, signal: AbortSignal, givenAt: number) {
    const by = this.choice.nameOf(answer);
    // Boxes without a picture of their own are drawn over the one that was given.
    const shownUrl = answer.image_url ?? (answer.boxes ? await this.input.shownUrl() : undefined);
    if (shownUrl) {
      const picture = new Image();
      picture.src = shownUrl;
      await picture.decode();
      signal.throwIfAborted();
      const shown = this.view.picture;
      shown.src = picture.src;
      shown.alt = fill(text.resultAlt, { name: this.#given?.name ?? "", by });
      this.view.showPicture();
    } else {
      this.view.picture.hidden = true;
      this.view.facts.hidden = false;
    }
    this.progress.stop();
    this.view.clearState();
    if (!shownUrl) this.view.showState({ title: "", text: text.noPicture });
    this.view.boxes.show(answer.boxes);
    this.view.showAnswers(answer.labels, answer.text);
    // Not before: the note about the result that is shown keeps its place, as the result does.
    if (answer.scale) this.view.showScale(answer.scale, answer.by);
    else this.view.hideScale();
    this.view.showRemarks(answer.remarks);
    const timings = { ...answer.timings, box_ms: encodeTime(answer) };
    this.strip.add(splitOf(timings, performance.now() - givenAt));
    showFacts(this.view, answer, by);
    announce(fill(text.resultAlt, { name: this.#given?.name ?? "", by }), { quiet: true });
    this.run = answer.run;
    this.data.show(answer.run);
  }

  #failed(error: unknown, file: File) {
    const status = error instanceof AnswerError ? error.status : 0;
    const again = { label: text.tryAgain, action: () => this.give(file), primary: true };
    if (error instanceof ProxyError) return this.#proxyFailed(error, file, again);
    const builtIn = this.#builtIn();
    if (status === 504) {
      const isForWorkers = this.choice.isForWorkers();
      const title = noAnswerSentence(isForWorkers, this.progress.holder);
      return this.view.showState({ title, actions: [again, builtIn], tone: "warn" });
    }
    if (status === 413) return this.#tooLarge(file.size);
    if (status === 404) return this.showEnded();
    if (status === 0) {
      return this.view.showState({ title: text.noAnswer, actions: [again], tone: "warn" });
    }
    const actions = this.choice.isForWorkers() ? [again, builtIn] : [again];
    const title = wordOf(text.problems, error instanceof AnswerError ? error.code : "") ??
      text.failed;
    this.view.showState({ title, text: sentenceIn(error), actions, tone: "bad" });
  }

  async #proxyFailed(error: ProxyError, file: File, again: Action) {
    const title = text.failed;
    this.view.showState({ title, text: error.message, actions: [again], tone: "bad" });
    if (error.status !== 413) return;
    const limit = await proxyLimit(file.size);
    // Another picture may have been given meanwhile.
    if (limit === undefined || this.#given !== file || this.#underWay) return;
    const fit = async () => this.give(await scaleDownTo(await this.input.shownFile(file), limit));
    const actions = [{ label: text.scaleDown, action: fit, primary: true }];
    this.view.showState({ title, text: tooLargeText(file.size, limit), actions, tone: "bad" });
  }

  /** @param size in bytes */
  #tooLarge(size: number) {
    this.progress.stop();
    const limit = limitText(limits().uploadBytes);
    const sentence = fill(text.tooLarge, { size: bytesText(size), limit });
    this.view.showState({ title: text.failed, text: sentence, tone: "bad" });
  }

  /** @returns there was a result, which is gone with the session's files */
  sessionEnded(): boolean {
    if (this.hasResult) this.showEnded();
    return this.hasResult;
  }

  showEnded(): void {
    this.#giveUp();
    this.progress.stop();
    const startAgain = () => {
      this.run = undefined;
      this.tools.endCompare();
      this.strip.clear();
      this.view.clear();
      this.data.show(undefined);
      if (this.socket.session === undefined) this.socket.renew();
      if (this.#given) this.give(this.#given);
    };
    this.view.showState({
      title: text.ended,
      actions: [{ label: text.startAgain, action: startAgain, primary: true }],
    });
  }

  /** There is no session for this page yet; it asks again by itself. */
  #busy() {
    if (!this.#underWay) return;
    this.progress.stop();
    this.view.showState({ title: text.busy, tone: "warn", busy: true });
  }

  #onStatus(message: StatusMessage) {
    if (message.kind !== "image" || !this.#underWay) return;
    if (message.event === "started") this.#runUnderWay = message.run;
    if (message.event === "notice") return this.#notice(message);
    this.progress.onStatus(message);
  }

  #notice(notice: NoticeJson) {
    const scaled = scaledIn(notice);
    if (scaled) return this.view.showScale(scaled.scale, scaled.worker);
    // Its result holds the remark, too.
    if (isRemark(notice)) return;
    const sentence = noticeSentence(notice);
    if (notice.code !== "frame-too-large") return announce(sentence);
    this.#giveUp();
    this.progress.stop();
    const file = this.#given;
    const fit = async () => file && this.give(await scaleDown(await this.input.shownFile(file)));
    this.view.showState({
      title: text.frameTooLarge,
      text: sentence,
      tone: "warn",
      actions: [
        { label: text.scaleDown, action: fit, primary: true },
        this.#builtIn(),
      ],
    });
  }
}
