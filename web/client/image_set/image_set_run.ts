/**
 * The run of an image set as the page follows it: what was given is sent, what changes at the server
 * is fetched.
 */
import { Emitter } from "../base/emitter.ts";
import type { Entries, Entry } from "./entries.ts";
import type { LiveSocket } from "../live/socket.ts";
import type { NoticeJson, StatusMessage } from "../../wire/mod.ts";
import { isItems } from "../server/api_shapes.ts";
import { control, runUrl } from "./api.ts";
import { look } from "../server/ask.ts";
import { Uploads, type UploadsEvents } from "./uploads.ts";

/** Events of {@linkcode ImageSetRun}. */
export interface ImageSetRunEvents {
  changed: void;
  finished: void;
  /** The run takes no more. */
  gone: void;
  /** Of the server. */
  notice: NoticeJson;
}

export class ImageSetRun extends Emitter<ImageSetRunEvents> {
  session: string;
  run: string;
  processor: string;
  entries: Entries;
  socket: LiveSocket;
  url: string;
  uploads: Uploads;
  #stop = new AbortController();
  #last = 0;
  #fetching: Promise<void> | undefined;
  #again = false;
  #phase = "running";
  /** The server knows that all have come. */
  #complete = false;
  isOffline = false;
  fps: number | null = null;

  constructor(
    { session, run, processor }: { session: string; run: string; processor: string },
    entries: Entries,
    socket: LiveSocket,
  ) {
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

  get phase(): string {
    return this.#phase;
  }

  /** Sends pictures to it. */
  send(entries: readonly Entry[]): void {
    this.#complete = false;
    this.uploads.add(entries);
  }

  /** Gives out again what failed. */
  async retry(processor: string | undefined): Promise<void> {
    await control(this.url, "retry", processor ? { processor } : undefined);
    this.#follow();
  }

  /** Another one does what still waits. */
  async choose(processor: string): Promise<void> {
    this.processor = processor;
    await control(this.url, "processor", { processor });
  }

  togglePause(): Promise<void> {
    return control(this.url, this.#phase === "paused" ? "resume" : "pause");
  }

  async cancel(): Promise<void> {
    this.uploads.end();
    this.#dropUnsent();
    this.emit("changed");
    await control(this.url, "cancel");
  }

  /** Resumes a run of an earlier load of the page. */
  resume(): void {
    this.#sentAll();
  }

  /** Follows it no more. */
  end(): void {
    this.uploads.end();
    this.#stop.abort();
  }

  /**
   * Fetches what changed; called again while it does so, it looks once more afterwards.
   *
   * @returns settles when all that had changed by now is known
   */
  fetchChanges(): Promise<void> {
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
    const address = `${this.url}/items?after=${this.#last}`;
    const { items, last, more } = await look(address, isItems);
    if (this.#stop.signal.aborted) return;
    this.#last = last;
    for (const item of items) this.entries.update(item);
    this.#again ||= more;
    if (items.length > 0) this.emit("changed");
  }

  #listen() {
    const { signal } = this.#stop;
    const { socket, uploads, entries } = this;
    socket.on("open", () => {
      uploads.hurry();
      this.#follow();
      this.fetchChanges();
    }, { signal });
    socket.on("status", (message) => {
      if (message.run === this.run) this.#onStatus(message);
    }, { signal });
    const on = <Name extends keyof UploadsEvents>(
      name: Name,
      listener: (detail: UploadsEvents[Name]) => void,
    ) =>
      uploads.on(name, (detail) => {
        listener(detail);
        this.emit("changed");
      }, { signal });
    on("sending", (entry) => entries.turn(entry, "sending"));
    on("queued", (entry) => entries.turn(entry, "queued"));
    on("sent", ({ item }) => entries.update(item));
    on("refused", ({ entry, sentence }) => entries.turn(entry, "refused", sentence));
    on("offline", () => this.isOffline = true);
    on("online", () => this.isOffline = false);
    on("idle", () => this.#sentAll());
    on("gone", () => {
      this.#dropUnsent();
      this.emit("gone");
    });
  }

  /** What has not been sent is not sent any more. */
  #dropUnsent() {
    for (const entry of this.entries.all) {
      if (!entry.item && entry.state !== "refused") this.entries.turn(entry, "cancelled");
    }
  }

  /** Asks for progress on this socket; results themselves are fetched. */
  #follow() {
    this.socket.sendJson({ type: "watch", run: this.run });
    this.socket.unwatch(this.run);
  }

  #onStatus(message: StatusMessage) {
    if (message.event === "processor") this.processor = message.processor;
    if (message.event === "notice") {
      this.emit("notice", message);
    }
    if (message.event !== "progress") return;
    const isNew = message.phase !== this.#phase;
    this.#phase = message.phase;
    this.fps = message.fps;
    this.emit("changed");
    this.fetchChanges().then(() => {
      if (isNew && message.phase === "done") this.emit("finished");
    });
  }

  async #sentAll() {
    if (this.#complete) return;
    this.#complete = true;
    // If it gets lost, the next picture that is sent, or a reload, repeats it.
    await control(this.url, "finish").catch(() => this.#complete = false);
  }
}
