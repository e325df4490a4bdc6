/** What comes back while the camera runs: drawn, counted, and explained when nothing comes. */
import type { LiveSocket } from "../live/socket.ts";
import type { ProcessorChoice } from "../live/processor_choice.ts";
import type { DataStrip } from "../data/strip.ts";
import type { Pace } from "../live/pace.ts";
import type {
  ErrorJson,
  NoticeJson,
  ResultMessage,
  StatusMessage,
  StatusOf,
} from "../../wire/mod.ts";
import type { Scale } from "../server/scale_text.ts";
import { announce } from "../base/announce.ts";
import { activeWorkers, noAnswerSentence } from "../live/worker_activity.ts";
import { limits } from "../base/limits.ts";
import { LatencyStrip, splitOf } from "../live/latency_strip.ts";
import { problemState } from "../live/problem.ts";
import { LiveMeter } from "../live/meter.ts";
import { Progress } from "../live/progress.ts";
import { ResultCanvas } from "../result/result_canvas.ts";
import { isRemark, remarkText } from "../server/remark_text.ts";
import { ResultView } from "../result/result_view.ts";
import { scaledIn } from "../server/scale_text.ts";
import { errorSentence, noticeSentence } from "../server/server_text.ts";
import { StageTools } from "../result/stage_tools.ts";
import { plural, text } from "../base/text.ts";
import { serverUrl } from "../base/url.ts";

/** After this time without a result the page shows what it waits for; later when results come slowly. */
const QUIET_MS = { least: 1500, intervals: 3, max: 10_000 };

export class CameraResults {
  parts: {
    socket: LiveSocket;
    choice: ProcessorChoice;
    data: DataStrip;
    pace: Pace;
    inputCopy: () => HTMLElement;
    inputShown: () => HTMLVideoElement | HTMLImageElement | undefined;
    onRoom: () => void;
    onSmaller: () => (() => void) | undefined;
  };
  view: ResultView<HTMLCanvasElement>;
  canvas: ResultCanvas;
  tools: StageTools;
  meter: LiveMeter;
  strip: LatencyStrip;
  progress: Progress;
  /** The run of what is shown */
  run: string | undefined;
  /** The run whose frames come from elsewhere, if there is one. */
  #fed: string | undefined;
  #active = false;
  #paused = false;
  /** The connection is lost: what is still being drawn changes no words. */
  #away = false;
  #wasLost = false;
  /** The newest result that was seen before that. */
  #seenBefore = 0;
  #workers = 0;
  #tooSlow: ReturnType<typeof setTimeout> | undefined;
  #resultAt = 0;
  #intervalMs = 0;
  #jpegUrl = "";

  /**
   * @param parts.inputShown what shows the input now
   * @param parts.onRoom another frame may be sent
   * @param parts.onSmaller what makes the camera's picture smaller
   */
  constructor(
    parts: {
      socket: LiveSocket;
      choice: ProcessorChoice;
      data: DataStrip;
      pace: Pace;
      inputCopy: () => HTMLElement;
      inputShown: () => HTMLVideoElement | HTMLImageElement | undefined;
      onRoom: () => void;
      onSmaller: () => (() => void) | undefined;
    },
  ) {
    this.parts = parts;
    this.view = new ResultView("camera", HTMLCanvasElement);
    this.canvas = new ResultCanvas(this.view.picture);
    this.tools = new StageTools(this.view, parts.inputCopy);
    this.meter = new LiveMeter(this.view);
    this.strip = new LatencyStrip(this.view);
    this.progress = new Progress((state) => {
      const actions = this.#noWorkerThere() ? [this.#builtIn()] : [];
      this.view.showState({ ...state, actions, busy: true });
    }, () => this.#noWorkerThere());
    const { socket } = parts;
    socket.on("result", ({ message, picture }) => this.#result(message, picture));
    socket.on("status", (detail) => this.#onStatus(detail));
    socket.on("open", () => this.#back());
    socket.on("lost", () => this.#lost());
    socket.on("busy", () => this.#busy());
    socket.on("problem", () => {
      if (this.#active && !this.#paused && socket.problem) this.#expect();
    });
    for (const link of this.view.tools.querySelectorAll('[data-part="jpeg"]')) {
      link.addEventListener("click", () => this.#saveJpeg());
    }
  }

  begin(): void {
    this.#active = true;
    this.view.hideScale();
    this.#resultAt = performance.now();
    this.#intervalMs = 0;
    this.#paused = false;
    if (this.parts.socket.run === undefined) {
      this.run = undefined;
      this.parts.data.show(undefined);
    }
    this.meter.start();
    this.#expect();
  }

  end(): void {
    this.#active = false;
    this.parts.socket.run = undefined;
    this.#fed = undefined;
    this.parts.choice.release();
    this.#expectNothing();
    this.meter.stop();
    this.tools.endCompare();
    this.view.clearState();
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    if (paused) {
      this.#expectNothing();
      this.meter.stop();
      this.view.clearState();
    } else {
      this.meter.start();
      this.#expect();
    }
  }

  /** @param network the camera, if the server feeds the run */
  switchProcessor(network?: { switchProcessor(name: string): void }): void {
    const { socket, choice } = this.parts;
    socket.processor = choice.chosen;
    if (network) network.switchProcessor(choice.current);
    else socket.sendJson({ type: "processor", processor: choice.chosen });
    this.view.answers.hidden = true;
    if (this.#active && !this.#paused) this.#expect();
  }

  async #result(message: ResultMessage, picture: Blob | undefined) {
    const { socket, pace, choice, data } = this.parts;
    if (message.run === undefined || socket.watched.has(message.run)) return;
    const cameAt = performance.now();
    const isFed = message.run === this.#fed;
    const seenAt = pace.answered(message.sent);
    this.parts.onRoom();
    // Boxes without a picture of their own are drawn over what the camera sees.
    const shown = picture ?? (message.boxes ? this.parts.inputShown() : undefined);
    if (shown) {
      const drawn = await this.canvas.draw(shown).catch(() => false);
      if (drawn) this.view.boxes.show(message.boxes, picture ? undefined : sizeOf(message.scale));
      if (drawn && !this.view.hasPicture) this.view.showPicture();
    }
    socket.sendJson({ type: "credit", frames: 1 });
    if (!this.#active || this.#away) return;
    this.#intervalMs = performance.now() - this.#resultAt;
    this.#resultAt = performance.now();
    const latencyMs = isFed
      ? message.timings.total_ms + message.timings.box_ms + performance.now() - cameAt
      : seenAt === undefined
      ? undefined
      : performance.now() - seenAt;
    this.meter.count(message, latencyMs);
    if (latencyMs !== undefined) this.strip.add(splitOf(message.timings, latencyMs));
    this.view.setFact("by", choice.nameOf(message));
    this.view.showAnswers(message.labels ?? [], message.text ?? null);
    this.view.showScale(message.scale, message.by);
    if (message.variables?.length > 0) {
      this.run = message.run;
      data.show(message.run);
    }
    if (!shown && !this.view.hasPicture) {
      this.#expectNothing();
      this.view.facts.hidden = false;
      this.view.showState({ title: "", text: text.noPicture });
    } else if (!this.#paused) this.#expect();
  }

  #onStatus(message: StatusMessage) {
    if (message.event === "workers") this.#workers = activeWorkers(message.workers);
    if (message.event === "open" && this.#wasLost) this.#announceMeanwhile(message);
    const isFed = this.#fed !== undefined && message.run === this.#fed;
    if (message.event === "error" && (message.sent !== null || isFed)) {
      this.parts.pace.answered(message.sent);
      this.parts.onRoom();
      if (this.#active) this.#frameFailed(message.error);
    }
    if (message.kind !== "camera") return;
    if (message.event === "started") {
      this.parts.socket.run = message.run;
      this.#show(message.run, message.processor);
    } else if (message.event === "processor") this.parts.choice.hold(message.processor);
    else if (message.event === "reset") this.#wasReset();
    else if (message.event === "ended" && message.run === this.parts.socket.run) {
      this.parts.socket.run = undefined;
    } else if (message.event === "notice") this.#notice(message);
    else if (this.#active) this.progress.onStatus(message);
  }

  /** A run has begun whose frames the server fetches itself. */
  fed(run: string, processor: string): void {
    this.#fed = run;
    this.#show(run, processor);
  }

  #show(run: string, processor: string) {
    this.parts.choice.hold(processor);
    this.run = run;
    const frame = serverUrl(
      `/api/v1/sessions/${this.parts.socket.session}/runs/${run}/frames/latest`,
    );
    this.view.setDownloads({ jpeg: `${frame}.jpg?download=1`, png: `${frame}.png?download=1` });
    this.parts.data.show(run);
  }

  #wasReset() {
    this.meter.reset();
    this.parts.data.show(this.run);
    announce(text.countReset);
  }

  /** The picture that is shown, not the one that has come since. */
  #saveJpeg() {
    const shown = this.canvas.picture;
    if (!shown) return;
    const link = this.view.tools.querySelector('[data-part="jpeg"]');
    if (!(link instanceof HTMLAnchorElement)) return;
    URL.revokeObjectURL(this.#jpegUrl);
    this.#jpegUrl = URL.createObjectURL(shown);
    link.href = this.#jpegUrl;
    link.download = "result.jpg";
  }

  #expect() {
    const { problem } = this.parts.socket;
    if (problem) {
      this.#expectNothing();
      return this.view.showState(problemState(problem));
    }
    if (this.#away) return;
    this.view.clearState();
    const quietMs = Math.max(QUIET_MS.least, this.#intervalMs * QUIET_MS.intervals);
    this.progress.start(Math.min(quietMs, QUIET_MS.max));
    clearTimeout(this.#tooSlow);
    this.#tooSlow = setTimeout(() => this.#showTooSlow(), limits().resultTimeoutMs);
  }

  #expectNothing() {
    this.progress.stop();
    clearTimeout(this.#tooSlow);
  }

  #noWorkerThere() {
    return this.parts.choice.isForWorkers() && this.#workers === 0;
  }

  #showTooSlow() {
    this.progress.stop();
    this.view.showState({
      title: noAnswerSentence(this.parts.choice.isForWorkers(), this.progress.holder),
      tone: "warn",
      actions: [this.#builtIn(true)],
    });
  }

  #builtIn(primary: boolean = false) {
    const { choice } = this.parts;
    const action = () => choice.choose(choice.builtIn);
    return { label: text.useBuiltIn, action, primary };
  }

  #frameFailed(error: ErrorJson) {
    this.#expectNothing();
    const { text: sentence, isEnglish } = errorSentence(error);
    this.view.showState({
      title: text.failed,
      text: sentence,
      textIsEnglish: isEnglish,
      tone: "bad",
    });
  }

  #notice(notice: NoticeJson) {
    const scaled = scaledIn(notice);
    if (scaled) return this.#active ? this.view.showScale(scaled.scale, scaled.worker) : undefined;
    if (isRemark(notice)) return announce(remarkText(notice));
    const { text: sentence, isEnglish } = noticeSentence(notice);
    if (!this.#active || notice.code !== "frame-too-large") return announce(sentence);
    this.#expectNothing();
    const action = this.parts.onSmaller();
    const smaller = action ? [{ label: text.smallerCamera, action, primary: true }] : [];
    this.view.showState({
      title: text.frameTooLarge,
      text: sentence,
      textIsEnglish: isEnglish,
      tone: "warn",
      actions: [...smaller, this.#builtIn()],
    });
  }

  /** Announces how many results came while the page was away; the socket brings the newest. */
  #announceMeanwhile({ run, seq }: StatusOf<"open">) {
    const { socket, data } = this.parts;
    this.#wasLost = false;
    const count = seq - this.#seenBefore;
    if (
      !this.#active || run === null || run !== this.run || count <= 0 ||
      socket.session === undefined
    ) return;
    announce(plural(text.live.meanwhile, count));
    data.show(run);
  }

  /** There is no session for this page yet; it asks again by itself. */
  #busy() {
    if (!this.#active) return;
    this.#expectNothing();
    this.view.showState({ title: text.busy, tone: "warn", busy: true });
  }

  #lost() {
    this.#away = true;
    this.#wasLost = true;
    const { socket } = this.parts;
    if (socket.run !== undefined) this.#seenBefore = socket.seen(socket.run);
    this.parts.pace.restart();
    if (!this.#active) return;
    this.#expectNothing();
    this.view.showState({ title: text.reconnecting, busy: true });
  }

  #back() {
    this.#away = false;
    this.parts.pace.restart();
    if (!this.#active || this.#paused) return;
    this.#expect();
    this.parts.onRoom();
  }
}

/** Of the frame itself, where it was made smaller; boxes without a picture of their own are in it. */
function sizeOf(scale: Scale | null) {
  return scale ? { width: scale.source_width, height: scale.source_height } : undefined;
}
