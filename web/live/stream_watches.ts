/**
 * The ingest streams that one socket lists, and those whose results it watches.
 *
 * @module
 */
import { pictureIn } from "../../media/image/mod.ts";
import { because, FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { IngestStream } from "../../sources/mod.ts";
import { streamJson, streamsOf } from "../api/stream_json.ts";
import type { WebParts } from "../web_parts.ts";
import type { Outlet } from "./live_run.ts";
import { type Answered, resultMessage } from "./result_message.ts";

/** A result that had to wait for its turn longer than this is replaced by a newer one. */
const STALE_MS = 150;

/** Streams that one socket may look at at once. */
const MAX_WATCHED = 16;

/** What it uses. */
export type StreamWatchDeps = Pick<WebParts, "encoder" | "log" | "streams" | "streamViews">;

/** See the module. */
export class StreamWatches {
  readonly #deps: StreamWatchDeps;
  readonly #outlet: Outlet;
  readonly #watched = new Map<IngestStream, AbortController>();
  #stopPublishing: (() => void) | undefined;
  #stopped = false;

  /** @param outlet the socket; its caller has what message_access.ts asks for */
  constructor(deps: StreamWatchDeps, outlet: Outlet) {
    this.#deps = deps;
    this.#outlet = outlet;
  }

  /**
   * Publishes which streams there are, now and whenever they or their figures change; or stops.
   *
   * @throws {FrameboxError} `NOT_FOUND` when framebox shows none
   */
  publishList(isWanted: boolean): void {
    const streams = streamsOf(this.#deps);
    this.#stopPublishing?.();
    this.#stopPublishing = undefined;
    if (!isWanted || this.#stopped) return;
    const publish = () => {
      this.#outlet.sendStatus({ event: "streams", streams: streams.list().map(streamJson) });
    };
    // Figures of all streams change in one tick; one message has all.
    let isPending = false;
    const unsubscribe = streams.subscribe(() => {
      if (isPending) return;
      isPending = true;
      queueMicrotask(() => {
        isPending = false;
        if (this.#stopPublishing === unsubscribe) publish();
      });
    });
    this.#stopPublishing = unsubscribe;
    publish();
  }

  /**
   * Shows a stream's results: the newest ones, as credit allows, without holding it back.
   *
   * @throws {FrameboxError} `NOT_FOUND` for an unknown one, `RESOURCE_EXHAUSTED` for too many
   */
  watch(id: string): void {
    const stream = this.#get(id);
    if (this.#stopped || this.#watched.has(stream)) return;
    if (this.#watched.size >= MAX_WATCHED) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `This socket looks at ${MAX_WATCHED} streams already; unwatch another one first.`,
        undefined,
        because("too-many-watched", { limit: MAX_WATCHED }),
      );
    }
    const watching = new AbortController();
    this.#watched.set(stream, watching);
    this.#follow(stream, watching.signal);
  }

  /** Shows no more of it; one that has ended is shown no more already. */
  unwatch(id: string): void {
    for (const [stream, watching] of this.#watched) {
      if (stream.id === id) this.#end(stream, watching);
    }
  }

  /** The socket is closed. */
  stop(): void {
    this.#stopped = true;
    this.#stopPublishing?.();
    this.#stopPublishing = undefined;
    for (const [stream, watching] of [...this.#watched]) this.#end(stream, watching);
  }

  #get(id: string): IngestStream {
    const stream = streamsOf(this.#deps).get(id);
    if (stream) return stream;
    throw new FrameboxError(
      "NOT_FOUND",
      "There is no such stream; it may have ended.",
      undefined,
      because("no-such-stream"),
    );
  }

  #end(stream: IngestStream, watching: AbortController): void {
    this.#watched.delete(stream);
    watching.abort(new DOMException("Nobody looks any more.", "AbortError"));
  }

  /** Shows a stream until it or the watching ends. */
  async #follow(stream: IngestStream, signal: AbortSignal): Promise<void> {
    const { id, run } = stream;
    const ofStream = { stream: id, kind: run.kind } as const;
    const unsubscribe = run.subscribe((event) => {
      if (event.type !== "notice") return;
      const { type: _, ...fields } = event;
      this.#outlet.sendStatus({ event: "notice", ...ofStream, ...fields });
    });
    try {
      await this.#show(stream, signal);
      this.#watched.delete(stream);
      const { message: reason, because } = stream.end ?? toFrameboxError(run.ended.reason);
      this.#outlet.sendStatus({ event: "ended", ...ofStream, reason, ...because });
    } catch (caught) {
      if (!signal.aborted) this.#deps.log.error("stream_watch_failed", caught);
    } finally {
      unsubscribe();
    }
  }

  async #show(stream: IngestStream, signal: AbortSignal): Promise<void> {
    const { pace } = this.#outlet;
    const view = this.#deps.streamViews.of(stream);
    for (;;) {
      const shot = await view.next(signal);
      if (shot === undefined) return;
      // A turn is taken for what is there: a stream that stands still holds up no run's results.
      const readyAt = performance.now();
      await pace.turn(signal);
      let isUsed = false;
      try {
        if (performance.now() - readyAt > STALE_MS) continue;
        isUsed = await this.#send(stream, shot, signal);
      } finally {
        if (!isUsed) pace.giveBack();
      }
    }
  }

  /** Returns whether it was sent. */
  async #send(stream: IngestStream, shot: Answered, signal: AbortSignal): Promise<boolean> {
    const { id, run: { processor } } = stream;
    const shown = pictureIn(shot.content.payload);
    const { format } = this.#outlet;
    const startedAt = performance.now();
    let picture: Uint8Array | undefined;
    try {
      picture = shown && await this.#deps.encoder.encode(shown, format, signal);
    } catch (caught) {
      signal.throwIfAborted();
      this.#deps.log.warn("stream_picture_failed", { message: toFrameboxError(caught).message });
      return false;
    }
    const of = { stream: id };
    const message = resultMessage(shot, { of, processor, sent: null, skipped: 0, startedAt });
    this.#outlet.sendResult(message, picture);
    return true;
  }
}
