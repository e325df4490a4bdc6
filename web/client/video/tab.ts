/** The Video tab: a video in, its frames live while it runs, and both videos in step at the end. */
import type {} from "../base/dom_events.ts";
import type { BrowserRun } from "./browser_run.ts";
import type { FinishedVideos, VideoRunEvents } from "./run_events.ts";
import type { Tab, TabParts } from "../tabs/lazy_tab.ts";
import type { RunState } from "./bar.ts";
import type { ResultMessage } from "../../wire/mod.ts";
import type { Failure } from "./states.ts";
import { announce } from "../base/announce.ts";
import { byId } from "../base/dom.ts";
import { Waiting } from "../live/waiting.ts";
import { StageTools } from "../result/stage_tools.ts";
import { numberText, plural, text } from "../base/text.ts";
import { AnswerError, sentenceIn } from "../server/answer_error.ts";
import { VideoBar } from "./bar.ts";
import { ServerRun } from "./server_run.ts";
import { forgetRun, rememberedRun, rememberRun } from "./remember.ts";
import { runAgain, sendVideo } from "./send.ts";
import { VideoStage } from "./stage.ts";
import { VideoStates } from "./states.ts";
import { rateText, tooLargeText } from "./times.ts";
import { withdrawUpload } from "./upload.ts";
import { VideoInput } from "./video_input.ts";
import { ProxyError } from "../server/proxy.ts";
import { serverUrl } from "../base/url.ts";

export type VideoRun = ServerRun | BrowserRun;

export function openTab(parts: TabParts): Tab {
  return new VideoTab(parts);
}

class VideoTab {
  parts: TabParts;
  waiting: Waiting;
  states: VideoStates;
  tools: StageTools;
  keys: {
    o: () => void;
    Space: () => void;
    ArrowLeft: () => false | void;
    ArrowRight: () => false | void;
    Home: () => false | void;
    End: () => false | void;
  };
  #panel = byId("tab-video", HTMLElement);
  #input = new VideoInput();
  #stage = new VideoStage(this.#input.original);
  #view = this.#stage.view;
  #player = this.#stage.player;
  #bar = new VideoBar(this.#player, {
    pause: () => this.#togglePause(),
    cancel: () => this.#cancel(),
    again: () => this.#startAgain(),
  });
  #run: VideoRun | undefined;
  #given: File | undefined;
  #name = "";
  /** Of the upload under way. */
  #sending: AbortController | undefined;
  #phaseShown = "";

  constructor(parts: TabParts) {
    this.parts = parts;
    this.waiting = new Waiting(this.#view, parts, () => this.#useBuiltIn());
    this.states = new VideoStates({
      view: this.#view,
      waiting: this.waiting,
      bar: this.#bar,
      again: () => this.#giveAgain(),
    });
    this.tools = new StageTools(this.#view, () => this.#player.copy(this.#isDone));
    this.keys = {
      o: () => this.#input.choose(),
      Space: () => this.#run && !this.#isDone ? this.#togglePause() : this.#player.toggle(),
      ArrowLeft: () => this.#isDone && this.#player.step(-1),
      ArrowRight: () => this.#isDone && this.#player.step(1),
      Home: () => this.#isDone && this.#player.show(0),
      End: () => this.#isDone && this.#player.show(this.#player.frames - 1),
    };
    this.#input.on("given", (detail) => this.#give(detail));
    parts.choice.on("change", () => this.#offer());
    parts.choice.on("gone", () => this.#useAnother());
    parts.socket.on("session-ended", () => this.#ended());
    document.addEventListener("framebox-frame", ({ detail }) => {
      if (this.#isDone) this.#player.show(detail.frame);
    });
    if (!this.#input.early()) this.#comeBack();
  }

  get run() {
    return this.#run?.run;
  }

  left() {
    if (this.#isDone) this.#player.result.pause();
  }

  get #isDone() {
    return this.#run?.phase === "done";
  }

  /** What runs or is done is not thrown away for another choice, made perhaps for a picture. */
  #offer() {
    const { choice } = this.parts;
    const { processor } = this.#run ?? {};
    const isOther = processor !== undefined && choice.chosen !== "" && choice.chosen !== processor;
    this.#bar.offer(isOther ? choice.title(choice.chosen) : undefined);
  }

  /** No worker is there for it: what waits, and what comes after it, is done by framebox itself. */
  async #useBuiltIn() {
    const { choice } = this.parts;
    const run = this.#run;
    await run?.choose(choice.builtIn);
    if (run === this.#run) choice.choose(choice.builtIn);
  }

  /** What waits for a processor that has gone is done by the one that is wanted now. */
  async #useAnother() {
    const { choice } = this.parts;
    const run = this.#run;
    const isLeftAlone = run?.processor !== undefined && !choice.has(run.processor);
    if (isLeftAlone && !this.#isDone) {
      await Promise.resolve(run.choose(choice.current)).catch(() => announce(text.noAnswer));
    }
    this.#offer();
  }

  async #startAgain() {
    const { socket, choice } = this.parts;
    const old = this.#run;
    if (!(old instanceof ServerRun)) return this.#given && this.#give(this.#given);
    const controller = this.#sending = new AbortController();
    try {
      const session = await socket.ready(controller.signal);
      const run = await runAgain(session, old.run, choice.chosen, controller.signal);
      old.leave();
      this.#run = undefined; // It is gone already.
      this.#clear();
      rememberRun({ session, run, name: this.#name });
      this.#follow(new ServerRun(socket, session, run));
      this.#input.original.src = serverUrl(`/api/v1/sessions/${session}/runs/${run}/original`);
    } catch (error) {
      if (!controller.signal.aborted) {
        announce(sentenceIn(error, text.noAnswer));
      }
    } finally {
      if (this.#sending === controller) this.#sending = undefined;
    }
  }

  take(files: File[]) {
    this.#input.take(files);
  }

  async #give(file: File) {
    this.#clear();
    this.#given = file;
    this.#name = file.name;
    this.#input.show(file);
    const maxBytes = Number(this.#panel.dataset.maxVideo);
    if (file.size > maxBytes) {
      return this.states.bad(text.failed, tooLargeText(file.size, maxBytes));
    }
    const controller = this.#sending = new AbortController();
    try {
      const session = await this.parts.socket.ready(controller.signal);
      if (this.#panel.dataset.decoder === "browser") {
        return await this.#decodeHere(session, file, controller.signal);
      }
      const { chosen } = this.parts.choice;
      const run = await sendVideo(session, file, chosen, this.#bar, controller.signal);
      rememberRun({ session, run, name: file.name });
      this.#follow(new ServerRun(this.parts.socket, session, run));
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#refused(error);
    } finally {
      if (this.#sending === controller) this.#sending = undefined;
    }
  }

  /**
   * The server has no decoder. What has one here is loaded only now: most servers do without.
   *
   * @param signal another file was given
   */
  async #decodeHere(session: string, file: File, signal: AbortSignal) {
    this.#bar.reading();
    this.#bar.remarks([text.video.keepOpen]);
    const { BrowserRun } = await import("./browser_run.ts");
    signal.throwIfAborted();
    this.#follow(new BrowserRun(session, file, this.parts.choice.chosen));
  }

  /** What this page followed before it was loaded anew. */
  async #comeBack() {
    const known = rememberedRun();
    if (!known) return;
    const session = await this.parts.socket.ready().catch(() => undefined);
    // What keeps the page from the server stands above everything else.
    if (session === undefined || this.#given) return;
    if (session !== known.session) return forgetRun();
    this.#name = known.name;
    this.#input.named(known.name);
    this.#follow(new ServerRun(this.parts.socket, session, known.run));
    const { original } = this.#input;
    original.src = serverUrl(`/api/v1/sessions/${session}/runs/${known.run}/original`);
  }

  #follow(run: VideoRun) {
    this.#run = run;
    this.#phaseShown = "";
    this.#view.empty.hidden = true;
    this.waiting.expect();
    const on = <Name extends keyof VideoRunEvents>(
      name: Name,
      listener: (detail: VideoRunEvents[Name]) => void,
    ) =>
      run.on(name, (detail) => {
        if (this.#run === run) listener(detail);
      });
    on("state", (job) => this.#state(job));
    on("status", (message) => this.waiting.onStatus(message));
    on("result", ({ message, picture }) => this.#result(message, picture));
    on("video", ({ rate }) => this.#player.expect(rate));
    on("processor", () => this.#offer());
    on("connection", (isLost) => isLost && this.#bar.away());
    on("done", (videos) => this.#done(videos));
    on("failed", (reason) => this.#failed(reason));
  }

  #state(job: RunState) {
    if (job.phase === "cancelled") return this.#cancelled();
    this.#bar.running(job);
    this.#view.setFact("failed", numberText(job.failed));
    if (job.fps !== null) this.#view.setFact("rate", rateText(job.fps));
    if (job.remarks) this.#bar.remarksOf(job);
    if (job.phase !== this.#phaseShown) {
      if (job.phase === "finishing") announce(text.video.finishing, { quiet: !this.#panel.hidden });
      if (job.phase === "running") this.waiting.expect();
      else this.waiting.stop();
    }
    this.#phaseShown = job.phase;
  }

  async #result(message: ResultMessage, picture: Blob | undefined) {
    const run = this.#run;
    if (picture && !document.hidden && !this.#panel.hidden) await this.#stage.draw(picture);
    if (run instanceof ServerRun) run.used();
    if (run !== this.#run || this.#isDone) return;
    if (run?.phase === "running") this.waiting.expect();
    const { choice, data } = this.parts;
    this.#stage.showResult(message, choice.nameOf(message), picture !== undefined);
    // What the server decodes has a remark of its run, which is there after a reload, too.
    if (!(run instanceof ServerRun)) this.#view.showScale(message.scale, message.by);
    if (message.variables?.length > 0) data.show(message.run);
  }

  #done(videos: FinishedVideos) {
    this.waiting.stop();
    const { result } = videos;
    if (result === undefined) return this.states.bad(text.video.noResultVideo, "");
    this.#stage.open({ ...videos, result }, this.#name);
    const { session } = this.parts.socket;
    const { run } = this;
    if (run !== undefined) this.parts.data.show(run);
    if (session && run !== undefined) this.#stage.openData(session, run, () => run === this.run);
    this.#bar.playing();
    if (!(this.#run instanceof ServerRun)) this.#bar.remarks([]);
    // A user that watches it has the player before their eyes.
    announce(plural(text.video.done, videos.frames), { quiet: !this.#panel.hidden });
  }

  #togglePause() {
    if (this.#run?.phase === "paused") this.#run.resume();
    else this.#run?.pause();
  }

  #cancel() {
    if (this.#sending) {
      this.#sending.abort();
      if (this.parts.socket.session) withdrawUpload(this.parts.socket.session);
      return this.#cancelled();
    }
    this.#run?.cancel();
  }

  #cancelled() {
    forgetRun();
    const old = this.#run;
    this.#run = undefined;
    old?.remove();
    this.states.cancelled();
  }

  #failed(reason: "sessionEnded" | Failure) {
    if (reason === "sessionEnded") return this.#ended();
    forgetRun();
    this.states.failed(reason, this.#name);
  }

  /** The session's files are gone: what was sent, and the video of the results. */
  #ended() {
    if (!this.#run && !this.#sending) return;
    forgetRun();
    this.#sending?.abort();
    this.#run = undefined;
    this.tools.endCompare();
    this.#stage.closeData();
    this.states.ended(this.#giveAgain() ?? (() => this.#startOver()));
  }

  /** As the tab was when it was opened. */
  #startOver() {
    this.#clear();
    this.#input.clear();
    this.parts.data.show(undefined);
  }

  #refused(error: unknown) {
    const isEnded = error instanceof AnswerError && error.status === 404;
    if (isEnded && !(error instanceof ProxyError)) return this.#ended();
    this.states.refused(error);
  }

  /** What gives the same file once more. */
  #giveAgain() {
    const file = this.#given;
    return file && (() => this.#give(file));
  }

  /** Makes room for another video. What runs is ended: its result would not be seen. */
  #clear() {
    this.#sending?.abort();
    forgetRun();
    const old = this.#run;
    this.#run = undefined;
    old?.remove();
    this.tools.endCompare();
    this.#stage.clear();
    this.#bar.hide();
    this.#bar.remarks([]);
  }
}
