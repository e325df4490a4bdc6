/**
 * The Streams tab: what stream clients send over gRPC, seen live. It can only look: nothing here changes
 * a stream.
 */
import type { Tab, TabParts } from "../tabs/lazy_tab.ts";
import { type Stream, StreamList } from "./list.ts";
import type { ResultMessage, StatusMessage } from "../../wire/mod.ts";
import type { Sentence } from "../base/sentence.ts";
import { announce } from "../base/announce.ts";
import { isRemark, remarkText } from "../server/remark_text.ts";
import { byId } from "../base/dom.ts";
import { scaledIn } from "../server/scale_text.ts";
import { noticeSentence } from "../server/server_text.ts";
import { toggleFullScreen } from "../result/stage_tools.ts";
import { ShownStream } from "./shown.ts";

export function openTab(parts: TabParts): Tab {
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
  socket: TabParts["socket"];
  list: StreamList;
  shown: ShownStream;
  #panel = byId("tab-streams", HTMLElement);
  /** What is looked at, ended or not. */
  #picked: Stream | undefined;
  #hasEnded = false;
  /** The server publishes the streams to this socket. */
  #isSubscribed = false;
  /** The stream whose results come. */
  #watched: string | undefined;

  constructor({ socket, choice }: TabParts) {
    this.socket = socket;
    this.list = new StreamList(choice);
    this.shown = new ShownStream(choice);
    this.list.on("picked", (detail) => this.#pick(detail));
    socket.on("status", (detail) => this.#onStatus(detail));
    socket.on("stream-result", ({ message, picture }) => this.#result(message, picture));
    socket.on("open", () => {
      this.#isSubscribed = false;
      this.#watched = undefined;
      this.look();
    });
    socket.on("session-ended", () => this.look());
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

  #onStatus(message: StatusMessage) {
    if (message.event === "streams" && this.#isSubscribed) this.#there(message.streams);
    const picked = this.#picked;
    if (!picked || message.stream !== picked.stream) return;
    if (message.event === "ended") {
      const { code, reason, details } = message;
      this.#ended(picked, noticeSentence({ code, message: reason, details }));
    }
    if (message.event !== "notice") return;
    const scaled = scaledIn(message);
    if (scaled) this.shown.view.showScale(scaled.scale, scaled.worker);
    else if (isRemark(message)) announce(remarkText(message));
    else announce(noticeSentence(message));
  }

  /** @param streams those that there are now */
  #there(streams: readonly Stream[]) {
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

  #pick(stream: Stream) {
    if (!this.#hasEnded && stream.stream === this.#watched) return;
    this.#picked = stream;
    this.#hasEnded = false;
    this.shown.begin(stream);
    this.list.mark(stream.stream);
    this.#watch(stream.stream);
  }

  #ended(stream: Stream, why: Sentence | undefined) {
    this.#hasEnded = true;
    this.#watched = undefined;
    this.shown.ended(stream, why);
    this.list.mark(undefined);
  }

  #watch(stream: string | undefined) {
    if (stream === this.#watched) return;
    if (this.#watched) this.socket.sendJson({ type: "unwatch", stream: this.#watched });
    this.#watched = stream;
    if (stream !== undefined) this.socket.sendJson({ type: "watch", stream });
  }

  async #result(message: ResultMessage, picture: Blob | undefined) {
    if (message.stream === this.#watched) await this.shown.result(message, picture);
    this.socket.sendJson({ type: "credit", frames: 1 });
  }
}
