/**
 * What happens to a frame that takes longer than a blink, in words: its place in the line, who
 * works on it and for how long. Made from the status messages of its run.
 */
import type { StatusMessage } from "../../wire/mod.ts";
import { noWorkerState } from "./worker_activity.ts";
import { noticeSentence } from "../server/server_text.ts";
import { fill, text } from "../base/text.ts";

/** Shorter waits show nothing, so that a fast result doesn't flicker. */
const BLINK_MS = 250;
const TICK_MS = 1000;

export class Progress {
  show: (state: { title: string; text: string }) => void;
  noWorkerThere: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #words: { title: string; isUpload: boolean; counts: boolean } = {
    title: text.working,
    isUpload: false,
    counts: true,
  };
  /** The frame has a status of the server, which replaces that of the upload. */
  #hasStatus = false;
  #shownOnce = false;
  #stage: string | undefined;
  /** Who has the frame, since when */
  holder: { name: string; since: number } | undefined;

  /** @param noWorkerThere workers are wanted and none is there */
  constructor(
    show: (state: { title: string; text: string }) => void,
    noWorkerThere: () => boolean,
  ) {
    this.show = show;
    this.noWorkerThere = noWorkerThere;
  }

  /** @param delayMs before the first word */
  start(delayMs: number = BLINK_MS): void {
    this.stop();
    this.#since = performance.now();
    this.#words = { title: text.working, isUpload: false, counts: true };
    this.#hasStatus = false;
    this.#shownOnce = false;
    this.#stage = undefined;
    this.holder = undefined;
    this.#timer = setTimeout(() => this.#tick(), delayMs);
  }

  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** @param share of the bytes, 0–1 */
  sent(share: number): void {
    if (this.#hasStatus) return;
    const title = fill(text.sending, { percent: Math.round(share * 100) });
    if (share >= 1) this.#setWords({ title: text.working, isUpload: false, counts: true });
    else this.#setWords({ title, isUpload: true, counts: false });
  }

  /** @param message a status message of the frame's run */
  onStatus(message: StatusMessage): void {
    if (this.#timer === undefined) return;
    this.#hasStatus = true;
    if (message.event === "leased") {
      this.#since = performance.now();
      this.holder = { name: message.by, since: Date.now() };
      const title = fill(text.workedOnBy, { name: message.by });
      this.#setWords({ title, isUpload: false, counts: true });
    } else if (message.event === "waiting") {
      this.#setWords({ title: placeInLine(message), isUpload: false, counts: false });
    } else if (message.event === "stage") {
      this.#onStage(message);
    } else if (message.event === "redelivered") {
      this.holder = undefined;
      const { code, details, reason } = message;
      const sentence = noticeSentence({ code, details, message: reason });
      const title = fill(text.again, { reason: sentence.text });
      this.#setWords({ title, isUpload: false, counts: false });
    }
  }

  #onStage({ stage, part }: Extract<StatusMessage, { event: "stage" }>): void {
    if (stage !== this.#stage) this.#since = performance.now();
    this.#stage = stage;
    const percent = part === null ? undefined : Math.round(part * 100);
    const title = stage === "uploading" && percent !== undefined
      ? fill(text.uploading, { percent })
      : text.stages[stage];
    this.#setWords({ title, isUpload: false, counts: stage !== "uploading" });
  }

  /** @param words counts: its seconds are shown */
  #setWords(words: { title: string; isUpload: boolean; counts: boolean }) {
    this.#words = words;
    if (this.#shownOnce) this.#showNow();
  }

  #tick() {
    this.#shownOnce = true;
    this.#showNow();
    this.#timer = setTimeout(() => this.#tick(), TICK_MS);
  }

  #showNow() {
    if (this.#timer === undefined) return;
    const { title, isUpload, counts } = this.#words;
    // This replaces whatever status came before the worker left.
    if (!isUpload && this.noWorkerThere()) {
      return this.show(noWorkerState());
    }
    const seconds = Math.floor((performance.now() - this.#since) / 1000);
    this.show({ title, text: counts && seconds > 0 ? fill(text.forSeconds, { n: seconds }) : "" });
  }
}

function placeInLine({ ahead, eta_ms }: { ahead: number; eta_ms: number | null }) {
  const position = text.inLine[ahead] ?? fill(text.inLineMore, { n: ahead });
  if (typeof eta_ms !== "number" || eta_ms < 1000) return position;
  return fill(text.about, { position, n: Math.round(eta_ms / 1000) });
}
