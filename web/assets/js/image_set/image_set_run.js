/**
 * The run of an image set as the page follows it: what was given is sent, what changes at the server
 * is fetched.
 *
 * Events: `changed`, `finished`, `gone` (the run takes no more), `lost` (the server knows it no more).
 */
import { control, look, runUrl } from "./api.js";
import { Uploads } from "./uploads.js";

export class ImageSetRun extends EventTarget {
  #stop = new AbortController();
  #last = 0;
  /** @type {Promise<void> | undefined} */
  #fetching;
  #again = false;
  #phase = "running";
  /** The server knows that all have come. */
  #complete = false;
  isOffline = false;
  /** @type {number | null} */
  fps = null;

  /**
   * @param {{session: string, run: string, processor: string}} at
   * @param {import("./entries.js").Entries} entries
   * @param {import("../live_socket.js").LiveSocket} socket
   */
  constructor({ session, run, processor }, entries, socket) {
    super();
    this.session = session;
    this.run = run;
    this.processor = processor;
    this.entries = entries;
    this.socket = socket;
    this.url = runUrl({ session, run });
    this.uploads = new Uploads(this.url);
    this.#listen();
    // A socket that opened after the run began, and before its answer came, has no status of it.
    this.#follow();
  }

  get phase() {
    return this.#phase;
  }

  /**
   * Sends pictures to it.
   * @param {readonly import("./entries.js").Entry[]} entries
   */
  send(entries) {
    this.#complete = false;
    this.uploads.add(entries);
  }

  /** Gives out again what failed. @param {string | undefined} processor */
  async retry(processor) {
    await control(this.url, "retry", processor ? { processor } : undefined);
    this.#follow();
  }

  /** Another one does what still waits. @param {string} processor */
  async choose(processor) {
    this.processor = processor;
    await control(this.url, "processor", { processor });
  }

  togglePause() {
    return control(this.url, this.#phase === "paused" ? "resume" : "pause");
  }

  async cancel() {
    this.uploads.end();
    this.#dropUnsent();
    this.dispatchEvent(new Event("changed"));
    await control(this.url, "cancel");
  }

  /** Resumes a run of an earlier load of the page. */
  resume() {
    this.#sentAll();
  }

  /** Follows it no more. */
  end() {
    this.uploads.end();
    this.#stop.abort();
  }

  /**
   * Fetches what changed; called again while it does so, it looks once more afterwards.
   * @returns {Promise<void>} settles when all that had changed by now is known
   */
  fetchChanges() {
    if (this.#fetching) this.#again = true;
    else this.#fetching = this.#fetchAll().finally(() => this.#fetching = undefined);
    return this.#fetching;
  }

  async #fetchAll() {
    do {
      this.#again = false;
      // What fails is asked for by the next progress, or by the connection when it is back.
      await this.#fetchSome().catch(() => {});
    } while (this.#again && !this.#stop.signal.aborted);
  }

  async #fetchSome() {
    /** @type {import("../../../wire/mod.ts").ItemsJson} */
    const { items, last, more } = await look(`${this.url}/items?after=${this.#last}`);
    if (this.#stop.signal.aborted) return;
    this.#last = last;
    for (const item of items) this.entries.update(item);
    this.#again ||= more;
    if (items.length > 0) this.dispatchEvent(new Event("changed"));
  }

  #listen() {
    const { signal } = this.#stop;
    const { socket, uploads, entries } = this;
    socket.addEventListener("open", () => {
      uploads.hurry();
      this.#follow();
      this.fetchChanges();
    }, { signal });
    socket.addEventListener("status", (event) => {
      const message = /** @type {CustomEvent} */ (event).detail;
      if (message.run === this.run) this.#onStatus(message);
    }, { signal });
    /** @type {Record<string, (detail: any) => void>} */
    const listeners = {
      sending: (entry) => entries.turn(entry, "sending"),
      queued: (entry) => entries.turn(entry, "queued"),
      sent: ({ item }) => entries.update(item),
      refused: ({ entry, message, isEnglish }) =>
        entries.turn(entry, "refused", message, isEnglish),
      offline: () => this.isOffline = true,
      online: () => this.isOffline = false,
      idle: () => this.#sentAll(),
      gone: () => {
        this.#dropUnsent();
        this.dispatchEvent(new Event("gone"));
      },
    };
    for (const [name, listener] of Object.entries(listeners)) {
      uploads.addEventListener(name, (event) => {
        listener(/** @type {CustomEvent} */ (event).detail);
        this.dispatchEvent(new Event("changed"));
      }, { signal });
    }
  }

  /** What has not been sent is not sent any more. */
  #dropUnsent() {
    for (const entry of this.entries.all) {
      if (!entry.item && entry.state !== "refused") this.entries.turn(entry, "cancelled");
    }
  }

  /** Asks for progress on this socket; results themselves are fetched. */
  #follow() {
    this.socket.watched.add(this.run);
    this.socket.sendJson({ type: "watch", run: this.run });
    this.socket.sendJson({ type: "unwatch", run: this.run });
  }

  /** @param {import("../../../wire/mod.ts").StatusMessage} message */
  #onStatus(message) {
    if (message.event === "processor") this.processor = message.processor;
    if (message.event === "notice") {
      this.dispatchEvent(new CustomEvent("notice", { detail: message }));
    }
    if (message.event !== "progress") return;
    const isNew = message.phase !== this.#phase;
    this.#phase = message.phase;
    this.fps = message.fps;
    this.dispatchEvent(new Event("changed"));
    this.fetchChanges().then(() => {
      if (isNew && message.phase === "done") this.dispatchEvent(new Event("finished"));
    });
  }

  async #sentAll() {
    if (this.#complete) return;
    this.#complete = true;
    // If it gets lost, the next picture that is sent, or a reload, repeats it.
    await control(this.url, "finish").catch(() => this.#complete = false);
  }
}
