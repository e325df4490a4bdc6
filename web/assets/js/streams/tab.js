/**
 * The Streams tab: what stream clients send over gRPC, seen live. It can only look: nothing here changes
 * a stream.
 */
import { announce } from "../announce.js";
import { isRemark, remarkText } from "../remark_text.js";
import { byId } from "../dom.js";
import { scaledIn } from "../scale_text.js";
import { noticeSentence } from "../server_text.js";
import { toggleFullScreen } from "../stage_tools.js";
import { StreamList } from "./list.js";
import { ShownStream } from "./shown.js";
import { addStyles } from "./styles.js";

await addStyles(byId("tab-streams", HTMLElement).dataset.styles ?? "");

/**
 * @param {import("../lazy_tab.js").TabParts} parts
 * @returns {import("../lazy_tab.js").Tab}
 */
export function openTab(parts) {
  const tab = new StreamsTab(parts);
  return {
    keys: {
      ArrowUp: () => tab.list.move(-1),
      ArrowDown: () => tab.list.move(1),
      f: () => toggleFullScreen(tab.shown.view),
    },
    shown: () => tab.look(),
    left: () => tab.look(),
  };
}

class StreamsTab {
  #panel = byId("tab-streams", HTMLElement);
  /** What is looked at, ended or not. @type {import("./list.js").Stream | undefined} */
  #picked;
  #hasEnded = false;
  /** The server publishes the streams to this socket. */
  #isSubscribed = false;
  /** The stream whose results come. @type {string | undefined} */
  #watched;

  /** @param {import("../lazy_tab.js").TabParts} parts */
  constructor({ socket, choice }) {
    this.socket = socket;
    this.list = new StreamList(choice);
    this.shown = new ShownStream(choice);
    this.list.addEventListener("picked", (event) => {
      this.#pick(/** @type {CustomEvent} */ (event).detail);
    });
    socket.addEventListener("status", (event) => {
      this.#onStatus(/** @type {CustomEvent} */ (event).detail);
    });
    socket.addEventListener("stream-result", (event) => {
      const { message, picture } = /** @type {CustomEvent} */ (event).detail;
      this.#result(message, picture);
    });
    socket.addEventListener("open", () => {
      this.#isSubscribed = false;
      this.#watched = undefined;
      this.look();
    });
    socket.addEventListener("session-ended", () => this.look());
    document.addEventListener("visibilitychange", () => this.look());
    this.look();
  }

  /** Watches while the tab is visible, and only then. */
  look() {
    const isSeen = !document.hidden && !this.#panel.hidden;
    // Its streams are nothing of the session: another one will do.
    if (isSeen && this.socket.session === undefined) this.socket.ready().catch(() => {});
    if (!this.socket.isOpen || isSeen === this.#isSubscribed) return;
    this.#isSubscribed = isSeen;
    this.socket.sendJson({ type: "streams", tell: isSeen });
    if (!isSeen) this.#watch(undefined);
  }

  /** @param {import("../../../wire/mod.ts").StatusMessage} message */
  #onStatus(message) {
    if (message.event === "streams" && this.#isSubscribed) this.#there(message.streams);
    const picked = this.#picked;
    if (!picked || message.stream !== picked.stream) return;
    if (message.event === "ended") {
      const { code = "", reason, details } = message;
      this.#ended(picked, noticeSentence({ code, message: reason, details }));
    }
    if (message.event !== "notice") return;
    const scaled = scaledIn(message);
    if (scaled) this.shown.view.showScale(scaled.scale, scaled.worker);
    else if (isRemark(message)) announce(remarkText(message));
    else announce(noticeSentence(message).text);
  }

  /** @param {readonly import("./list.js").Stream[]} streams those that there are now */
  #there(streams) {
    const picked = this.#picked;
    const current = streams.find(({ stream, since }) =>
      stream === picked?.stream && since === picked.since
    );
    if (current && !this.#hasEnded) {
      this.#picked = current;
      this.shown.update(current);
      this.#watch(current.stream);
    } else {
      if (picked && !this.#hasEnded) this.#ended(picked, undefined);
      // One that comes back is a new stream of the same name.
      const next = picked
        ? streams.find(({ name, kind }) => name === picked.name && kind === picked.kind)
        : streams[0];
      if (next) this.#pick(next);
    }
    this.list.show(streams, this.#hasEnded ? undefined : this.#picked?.stream);
  }

  /** @param {import("./list.js").Stream} stream */
  #pick(stream) {
    if (!this.#hasEnded && stream.stream === this.#watched) return;
    this.#picked = stream;
    this.#hasEnded = false;
    this.shown.begin(stream);
    this.list.mark(stream.stream);
    this.#watch(stream.stream);
  }

  /**
   * @param {import("./list.js").Stream} stream
   * @param {import("../server_text.js").Sentence | undefined} why
   */
  #ended(stream, why) {
    this.#hasEnded = true;
    this.#watched = undefined;
    this.shown.ended(stream, why);
    this.list.mark(undefined);
  }

  /** @param {string | undefined} stream */
  #watch(stream) {
    if (stream === this.#watched) return;
    if (this.#watched) this.socket.sendJson({ type: "unwatch", stream: this.#watched });
    this.#watched = stream;
    if (stream !== undefined) this.socket.sendJson({ type: "watch", stream });
  }

  /**
   * @param {import("../../../wire/mod.ts").ResultMessage} message
   * @param {Blob | undefined} picture
   */
  async #result(message, picture) {
    if (message.stream === this.#watched) await this.shown.result(message, picture);
    this.socket.sendJson({ type: "credit", frames: 1 });
  }
}
