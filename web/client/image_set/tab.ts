/** The image set tab: what is given goes into one run, the gallery shows what becomes of it. */
import { type Given, keyOf, sortOut } from "./intake.ts";
import type { Tab, TabParts } from "../tabs/lazy_tab.ts";
import { Entries, type Entry } from "./entries.ts";
import type { NoticeJson } from "../../wire/mod.ts";
import { announce } from "../base/announce.ts";
import { hasNoActiveWorker } from "../live/worker_activity.ts";
import { button } from "../base/dom.ts";
import type { SentenceLike } from "../base/sentence.ts";
import { isRun } from "../server/api_shapes.ts";
import { sentenceIn } from "../server/answer_error.ts";
import { limits } from "../base/limits.ts";
import { isRemark } from "../server/remark_text.ts";
import { noticeSentence } from "../server/server_text.ts";
import { bytesText, fill, limitText, numberText, plural, text } from "../base/text.ts";
import { runUrl } from "./api.ts";
import { look } from "../server/ask.ts";
import { ImageSetRun } from "./image_set_run.ts";
import type { HeldUpBy } from "./notes.ts";
import { rememberedRun, rememberRun } from "./remembered.ts";
import { ImageSetSource } from "./source.ts";
import { startRun } from "./start_run.ts";
import { ImageSetView } from "./view.ts";

export function openTab(parts: TabParts): Tab {
  const tab = new ImageSetTab(parts);
  return {
    get run() {
      return tab.run;
    },
    keys: { o: () => tab.source.choose(), Space: () => tab.togglePause() },
    take: (files, entries) => tab.source.take(files, entries),
  };
}

class ImageSetTab {
  socket: TabParts["socket"];
  choice: TabParts["choice"];
  data: TabParts["data"];
  source: ImageSetSource;
  #view: ImageSetView;
  #entries = new Entries();
  #imageSet: ImageSetRun | undefined;
  /** While it is being started */
  #starting: Promise<ImageSetRun | undefined> | undefined;
  /** The session of what is shown has ended. */
  #hasEnded = false;
  /** The server did not answer when a run was to be started. */
  #isAway = false;
  /** Given before, but not there after a reload. */
  #missing = 0;
  #remark: SentenceLike = "";

  constructor({ socket, choice, data }: TabParts) {
    this.socket = socket;
    this.choice = choice;
    this.data = data;
    this.source = new ImageSetSource();
    this.#view = new ImageSetView(choice, () => this.#show(), {
      retry: () => this.#act((imageSet) => imageSet.retry(choice.chosen || undefined)),
      pause: () => this.togglePause(),
      cancel: () => this.#act((imageSet) => imageSet.cancel()),
      over: () => this.#startOver(),
    });
    this.#listen();
    if (socket.session !== undefined) this.#restore(socket.session);
    else socket.on("open", () => this.#restore(socket.session), { once: true });
  }

  get run() {
    return this.#imageSet?.run;
  }

  togglePause() {
    const phase = this.#imageSet?.phase;
    if (phase === "running" || phase === "paused") this.#act((imageSet) => imageSet.togglePause());
  }

  #listen() {
    const { socket, choice, source } = this;
    source.on("given", (detail) => this.#take(detail));
    choice.on("change", () => {
      if (this.#isUnderWay) this.#act((imageSet) => imageSet.choose(choice.chosen));
    });
    choice.on("gone", () => {
      const isLeftAlone = !choice.has(this.#imageSet?.processor ?? "");
      if (this.#isUnderWay && isLeftAlone) {
        this.#act((imageSet) => imageSet.choose(choice.current));
      }
    });
    socket.on("status", (message) => {
      if (message.event === "workers") this.#show();
    });
    socket.on("session-ended", () => this.#ended());
  }

  get #isUnderWay() {
    const phase = this.#imageSet?.phase;
    return (phase === "running" || phase === "paused") &&
      this.#entries.settled < this.#entries.all.length;
  }

  async #take(giving: Promise<Given[]>) {
    if (this.#imageSet?.phase === "cancelled" || this.#hasEnded) this.#startOver();
    this.#remark = text.imageSet.looking;
    this.#show();
    let already = 0;
    const skipped = await sortOut(await giving, (pictures) => {
      const added = pictures.map((given) => this.#entries.add(given, keyOf(given)))
        .filter((entry) => entry !== undefined);
      already += pictures.length - added.length;
      this.#send(added);
      this.#show();
    });
    const words = [
      skipped > 0 ? plural(text.imageSet.skipped, skipped) : "",
      already > 0 ? plural(text.imageSet.already, already) : "",
    ].filter((sentence) => sentence !== "");
    this.#missing = Math.max(0, (rememberedRun()?.total ?? 0) - this.#entries.all.length);
    this.#remark = this.#entries.all.length === 0 ? text.imageSet.none : words.join(" ");
    if (this.#remark !== "") announce(this.#remark, { quiet: this.#entries.all.length > 0 });
    this.#remember();
    this.#show();
  }

  async #send(added: Entry[]) {
    const maxBytes = limits().uploadBytes;
    const fit = added.filter((entry) => {
      const size = entry.file?.size ?? 0;
      if (size <= maxBytes) return true;
      const limit = limitText(maxBytes);
      this.#entries.turn(entry, "refused", fill(text.tooLarge, { size: bytesText(size), limit }));
      return false;
    });
    if (fit.length === 0) return;
    const imageSet = this.#imageSet ?? await (this.#starting ??= this.#start());
    imageSet?.send(fit.filter(({ state }) => state === "queued"));
  }

  /** @returns none: it was started over meanwhile, or can't be */
  async #start(): Promise<ImageSetRun | undefined> {
    const entries = this.#entries;
    const isWanted = () => entries === this.#entries;
    try {
      const started = await startRun(this.socket, {
        task: () => ({ processor: this.choice.chosen || null, total: entries.all.length }),
        isWanted,
        onAway: (isAway) => {
          if (!isWanted() || isAway === this.#isAway) return;
          this.#isAway = isAway;
          this.#show();
        },
      });
      return started && this.#follow(started);
    } catch (error) {
      const again = button(text.tryAgain, () => {
        this.#view.state.hide();
        this.#send(this.#entries.all.filter(({ state }) => state === "queued"));
      }, true);
      this.#view.state.show(text.imageSet.runFailed, sentenceIn(error), again);
      return undefined;
    } finally {
      this.#starting = undefined;
    }
  }

  #follow(at: { session: string; run: string; processor: string }) {
    const imageSet = new ImageSetRun(at, this.#entries, this.socket);
    this.#imageSet = imageSet;
    const ifCurrent = (action: () => void) => () => {
      if (this.#imageSet === imageSet) action();
    };
    imageSet.on("changed", ifCurrent(() => this.#show()));
    imageSet.on("finished", ifCurrent(() => this.#finished()));
    imageSet.on("gone", ifCurrent(() => imageSet.fetchChanges()));
    imageSet.on("notice", (detail) => {
      const notice: NoticeJson = detail;
      // Items hold it themselves, also for a page that opens later.
      if (notice.code === "frame-scaled" || isRemark(notice)) return;
      this.#remark = noticeSentence(notice);
      this.#show();
    });
    this.#remember();
    this.data.show(imageSet.run);
    this.#show();
    return imageSet;
  }

  /** Comes back to the run that was shown before the page was loaded again. */
  async #restore(session: string | undefined) {
    const remembered = rememberedRun();
    if (!remembered || remembered.session !== session || this.#imageSet) return;
    const state = await look(runUrl(remembered), isRun).catch(() => undefined);
    if (state?.kind !== "images") return rememberRun(undefined);
    const imageSet = this.#follow({ ...remembered, processor: state.processor });
    await imageSet.fetchChanges();
    this.#missing = Math.max(0, remembered.total - this.#entries.all.length);
    this.#remember();
    // No page sends the rest any more, unless it is given again: what came is all.
    imageSet.resume();
    this.#show();
  }

  #remember() {
    const imageSet = this.#imageSet;
    if (!imageSet) return;
    const total = this.#entries.all.length + this.#missing;
    rememberRun({ session: imageSet.session, run: imageSet.run, total });
  }

  #finished() {
    const { failed, refused, done } = this.#entries.counts;
    this.data.show(this.run);
    if (failed + refused === 0) return announce(plural(text.imageSet.finished, done));
    announce(fill(text.imageSet.finishedFailed, { n: numberText(failed + refused) }));
  }

  #startOver() {
    this.#imageSet?.end();
    this.#imageSet = undefined;
    this.#entries = new Entries();
    this.#missing = 0;
    this.#isAway = false;
    this.#hasEnded = false;
    this.#remark = "";
    rememberRun(undefined);
    this.data.show(undefined);
    this.#view.clear();
    this.#show();
  }

  /** The session's files are gone. */
  #ended() {
    if (!this.#imageSet) return;
    const files = this.#entries.all.flatMap(({ file, name }) => file ? [{ file, path: name }] : []);
    this.#imageSet.end();
    this.#hasEnded = true;
    rememberRun(undefined);
    const again = button(text.startAgain, () => {
      this.#startOver();
      this.#take(Promise.resolve(files));
    }, true);
    this.#view.ended(again);
  }

  async #act(action: (folder: ImageSetRun) => Promise<unknown>) {
    if (!this.#imageSet) return;
    try {
      await action(this.#imageSet);
    } catch (error) {
      announce(sentenceIn(error, text.noAnswer));
    }
  }

  #show() {
    // Its pictures stay as they are; there is nothing more to be had of them.
    if (this.#hasEnded) return;
    const imageSet = this.#imageSet;
    this.#view.show({
      entries: this.#entries,
      run: imageSet,
      heldUpBy: this.#heldUpBy,
      missing: this.#missing,
      remark: this.#remark,
    });
    if (imageSet) this.data.show(imageSet.run);
  }

  get #heldUpBy(): HeldUpBy {
    if (this.#imageSet?.isOffline || this.#isAway) return "connection";
    const isForWorkers = this.#imageSet && this.choice.isForWorkers(this.#imageSet.processor);
    return isForWorkers && hasNoActiveWorker() && this.#isUnderWay ? "workers" : "none";
  }
}
