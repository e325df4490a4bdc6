/** The bar below both videos: how far the run is, and then the player. */
import type { LongRunJson } from "../../wire/mod.ts";
import type { PairPlayer } from "./player.ts";
import { byId, moveFocus } from "../base/dom.ts";
import { type SentenceLike, write } from "../base/sentence.ts";
import { scaledIn, scaleText } from "../server/scale_text.ts";
import { fill, numberText, plural, text } from "../base/text.ts";
import { leftText, placeText, rateText } from "./times.ts";

export type LongRun = LongRunJson;
/** remarks: none of a run of the browser's own */
export type RunState = Omit<LongRun, "error" | "remarks"> & { remarks?: LongRun["remarks"] };

export class VideoBar {
  player: PairPlayer;
  #bar = byId("video-bar", HTMLElement);
  #progress = byId("video-progress", HTMLElement);
  #share = byId("video-share", HTMLProgressElement);
  #words = byId("video-words", HTMLElement);
  #pause = byId("video-pause", HTMLButtonElement);
  #cancel = byId("video-cancel", HTMLButtonElement);
  #player = byId("video-player", HTMLElement);
  #play = byId("video-play", HTMLButtonElement);
  #seek = byId("video-seek", HTMLInputElement);
  #frame = byId("video-frame", HTMLOutputElement);
  #remarks = byId("video-remarks", HTMLElement);
  #again = byId("video-again", HTMLButtonElement);

  constructor(
    player: PairPlayer,
    { pause, cancel, again }: { pause: () => void; cancel: () => void; again: () => void },
  ) {
    this.player = player;
    this.#cancel.textContent = text.video.cancel;
    this.#pause.addEventListener("click", pause);
    this.#cancel.addEventListener("click", cancel);
    this.#again.addEventListener("click", again);
    this.#play.addEventListener("click", () => player.toggle());
    byId("video-back", HTMLElement).addEventListener("click", () => player.step(-1));
    byId("video-forward", HTMLElement).addEventListener("click", () => player.step(1));
    this.#seek.addEventListener("input", () => player.show(Number(this.#seek.value)));
    const speed = byId("video-speed", HTMLSelectElement);
    speed.addEventListener("change", () => player.result.playbackRate = Number(speed.value));
    player.on("frame", () => this.#showFrame());
    for (const event of ["play", "pause", "ended"]) {
      player.result.addEventListener(event, () => this.#showPlaying());
    }
  }

  hide(): void {
    this.#bar.hidden = true;
    this.#progress.hidden = true;
    this.#player.hidden = true;
    this.#remarks.hidden = true;
    this.offer(undefined);
  }

  /** @param processor with which the video may be run again: its title */
  offer(processor: string | undefined): void {
    if (processor === undefined) moveFocus(this.#again, byId("video-processor", HTMLElement));
    this.#again.hidden = processor === undefined;
    if (processor !== undefined) this.#again.textContent = fill(text.video.again, { processor });
  }

  /**
   * The file is on its way.
   *
   * @param share 0-1
   */
  sending(share: number): void {
    this.#showProgress();
    this.#pause.hidden = true;
    this.#share.value = share;
    this.#showWords(fill(text.video.sending, { percent: Math.floor(share * 100) }));
  }

  /** The server reads the file. */
  reading(): void {
    this.#showProgress();
    this.#pause.hidden = true;
    this.#share.removeAttribute("value");
    this.#showWords(text.video.reading);
  }

  /** @param job its state, as the server sends it */
  running(job: RunState): void {
    this.#showProgress();
    const seen = job.done + job.failed;
    if (job.total) this.#share.value = seen / job.total;
    else this.#share.removeAttribute("value");
    const isPaused = job.phase === "paused";
    this.#pause.hidden = job.phase !== "running" && !isPaused;
    this.#pause.textContent = isPaused ? text.video.resume : text.video.pause;
    this.#showWords(wordsOf(job, seen));
  }

  /** The connection is lost; what is done stays. */
  away(): void {
    if (!this.#progress.hidden) this.#showWords(text.video.away);
  }

  /** The run is done: now it can be played. */
  playing(): void {
    this.#progress.hidden = true;
    this.#bar.hidden = false;
    this.#player.hidden = false;
    this.#seek.max = String(Math.max(0, this.player.frames - 1));
    this.#showFrame();
    this.#showPlaying();
  }

  /** @param remarks what the user should know about the result */
  remarks(remarks: readonly SentenceLike[]): void {
    this.#remarks.hidden = remarks.length === 0;
    this.#remarks.replaceChildren(...remarks.map((remark) => {
      const item = document.createElement("li");
      write(item, remark);
      return item;
    }));
  }

  /** @param job its state, with what the server remarks on it */
  remarksOf(job: RunState): void {
    this.remarks((job.remarks ?? []).map(
      ({ code, message, details }): SentenceLike => {
        const own: SentenceLike = { text: message, lang: "en" };
        const scaled = scaledIn({ code, details });
        if (scaled) return scaleText(scaled.scale, scaled.worker);
        if (code === "ends-early") return text.video.endsEarly;
        if (code === "hdr-pale") return text.video.hdrPale;
        if (code === "result") return text.video.soundLost;
        return code === "frame-failed" ? plural(text.video.failedFrames, job.failed) : own;
      },
    ));
  }

  #showProgress() {
    this.#bar.hidden = false;
    this.#progress.hidden = false;
    this.#player.hidden = true;
  }

  #showWords(words: string) {
    if (this.#words.textContent !== words) this.#words.textContent = words;
  }

  /** Frames have the numbers that their data has: the first is 0. */
  #showFrame() {
    const { frame, frames } = this.player;
    const of = { n: numberText(frame), last: numberText(Math.max(0, frames - 1)) };
    const where = fill(text.video.frame, of);
    this.#seek.value = String(frame);
    this.#seek.setAttribute("aria-valuetext", where);
    this.#frame.textContent = `${where} · ${placeText(this.player.timeOf(frame))}`;
  }

  #showPlaying() {
    const title = this.player.isPlaying ? text.video.stop : text.video.play;
    this.#play.title = title;
    this.#play.setAttribute("aria-label", title);
    this.#play.querySelector("use")?.setAttribute(
      "href",
      this.player.isPlaying ? "#i-pause" : "#i-play",
    );
  }
}

/** @param seen frames with a result or a failure */
function wordsOf(job: RunState, seen: number) {
  if (job.phase === "finishing") return text.video.finishing;
  const done = numberText(seen);
  const words = job.total
    ? fill(text.video.counted, { done, total: numberText(job.total) })
    : fill(text.video.countedOpen, { done });
  if (job.phase === "paused") return fill(text.video.paused, { words });
  if (job.fps === null || job.remaining_ms === null) return words;
  const rate = rateText(job.fps);
  return fill(text.video.withTime, { words, rate, left: leftText(job.remaining_ms) });
}
