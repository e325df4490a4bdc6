/**
 * An ingest stream, as `IngestStreams` holds it.
 *
 * @module
 */
import { because, FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { Clock } from "../../base/clock/mod.ts";
import type { Outcome, Run } from "../../hub/mod.ts";
import {
  type IngestStream,
  plainText,
  type StreamKind,
  type StreamOptions,
} from "./ingest_stream.ts";
import { FigureRecorder, type StreamFigures } from "./stream_figures.ts";

/** Callbacks of a stream to its holder. */
export interface StreamCallbacks {
  /** It has new figures. */
  moved(): void;
  /** It has ended; called at each close. */
  gone(reason: string): void;
}

/** {@linkcode IngestStream} of a hub. */
export class OpenIngestStream implements IngestStream {
  readonly id: string;
  readonly kind: StreamKind;
  readonly name: string;
  readonly format: string;
  readonly since: Date;
  readonly run: Run;
  readonly #recorder: FigureRecorder;
  readonly #callbacks: StreamCallbacks;
  /** Whether frames were settled since its figures were published, or its rate was above 0 then. */
  #hasNews = false;
  #draining = false;
  #end: FrameboxError | undefined;

  constructor(
    id: string,
    { kind, name, format }: StreamOptions,
    run: Run,
    clock: Clock,
    callbacks: StreamCallbacks,
  ) {
    this.id = id;
    this.kind = kind;
    this.name = plainText(name);
    this.format = plainText(format);
    this.since = clock.date();
    this.run = run;
    this.#recorder = new FigureRecorder(clock);
    this.#callbacks = callbacks;
    // The hub may end it too: when framebox stops.
    run.ended.addEventListener("abort", () => {
      this.close(toFrameboxError(run.ended.reason));
    });
  }

  get end(): FrameboxError | undefined {
    return this.#end;
  }

  get figures(): StreamFigures {
    return this.#recorder.figures;
  }

  settled(outcome: Outcome): void {
    this.#recorder.settled(outcome);
    if (this.#draining) this.#closeIfIdle();
    this.#hasNews = true;
    this.#callbacks.moved();
  }

  /** Whether there are new figures to publish; resets that. */
  takeNews(): boolean {
    const hasNews = this.#hasNews;
    this.#hasNews = hasNews && this.#recorder.framesPerSecond > 0;
    return hasNews;
  }

  /** The hub gives out no more frames: it ends when those that are given out have their results. */
  drain(): void {
    this.#draining = true;
    this.run.subscribe((event) => {
      if (event.type === "redelivered") this.#closeIfIdle();
    });
    this.#closeIfIdle();
  }

  #closeIfIdle(): void {
    if (this.run.stats.leased === 0) {
      this.close(
        new FrameboxError(
          "UNAVAILABLE",
          "framebox is stopping; begin again when it is back.",
          undefined,
          because("draining"),
        ),
      );
    }
  }

  async close(end: FrameboxError): Promise<void> {
    // The hub's own end of the session follows, and has no other reason.
    this.#end ??= end;
    this.#callbacks.gone(end.message);
    await this.run.session.end(end.message);
  }
}
