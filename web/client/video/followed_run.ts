/** The run that the Video tab follows: its state, its results and its videos as they are shown, and who does it. */
import type { ResultMessage } from "../../wire/mod.ts";
import { announce } from "../base/announce.ts";
import { Emitter } from "../base/emitter.ts";
import { numberText, plural, text } from "../base/text.ts";
import { Waiting } from "../live/waiting.ts";
import type { TabParts } from "../tabs/lazy_tab.ts";
import type { RunState, VideoBar } from "./bar.ts";
import type { BrowserRun } from "./browser_run.ts";
import type { FinishedVideos, VideoRunEvents } from "./run_events.ts";
import { ServerRun } from "./server_run.ts";
import type { VideoStage } from "./stage.ts";
import { rateText } from "./times.ts";

export type VideoRun = ServerRun | BrowserRun;

/** Events of {@linkcode FollowedRun}. */
export interface FollowedRunEvents {
  cancelled: void;
  failed: VideoRunEvents["failed"];
  /** None of its results had a picture. */
  "no-video": void;
}

export class FollowedRun extends Emitter<FollowedRunEvents> {
  waiting: Waiting;
  current: VideoRun | undefined;
  #parts: TabParts;
  #panel: HTMLElement;
  #stage: VideoStage;
  #bar: VideoBar;
  /** Of the file that it is of. */
  #name = "";
  #phaseShown = "";

  /** @param shown where it is shown */
  constructor(
    parts: TabParts,
    { panel, stage, bar }: { panel: HTMLElement; stage: VideoStage; bar: VideoBar },
  ) {
    super();
    this.#parts = parts;
    this.#panel = panel;
    this.#stage = stage;
    this.#bar = bar;
    this.waiting = new Waiting(stage.view, parts, () => this.#useBuiltIn());
    parts.choice.on("change", () => this.#offer());
    parts.choice.on("gone", () => this.#useAnother());
  }

  get isDone(): boolean {
    return this.current?.phase === "done";
  }

  /**
   * Follows it from now on.
   *
   * @param name of the file that it is of
   */
  follow(run: VideoRun, name: string): void {
    this.current = run;
    this.#name = name;
    this.#phaseShown = "";
    this.#stage.view.empty.hidden = true;
    this.waiting.expect();
    const on = <Name extends keyof VideoRunEvents>(
      name: Name,
      listener: (detail: VideoRunEvents[Name]) => void,
    ) =>
      run.on(name, (detail) => {
        if (this.current === run) listener(detail);
      });
    on("state", (job) => this.#state(job));
    on("status", (message) => this.waiting.onStatus(message));
    on("result", ({ message, picture }) => this.#result(message, picture));
    on("video", ({ rate }) => this.#stage.player.expect(rate));
    on("processor", () => this.#offer());
    on("connection", (isLost) => isLost && this.#bar.away());
    on("done", (videos) => this.#done(videos));
    on("failed", (reason) => this.emit("failed", reason));
  }

  /** Follows it no more; it is removed, with its files. */
  drop(): void {
    const old = this.current;
    this.current = undefined;
    old?.remove();
  }

  togglePause(): void {
    if (this.current?.phase === "paused") this.current.resume();
    else this.current?.pause();
  }

  #state(job: RunState) {
    if (job.phase === "cancelled") return this.emit("cancelled");
    this.#bar.running(job);
    this.#stage.view.setFact("failed", numberText(job.failed));
    if (job.fps !== null) this.#stage.view.setFact("rate", rateText(job.fps));
    if (job.remarks) this.#bar.remarksOf(job);
    if (job.phase !== this.#phaseShown) {
      if (job.phase === "finishing") announce(text.video.finishing, { quiet: !this.#panel.hidden });
      if (job.phase === "running") this.waiting.expect();
      else this.waiting.stop();
    }
    this.#phaseShown = job.phase;
  }

  async #result(message: ResultMessage, picture: Blob | undefined) {
    const run = this.current;
    if (picture && !document.hidden && !this.#panel.hidden) await this.#stage.draw(picture);
    if (run instanceof ServerRun) run.used();
    if (run !== this.current || this.isDone) return;
    if (run?.phase === "running") this.waiting.expect();
    const { choice, data } = this.#parts;
    this.#stage.showResult(message, choice.nameOf(message), picture !== undefined);
    // What the server decodes has a remark of its run, which is there after a reload, too.
    if (!(run instanceof ServerRun)) this.#stage.view.showScale(message.scale, message.by);
    if (message.variables?.length > 0) data.show(message.run);
  }

  #done(videos: FinishedVideos) {
    this.waiting.stop();
    const { result } = videos;
    if (result === undefined) return this.emit("no-video");
    this.#stage.open({ ...videos, result }, this.#name);
    const { session } = this.#parts.socket;
    const run = this.current?.run;
    if (run !== undefined) this.#parts.data.show(run);
    if (session && run !== undefined) {
      this.#stage.openData(session, run, () => run === this.current?.run);
    }
    this.#bar.playing();
    if (!(this.current instanceof ServerRun)) this.#bar.remarks([]);
    // A user that watches it has the player before their eyes.
    announce(plural(text.video.done, videos.frames), { quiet: !this.#panel.hidden });
  }

  /** What runs or is done is not thrown away for another choice, made perhaps for a picture. */
  #offer() {
    const { choice } = this.#parts;
    const { processor } = this.current ?? {};
    const isOther = processor !== undefined && choice.chosen !== "" && choice.chosen !== processor;
    this.#bar.offer(isOther ? choice.title(choice.chosen) : undefined);
  }

  /** No worker is there for it: what waits, and what comes after it, is done by framebox itself. */
  async #useBuiltIn() {
    const { choice } = this.#parts;
    const run = this.current;
    await run?.choose(choice.builtIn);
    if (run === this.current) choice.choose(choice.builtIn);
  }

  /** What waits for a processor that has gone is done by the one that is wanted now. */
  async #useAnother() {
    const { choice } = this.#parts;
    const run = this.current;
    const isLeftAlone = run?.processor !== undefined && !choice.has(run.processor);
    if (isLeftAlone && !this.isDone) {
      await Promise.resolve(run.choose(choice.current)).catch(() => announce(text.noAnswer));
    }
    this.#offer();
  }
}
