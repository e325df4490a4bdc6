/** The Video tab: a video in, its frames live while it runs, and both videos in step at the end. */
import type {} from "../base/dom_events.ts";
import type { Tab, TabParts } from "../tabs/lazy_tab.ts";
import { FollowedRun } from "./followed_run.ts";
import { type Failure, VideoStates } from "./states.ts";
import { announce } from "../base/announce.ts";
import { byId } from "../base/dom.ts";
import { StageTools } from "../result/stage_tools.ts";
import { text } from "../base/text.ts";
import { AnswerError, sentenceIn } from "../server/answer_error.ts";
import { VideoBar } from "./bar.ts";
import { ServerRun } from "./server_run.ts";
import { forgetRun, rememberedRun, rememberRun } from "./remember.ts";
import { runAgain, sendVideo } from "./send.ts";
import { VideoStage } from "./stage.ts";
import { tooLargeText } from "./times.ts";
import { withdrawUpload } from "./upload.ts";
import { VideoInput } from "./video_input.ts";
import { ProxyError } from "../server/proxy.ts";
import { serverUrl } from "../base/url.ts";

export function openTab(parts: TabParts): Tab {
  return new VideoTab(parts);
}

class VideoTab {
  parts: TabParts;
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
    pause: () => this.#followed.togglePause(),
    cancel: () => this.#cancel(),
    again: () => this.#startAgain(),
  });
  #followed: FollowedRun;
  #given: File | undefined;
  #name = "";
  /** Of the upload under way. */
  #sending: AbortController | undefined;

  constructor(parts: TabParts) {
    this.parts = parts;
    const followed = new FollowedRun(parts, {
      panel: this.#panel,
      stage: this.#stage,
      bar: this.#bar,
    });
    this.#followed = followed;
    followed.on("cancelled", () => this.#cancelled());
    followed.on("failed", (reason) => this.#failed(reason));
    followed.on("no-video", () => this.states.bad(text.video.noResultVideo, ""));
    this.states = new VideoStates({
      view: this.#view,
      waiting: followed.waiting,
      bar: this.#bar,
      again: () => this.#giveAgain(),
    });
    this.tools = new StageTools(this.#view, () => this.#player.copy(followed.isDone));
    this.keys = {
      o: () => this.#input.choose(),
      Space: () =>
        followed.current && !followed.isDone ? followed.togglePause() : this.#player.toggle(),
      ArrowLeft: () => followed.isDone && this.#player.step(-1),
      ArrowRight: () => followed.isDone && this.#player.step(1),
      Home: () => followed.isDone && this.#player.show(0),
      End: () => followed.isDone && this.#player.show(this.#player.frames - 1),
    };
    this.#input.on("given", (detail) => this.#give(detail));
    parts.socket.on("session-ended", () => this.#ended());
    document.addEventListener("framebox-frame", ({ detail }) => {
      if (followed.isDone) this.#player.show(detail.frame);
    });
    if (!this.#input.early()) this.#comeBack();
  }

  get run() {
    return this.#followed.current?.run;
  }

  left() {
    if (this.#followed.isDone) this.#player.result.pause();
  }

  async #startAgain() {
    const { socket, choice } = this.parts;
    const old = this.#followed.current;
    if (!(old instanceof ServerRun)) return this.#given && this.#give(this.#given);
    const controller = this.#sending = new AbortController();
    try {
      const session = await socket.ready(controller.signal);
      const run = await runAgain(session, old.run, choice.chosen, controller.signal);
      old.leave();
      this.#followed.current = undefined; // It is gone already.
      this.#clear();
      rememberRun({ session, run, name: this.#name });
      this.#followed.follow(new ServerRun(socket, session, run), this.#name);
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
      this.#followed.follow(new ServerRun(this.parts.socket, session, run), this.#name);
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
    this.#followed.follow(new BrowserRun(session, file, this.parts.choice.chosen), this.#name);
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
    this.#followed.follow(new ServerRun(this.parts.socket, session, known.run), known.name);
    const { original } = this.#input;
    original.src = serverUrl(`/api/v1/sessions/${session}/runs/${known.run}/original`);
  }

  #cancel() {
    if (this.#sending) {
      this.#sending.abort();
      if (this.parts.socket.session) withdrawUpload(this.parts.socket.session);
      return this.#cancelled();
    }
    this.#followed.current?.cancel();
  }

  #cancelled() {
    forgetRun();
    this.#followed.drop();
    this.states.cancelled();
  }

  #failed(reason: "sessionEnded" | Failure) {
    if (reason === "sessionEnded") return this.#ended();
    forgetRun();
    this.states.failed(reason, this.#name);
  }

  /** The session's files are gone: what was sent, and the video of the results. */
  #ended() {
    if (!this.#followed.current && !this.#sending) return;
    forgetRun();
    this.#sending?.abort();
    this.#followed.current = undefined;
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
    this.#followed.drop();
    this.tools.endCompare();
    this.#stage.clear();
    this.#bar.hide();
    this.#bar.remarks([]);
  }
}
