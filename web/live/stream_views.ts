/**
 * The shared views of ingest streams. A stream may have hundreds of frames a second and any number of
 * viewers, so all of them share one view: it asks for a result only when one of them can
 * take it, and at a limited rate. Between those the stream runs as without a viewer, and no picture is
 * made of its frames.
 *
 * @module
 */
import { pause } from "../../base/clock/mod.ts";
import type { Outcome } from "../../hub/mod.ts";
import type { IngestStream } from "../../sources/mod.ts";

type Answered = Extract<Outcome, { kind: "done" }>;

/** Frames a second up to which all of them are shown. */
const SLOW_FPS = 60;
/** Least time between two shots: of a slow stream each frame, of a fast one enough to follow it. */
const SLOW_MS = 16;
const FAST_MS = 100;
/** The longest, so that what is shown still moves. */
const LONGEST_MS = 500;
/** A fast stream waits for its pictures, since its answers go in order: a tenth of its time at most. */
const PICTURE_COST_FACTOR = 9;

/** The views of all streams. */
export class StreamViews {
  readonly #views = new WeakMap<IngestStream, StreamView>();

  /** The one view of a stream. */
  of(stream: IngestStream): StreamView {
    let view = this.#views.get(stream);
    if (!view) this.#views.set(stream, view = new StreamView(stream));
    return view;
  }
}

/** A shot that has a waiter. */
interface Shot {
  readonly shot: Promise<Answered | undefined>;
  readonly stop: AbortController;
  viewers: number;
}

/** See {@linkcode StreamViews}. */
export class StreamView {
  readonly #stream: IngestStream;
  #current: Shot | undefined;
  #lookedAt = -Infinity;
  /** How much longer the last shot's frame took than frames without a picture. */
  #pictureMs = 0;

  constructor(stream: IngestStream) {
    this.#stream = stream;
  }

  /**
   * The next result that is shown; the same for all waiters.
   *
   * @returns `undefined`: the stream has ended
   * @throws the signal's reason when it aborts
   */
  async next(signal: AbortSignal): Promise<Answered | undefined> {
    signal.throwIfAborted();
    const current = this.#current ??= this.#look();
    current.viewers++;
    const left = Promise.withResolvers<never>();
    const leave = () => left.reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    try {
      return await Promise.race([current.shot, left.promise]);
    } finally {
      signal.removeEventListener("abort", leave);
      current.viewers--;
      if (current.viewers === 0) this.#leave(current);
    }
  }

  #look(): Shot {
    const stop = new AbortController();
    const shot = this.#take(stop.signal).finally(() => {
      if (this.#current === current) this.#current = undefined;
    });
    const current: Shot = { shot, stop, viewers: 0 };
    // Once every viewer has left nothing awaits its end.
    shot.catch(() => {});
    return current;
  }

  /** No waiter is left. */
  #leave(current: Shot): void {
    if (this.#current === current) this.#current = undefined;
    current.stop.abort(new DOMException("Nobody looks any more.", "AbortError"));
  }

  /** Least time from the last shot to the next one. */
  get #leastMs(): number {
    if (this.#stream.figures.framesPerSecond <= SLOW_FPS) return SLOW_MS;
    return Math.min(LONGEST_MS, Math.max(FAST_MS, PICTURE_COST_FACTOR * this.#pictureMs));
  }

  async #take(signal: AbortSignal): Promise<Answered | undefined> {
    const { run } = this.#stream;
    const waitMs = this.#lookedAt + this.#leastMs - performance.now();
    if (waitMs > 0) {
      await pause(waitMs, signal);
      signal.throwIfAborted();
    }
    this.#lookedAt = performance.now();
    // Frames that were begun without a viewer have no picture, and don't come here.
    const reader = run.results({ policy: "latest" });
    try {
      for (;;) {
        const outcome = await reader.next(signal);
        if (outcome === undefined) return undefined;
        if (outcome.kind !== "done") continue;
        this.#pictureMs = outcome.timings.processingMs - this.#stream.figures.processingMs;
        return outcome;
      }
    } finally {
      reader.close();
    }
  }
}
