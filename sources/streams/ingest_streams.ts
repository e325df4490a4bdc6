/**
 * The ingest streams that are open: gRPC services open them, pages watch them.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { Hub, Session } from "../../hub/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type { IngestStream, StreamEvent, StreamOptions } from "./ingest_stream.ts";
import { OpenIngestStream } from "./open_ingest_stream.ts";

/** Figures are published at most once in this time. */
const NOTIFY_INTERVAL_MS = 250;

/** What the streams use. */
export interface IngestStreamsDeps {
  /** Where their sessions and runs are. */
  readonly hub: Hub;
  /** Logs opening and closing, with the number of frames. */
  readonly log: Logger;
  /** The time, for tests. */
  readonly clock?: Clock;
  /** How many may be there at once, 256 if left out. Setting `MAX_STREAMS`. */
  readonly maxStreams?: number;
}

const DEFAULT_MAX_STREAMS = 256;

/** Knows the streams that are there. */
export class IngestStreams {
  readonly #hub: Hub;
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #maxStreams: number;
  readonly #streams = new Map<string, OpenIngestStream>();
  readonly #listeners = new Set<(event: StreamEvent) => void>();
  readonly #stopListening: () => void;
  #opened = 0;
  /** Streams whose sessions are being opened. */
  #opening = 0;
  #cancelNotification: (() => void) | undefined;
  #closed = false;

  /** There are none yet. */
  constructor(deps: IngestStreamsDeps) {
    const { hub, log, clock = systemClock(), maxStreams = DEFAULT_MAX_STREAMS } = deps;
    this.#hub = hub;
    this.#log = log;
    this.#clock = clock;
    this.#maxStreams = maxStreams;
    this.#stopListening = hub.subscribe((event) => {
      if (event.type !== "draining") return;
      for (const stream of this.#streams.values()) stream.drain();
    });
  }

  /**
   * Opens a stream for a stream client. The caller closes it in any case.
   *
   * @throws {FrameboxError} `UNAVAILABLE` when framebox stops, `RESOURCE_EXHAUSTED` when it has too
   * many streams or sessions
   */
  async open(options: StreamOptions): Promise<IngestStream> {
    if (this.#streams.size + this.#opening >= this.#maxStreams) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `framebox has ${this.#maxStreams} streams of clients, which is its bound; end one first.`,
        undefined,
        because("too-many-streams", { limit: this.#maxStreams }),
      );
    }
    this.#opening++;
    try {
      return await this.#open(options);
    } finally {
      this.#opening--;
    }
  }

  async #open(options: StreamOptions): Promise<IngestStream> {
    const { owner } = options;
    const session = await this.#hub.openSession(owner === undefined ? {} : { owner });
    let stream: OpenIngestStream;
    try {
      if (this.#closed) {
        throw new FrameboxError(
          "UNAVAILABLE",
          "framebox is stopping; ask again when it is back.",
          undefined,
          because("draining"),
        );
      }
      stream = this.#start(session, options);
    } catch (error) {
      await session.end("The stream could not be opened.");
      throw error;
    }
    this.#streams.set(stream.id, stream);
    const { id, kind, name, format } = stream;
    this.#log.info("stream_opened", { id, kind, name, format, processor: options.processor });
    this.#notify({ type: "came", stream });
    return stream;
  }

  /** Those that are there, in the order in which they came. */
  list(): readonly IngestStream[] {
    return [...this.#streams.values()];
  }

  /** One that is there. */
  get(id: string): IngestStream | undefined {
    return this.#streams.get(id);
  }

  /** Events from now on; the listener must not throw. Returns the function that stops them. */
  subscribe(listener: (event: StreamEvent) => void): () => void {
    const own = (event: StreamEvent) => listener(event);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** Ends them all; no new ones are taken. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    const streams = [...this.#streams.values()];
    const end = new FrameboxError(
      "UNAVAILABLE",
      "framebox stops.",
      undefined,
      because("draining"),
    );
    await Promise.all(streams.map((stream) => stream.close(end)));
    this.#cancelNotification?.();
    this.#listeners.clear();
  }

  #start(session: Session, options: StreamOptions): OpenIngestStream {
    const { processor, window, pictures, pictureForm } = options;
    // A session with a page doesn't idle: neither must one whose stream client is connected.
    session.attach();
    const run = session.start({
      kind: "stream",
      policy: "lossless",
      keepsData: false,
      processor,
      pictures,
      ...(window === undefined ? {} : { window }),
      ...(pictureForm === undefined ? {} : { pictureForm }),
    });
    const stream: OpenIngestStream = new OpenIngestStream(
      String(++this.#opened),
      options,
      run,
      this.#clock,
      {
        moved: () => this.#moved(),
        gone: (reason) => this.#gone(stream, reason),
      },
    );
    return stream;
  }

  /** A stream has new figures. */
  #moved(): void {
    if (this.#cancelNotification || this.#listeners.size === 0) return;
    this.#cancelNotification = this.#clock.after(NOTIFY_INTERVAL_MS, () => {
      this.#cancelNotification = undefined;
      this.#notifyFigures();
    });
  }

  /** Figures of a silent stream are published until its rate is 0. */
  #notifyFigures(): void {
    let more = false;
    for (const stream of [...this.#streams.values()]) {
      if (!stream.takeNews()) continue;
      more = true;
      this.#notify({ type: "changed", stream });
    }
    if (more) this.#moved();
  }

  #gone(stream: OpenIngestStream, reason: string): void {
    if (!this.#streams.delete(stream.id)) return;
    const { frames, failed } = stream.figures;
    this.#log.info("stream_closed", { id: stream.id, frames, failed, reason });
    this.#notify({ type: "gone", stream, reason });
  }

  #notify(event: StreamEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
