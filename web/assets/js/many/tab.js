/** The Many tab: what is given goes into one run, the gallery shows what becomes of it. */
import { announce } from "../announce.js";
import { askingWorkers, isAnybodyConnected, stoppedAtSentence } from "../asking.js";
import { button, byId, handFocus } from "../dom.js";
import { limits } from "../limits.js";
import { isRemark, remarkText } from "../remark_text.js";
import { scaleText } from "../scale_text.js";
import { bytesText, fill, numberText, plural, text } from "../text.js";
import { Entries } from "./entries.js";
import { look, runUrl } from "./folder_api.js";
import { FolderRun } from "./folder_run.js";
import { Gallery } from "./gallery.js";
import { keyOf, sortOut } from "./intake.js";
import { rememberedRun, rememberRun } from "./remembered.js";
import { ManySource } from "./source.js";
import { startRun } from "./start_run.js";
import { GalleryState } from "./state.js";
import { StatusLine } from "./status_line.js";
import { Viewer } from "./viewer.js";

/**
 * @param {import("../lazy_tab.js").TabParts} parts
 * @returns {import("../lazy_tab.js").Tab}
 */
export function openTab(parts) {
  const tab = new ManyTab(parts);
  return {
    get run() {
      return tab.run;
    },
    get tools() {
      return undefined;
    },
    keys: { o: () => tab.source.choose(), Space: () => tab.togglePause() },
    take: (files, transfer) => tab.source.take(files, transfer),
  };
}

class ManyTab {
  #entries = new Entries();
  /** @type {FolderRun | undefined} */
  #folder;
  /** @type {Promise<FolderRun | undefined> | undefined} while it is being started */
  #starting;
  #workers = 0;
  /** The session of what is shown has ended. */
  #hasEnded = false;
  /** The box did not answer when a run was to be started. */
  #isAway = false;
  /** Given before, but not there after a reload. */
  #missing = 0;
  #remark = "";
  #filter = byId("many-filter", HTMLSelectElement);
  #state = new GalleryState();

  /** @param {import("../lazy_tab.js").TabParts} parts */
  constructor({ socket, choice, data }) {
    this.socket = socket;
    this.choice = choice;
    this.data = data;
    this.gallery = new Gallery();
    this.viewer = new Viewer((item) =>
      choice.nameOf({ by: item.by, processor: this.#folder?.processor ?? "" })
    );
    this.source = new ManySource();
    this.status = new StatusLine({
      retry: () => this.#act((folder) => folder.retry(choice.chosen || undefined)),
      pause: () => this.togglePause(),
      cancel: () => this.#act((folder) => folder.cancel()),
      over: () => this.#startOver(),
    });
    this.#listen();
    if (socket.session !== undefined) this.#restore(socket.session);
    else socket.addEventListener("open", () => this.#restore(socket.session), { once: true });
  }

  get run() {
    return this.#folder?.run;
  }

  togglePause() {
    const phase = this.#folder?.phase;
    if (phase === "running" || phase === "paused") this.#act((folder) => folder.togglePause());
  }

  #listen() {
    const { socket, choice, source, gallery, viewer } = this;
    source.addEventListener("given", (event) => {
      this.#take(/** @type {CustomEvent} */ (event).detail);
    });
    this.#filter.addEventListener("change", () => this.#show());
    gallery.addEventListener("open", (event) => {
      const index = /** @type {CustomEvent<number>} */ (event).detail;
      viewer.open(this.#shown, index, this.#folder?.url ?? "");
    });
    viewer.addEventListener("closed", (event) => {
      gallery.focus(/** @type {CustomEvent<number>} */ (event).detail);
    });
    choice.addEventListener("change", () => {
      if (this.#isUnderWay) this.#act((folder) => folder.choose(choice.chosen));
    });
    socket.addEventListener("status", (event) => {
      const message = /** @type {CustomEvent} */ (event).detail;
      if (message.event !== "workers") return;
      this.#workers = askingWorkers(message.workers);
      this.#show();
    });
    socket.addEventListener("session-ended", () => this.#ended());
  }

  get #isUnderWay() {
    const phase = this.#folder?.phase;
    return (phase === "running" || phase === "paused") &&
      this.#entries.settled < this.#entries.all.length;
  }

  /** What the filter lets through. */
  get #shown() {
    const { all } = this.#entries;
    if (this.#filter.value !== "failed") return all;
    return all.filter(({ state }) => state === "failed" || state === "refused");
  }

  /** @param {Promise<import("./intake.js").Given[]>} giving */
  async #take(giving) {
    if (this.#folder?.phase === "cancelled" || this.#hasEnded) this.#startOver();
    this.#remark = text.many.looking;
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
      skipped > 0 ? plural(text.many.skipped, skipped) : "",
      already > 0 ? plural(text.many.already, already) : "",
    ].filter((sentence) => sentence !== "");
    this.#missing = Math.max(0, (rememberedRun()?.total ?? 0) - this.#entries.all.length);
    this.#remark = this.#entries.all.length === 0 ? text.many.none : words.join(" ");
    if (this.#remark !== "") announce(this.#remark, { quiet: this.#entries.all.length > 0 });
    this.#remember();
    this.#show();
  }

  /** @param {import("./entries.js").Entry[]} added */
  async #send(added) {
    const most = limits().uploadBytes;
    const fit = added.filter((entry) => {
      const size = entry.file?.size ?? 0;
      if (size <= most) return true;
      const limit = `${numberText(Math.floor(most / 2 ** 20))} MB`;
      this.#entries.turn(entry, "refused", fill(text.tooLarge, { size: bytesText(size), limit }));
      return false;
    });
    if (fit.length === 0) return;
    const folder = this.#folder ?? await (this.#starting ??= this.#start());
    folder?.send(fit.filter(({ state }) => state === "queued"));
  }

  /** @returns {Promise<FolderRun | undefined>} none: it was started over meanwhile, or can't be */
  async #start() {
    const entries = this.#entries;
    const isWanted = () => entries === this.#entries;
    try {
      const started = await startRun(this.socket, {
        task: () => ({ processor: this.choice.chosen || null, total: entries.all.length }),
        isWanted,
        told: (isAway) => {
          if (!isWanted() || isAway === this.#isAway) return;
          this.#isAway = isAway;
          this.#show();
        },
      });
      return started && this.#follow(started);
    } catch (error) {
      const again = button(text.tryAgain, () => {
        this.#state.hide();
        this.#send(this.#entries.all.filter(({ state }) => state === "queued"));
      }, true);
      this.#state.show(text.many.runFailed, error instanceof Error ? error.message : "", again);
      return undefined;
    } finally {
      this.#starting = undefined;
    }
  }

  /** @param {{session: string, run: string, processor: string}} at */
  #follow(at) {
    const folder = new FolderRun(at, this.#entries, this.socket);
    this.#folder = folder;
    const ifCurrent = (/** @type {() => void} */ action) => () => {
      if (this.#folder === folder) action();
    };
    folder.addEventListener("changed", ifCurrent(() => this.#show()));
    folder.addEventListener("finished", ifCurrent(() => this.#finished()));
    folder.addEventListener("gone", ifCurrent(() => folder.fetchChanges()));
    folder.addEventListener("notice", (event) => {
      const { code, message } = /** @type {CustomEvent} */ (event).detail;
      // Items say it themselves, also to a page that comes later.
      if (code === "frame-scaled" || isRemark({ code })) return;
      this.#remark = message;
      this.#show();
    });
    this.#remember();
    this.data.show(folder.run);
    this.#show();
    return folder;
  }

  /**
   * Comes back to the run that was shown before the page was loaded again.
   * @param {string | undefined} session
   */
  async #restore(session) {
    const remembered = rememberedRun();
    if (!remembered || remembered.session !== session || this.#folder) return;
    const state = await look(runUrl(remembered)).catch(() => undefined);
    if (state?.kind !== "images") return rememberRun(undefined);
    const folder = this.#follow({ ...remembered, processor: state.processor });
    await folder.fetchChanges();
    this.#missing = Math.max(0, remembered.total - this.#entries.all.length);
    this.#remember();
    // Nobody sends the rest any more, unless it is given again: what came is all.
    folder.resume();
    this.#show();
  }

  #remember() {
    const folder = this.#folder;
    if (!folder) return;
    const total = this.#entries.all.length + this.#missing;
    rememberRun({ session: folder.session, run: folder.run, total });
  }

  #finished() {
    const { failed, refused, done } = this.#entries.counts;
    this.data.show(this.run);
    if (failed + refused === 0) return announce(plural(text.many.finished, done));
    announce(fill(text.many.finishedFailed, { n: numberText(failed + refused) }));
  }

  #startOver() {
    this.#folder?.end();
    this.#folder = undefined;
    this.#entries = new Entries();
    this.#missing = 0;
    this.#isAway = false;
    this.#hasEnded = false;
    this.#remark = "";
    this.#filter.value = "all";
    rememberRun(undefined);
    this.#state.hide();
    this.data.show(undefined);
    const choose = document.querySelector("#many-empty [data-many-choose]");
    const line = byId("many-status", HTMLElement);
    byId("many-empty", HTMLElement).hidden = false;
    if (choose instanceof HTMLElement) handFocus(line, choose);
    this.#show();
  }

  /** The session's files are gone. */
  #ended() {
    if (!this.#folder) return;
    const files = this.#entries.all.map(({ file, name }) => ({ file, path: name }));
    this.#folder.end();
    this.#hasEnded = true;
    this.viewer.close();
    this.status.hide();
    rememberRun(undefined);
    const again = button(text.startAgain, () => {
      this.#startOver();
      const given = files.filter(({ file }) => file !== undefined);
      this.#take(Promise.resolve(/** @type {import("./intake.js").Given[]} */ (given)));
    }, true);
    this.#state.show(text.ended, "", again);
  }

  /** @param {(folder: FolderRun) => Promise<unknown>} action */
  async #act(action) {
    if (!this.#folder) return;
    try {
      await action(this.#folder);
    } catch (error) {
      const { message = "" } = error instanceof Error ? error : {};
      announce(message || text.noAnswer);
    }
  }

  #show() {
    // Its pictures stay as they are; there is nothing more to be had of them.
    if (this.#hasEnded) return;
    const folder = this.#folder;
    const count = this.#entries.all.length;
    byId("many-empty", HTMLElement).hidden = count > 0;
    byId("many-tools", HTMLElement).hidden = count === 0;
    this.gallery.show(this.#shown, folder?.url ?? "");
    this.viewer.update();
    this.status.show({
      entries: this.#entries,
      phase: folder?.phase ?? "running",
      fps: folder?.fps ?? null,
      zip: folder ? `${folder.url}/results.zip` : "",
    });
    this.#note();
    if (folder) this.data.show(folder.run);
  }

  /** What a person should know now, the most urgent first. */
  #note() {
    const folder = this.#folder;
    const waits = folder?.processor === "workers" && this.#workers === 0 && this.#isUnderWay;
    const missing = this.#missing > 0 ? plural(text.many.missing, this.#missing) : "";
    const { scaled, remarked } = this.#entries;
    const smaller = [
      remarked ? `${remarked.name}: ${remarked.remarks.map(remarkText).join(" ")}` : "",
      scaled ? scaleText(scaled.scale, scaled.by) : "",
    ].filter((part) => part !== "").join(" ");
    const none = this.#filter.value === "failed" && this.#shown.length === 0
      ? text.many.noPictures
      : "";
    if (folder?.isOffline || this.#isAway) {
      return this.status.note([text.many.offline, missing, this.#remark, smaller]);
    }
    if (!waits) return this.status.note([none, missing, this.#remark, smaller]);
    const use = button(text.useBuiltIn, () => this.choice.choose(this.choice.builtIn));
    use.classList.add("small");
    const nobody = isAnybodyConnected() ? `${text.asking.nobody}.` : text.many.noWorker;
    const who = `${nobody} ${stoppedAtSentence()}`.trim();
    this.status.note([who, missing, this.#remark, smaller], use);
  }
}
