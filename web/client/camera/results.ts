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
import { announce } from "../base/announce.ts";
import { LatencyStrip, splitOf } from "../live/latency_strip.ts";
import { LiveMeter } from "../live/meter.ts";
import { ResultDownloads } from "./downloads.ts";
import { Outage } from "./outage.ts";
import { ResultWait } from "./result_wait.ts";
import { ResultCanvas } from "../result/result_canvas.ts";
import { isRemark, remarkText } from "../server/remark_text.ts";
import { ResultView } from "../result/result_view.ts";
import { scaledIn, sourceSize } from "../server/scale_text.ts";
import { errorSentence, noticeSentence } from "../server/server_text.ts";
import { StageTools } from "../result/stage_tools.ts";
import { plural, text } from "../base/text.ts";

/** What the results are shown with. */
export interface CameraResultsParts {
  socket: LiveSocket;
  choice: ProcessorChoice;
  data: DataStrip;
  pace: Pace;
  inputCopy: () => HTMLElement;
  /** What shows the input now. */
  inputShown: () => HTMLVideoElement | HTMLImageElement | undefined;
  /** Another frame may be sent. */
  onRoom: () => void;
  /** What makes the camera's picture smaller. */
  onSmaller: () => (() => void) | undefined;
}

export class CameraResults {
  parts: CameraResultsParts;
  view: ResultView<HTMLCanvasElement>;
  canvas: ResultCanvas;
  tools: StageTools;
  meter: LiveMeter;
  strip: LatencyStrip;
  #wait: ResultWait;
  /** The run of what is shown */
  run: string | undefined;
  /** The run whose frames come from elsewhere, if there is one. */
  #fed: string | undefined;
  #active = false;
  #paused = false;
  #outage = new Outage();
  #resultAt = 0;
  #intervalMs = 0;
  #downloads: ResultDownloads;

  constructor(parts: CameraResultsParts) {
    this.parts = parts;
    this.view = new ResultView("camera", HTMLCanvasElement);
    this.canvas = new ResultCanvas(this.view.picture);
    this.tools = new StageTools(this.view, parts.inputCopy);
    this.meter = new LiveMeter(this.view);
    this.strip = new LatencyStrip(this.view);
    this.#wait = new ResultWait(this.view, parts);
    this.#downloads = new ResultDownloads(this.view, this.canvas);
    const { socket } = parts;
    socket.on("result", ({ message, picture }) => this.#result(message, picture));
    socket.on("status", (detail) => this.#onStatus(detail));
    socket.on("open", () => this.#back());
    socket.on("lost", () => this.#lost());
    socket.on("busy", () => this.#busy());
    socket.on("problem", () => {
      if (this.#active && !this.#paused && socket.problem) this.#expect();
    });
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
    this.#wait.stop();
    this.meter.stop();
    this.tools.endCompare();
    this.view.clearState();
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    if (paused) {
      this.#wait.stop();
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
      if (drawn) {
        this.view.boxes.show(message.boxes, picture ? undefined : sourceSize(message.scale));
      }
      if (drawn && !this.view.hasPicture) this.view.showPicture();
    }
    socket.sendJson({ type: "credit", frames: 1 });
    if (!this.#active || this.#outage.isOn) return;
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
      this.#wait.stop();
      this.view.facts.hidden = false;
      this.view.showState({ title: "", text: text.noPicture });
    } else if (!this.#paused) this.#expect();
  }

  #onStatus(message: StatusMessage) {
    if (message.event === "open") this.#announceMeanwhile(message);
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
    else if (this.#active) this.#wait.onStatus(message);
  }

  /** A run has begun whose frames the server fetches itself. */
  fed(run: string, processor: string): void {
    this.#fed = run;
    this.#show(run, processor);
  }

  #show(run: string, processor: string) {
    this.parts.choice.hold(processor);
    this.run = run;
    this.#downloads.offer(this.parts.socket.session, run);
    this.parts.data.show(run);
  }

  #wasReset() {
    this.meter.reset();
    this.parts.data.show(this.run);
    announce(text.countReset);
  }

  #expect() {
    if (this.#outage.isOn && !this.parts.socket.problem) return;
    this.#wait.begin(this.#intervalMs);
  }

  #frameFailed(error: ErrorJson) {
    this.#wait.stop();
    this.view.showState({ title: text.failed, text: errorSentence(error), tone: "bad" });
  }

  #notice(notice: NoticeJson) {
    const scaled = scaledIn(notice);
    if (scaled) return this.#active ? this.view.showScale(scaled.scale, scaled.worker) : undefined;
    if (isRemark(notice)) return announce(remarkText(notice));
    const sentence = noticeSentence(notice);
    if (!this.#active || notice.code !== "frame-too-large") return announce(sentence);
    this.#wait.stop();
    const action = this.parts.onSmaller();
    const smaller = action ? [{ label: text.smallerCamera, action, primary: true }] : [];
    this.view.showState({
      title: text.frameTooLarge,
      text: sentence,
      tone: "warn",
      actions: [...smaller, this.#wait.builtIn()],
    });
  }

  /** Announces how many results came while the page was away; the socket brings the newest. */
  #announceMeanwhile(message: StatusOf<"open">) {
    const count = this.#outage.missed(message);
    if (!this.#active || count === 0 || message.run !== this.run) return;
    announce(plural(text.live.meanwhile, count));
    this.parts.data.show(this.run);
  }

  /** There is no session for this page yet; it asks again by itself. */
  #busy() {
    if (!this.#active) return;
    this.#wait.stop();
    this.view.showState({ title: text.busy, tone: "warn", busy: true });
  }

  #lost() {
    const { socket } = this.parts;
    this.#outage.begin(socket.run === undefined ? undefined : socket.seen(socket.run));
    this.parts.pace.restart();
    if (!this.#active) return;
    this.#wait.stop();
    this.view.showState({ title: text.reconnecting, busy: true });
  }

  #back() {
    this.#outage.end();
    this.parts.pace.restart();
    if (!this.#active || this.#paused) return;
    this.#expect();
    this.parts.onRoom();
  }
}
