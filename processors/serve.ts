/**
 * Serves one processor: takes batches from the hub, runs them in a pool and completes their leases.
 *
 * @module
 */
import {
  type ImageLimits,
  pictureInput,
  pictureOf,
  type PictureSource,
} from "../media/image/mod.ts";
import { FrameboxError, toFrameboxError } from "../base/errors/mod.ts";
import type { Hub, Lease, Run } from "../hub/mod.ts";
import type { Pool } from "../base/pool/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import type { FrameAnswer } from "./answers.ts";
import type { FrameInput } from "./frame_io.ts";
import { type ProcessorPlace, processTask } from "./tasks.ts";
import { contentOf, formOf } from "./result_content.ts";
import { TimeShare } from "./time_share.ts";

/** What is served. */
export interface Served {
  /** As it stands in `processor=…`. */
  readonly name: string;
  /** Where its threads find it. */
  readonly place: ProcessorPlace;
  /** Its threads. */
  readonly pool: Pool;
  /** Batches that are worked on at once. */
  readonly concurrency: number;
  /** The error that a frame fails with when its thread was lost, if not as it is. */
  readonly lost?: (error: FrameboxError) => FrameboxError;
  /**
   * A frame's answer without a picture, if it takes less time than the way to a thread and back.
   * Never throws.
   */
  readonly atOnce?: (source: PictureSource) => FrameAnswer | undefined;
}

/** How pictures are given back. */
export interface ServeOptions {
  /** Quality of the JPEGs of live streams. */
  readonly jpegQuality: number;
  /** Bounds on a picture. */
  readonly imageLimits: ImageLimits;
}

/** What a served processor uses. */
export interface ServeDeps {
  /** Where the frames come from. */
  readonly hub: Hub;
  /** For failures that are not the picture's. */
  readonly log: Logger;
  /** A clock in milliseconds, by which this thread's own time is shared out; the system's if left out. */
  readonly now?: () => number;
}

/** Least time between two pictures of a watched stream, in milliseconds: watching must not slow it down. */
const PICTURE_EVERY_MS = 25;

/** Larger batches go to a thread, so that this one stays responsive. */
const MAX_AT_ONCE = 16;

/** Serves until it is closed. It waits on the hub and uses no processor time while idle. */
export class Server {
  readonly #served: Served;
  readonly #options: ServeOptions;
  readonly #deps: ServeDeps;
  readonly #stop = new AbortController();
  readonly #taking: Promise<void>;
  /** When a watched stream last got a picture. */
  readonly #pictured = new WeakMap<Run, number>();
  /** The main thread's time for work that is not worth a hop. */
  readonly #timeHere: TimeShare;
  #underWay = 0;
  /** Called when a batch is done. */
  #whenDone: () => void = () => {};

  constructor(served: Served, options: ServeOptions, deps: ServeDeps) {
    this.#served = served;
    this.#options = options;
    this.#deps = deps;
    this.#timeHere = new TimeShare(deps.now);
    this.#taking = this.#serve();
  }

  /** Takes no more frames; resolves when batches under way are done. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#taking;
  }

  async #serve(): Promise<void> {
    const { name, concurrency } = this.#served;
    const connection = this.#deps.hub.connect({
      processors: [name],
      kind: "builtin",
      name,
      sticky: false,
      // The loop below bounds its batches.
      maxLeases: { latest: Infinity, lossless: Infinity },
    });
    const { signal } = this.#stop;
    try {
      while (!signal.aborted) {
        while (this.#underWay >= concurrency) await this.#oneDone();
        this.#begin(await connection.takeBatch(signal));
      }
    } catch {
      // The hub drains, or this server was closed: no more frames either way.
    }
    while (this.#underWay > 0) await this.#oneDone();
    connection.close();
  }

  #oneDone(): Promise<void> {
    return new Promise((resolve) => this.#whenDone = resolve);
  }

  #begin(leases: readonly Lease[]): void {
    this.#underWay++;
    this.#process(leases).catch((error) => this.#fail(leases, error)).finally(() => {
      this.#underWay--;
      this.#whenDone();
    });
  }

  async #process(leases: readonly Lease[]): Promise<void> {
    const [first] = leases;
    if (!first) return;
    const { run } = first;
    const frames: FrameInput[] = [];
    const transfer: ArrayBuffer[] = [];
    const last = leases.length - 1;
    const isShown = this.#isShown(run);
    for (const lease of leases) lease.delivered();
    const atOnce = isShown ? undefined : this.#answersAtOnce(leases);
    if (atOnce) {
      await Promise.all(leases.map((lease, i) => this.#answer(lease, atOnce[i], true)));
      return;
    }
    for (const [i, lease] of leases.entries()) {
      const { number, payload } = lease.frame;
      const picture = pictureOf(payload);
      const readied = pictureInput(picture);
      // Of a batch that is watched the newest is enough.
      const wants = isShown && (i === last || run.pictures === "always")
        ? formOf(run, picture)
        : "nothing";
      frames.push({ input: readied.input, number, wants });
      transfer.push(...readied.transfer);
    }
    const { place, pool } = this.#served;
    const { jpegQuality } = this.#options;
    const input = { processor: place, stream: run.hash, frames, jpegQuality };
    // A part of a batch may be dropped; the rest is processed all the same.
    const signal = leases.length === 1 ? { signal: first.over } : {};
    const answers = await pool.run(processTask, input, { transfer, ...signal });
    await Promise.all(leases.map((lease, i) => {
      return this.#answer(lease, answers[i], frames[i]?.wants === "nothing");
    }));
  }

  /**
   * Answers made here, if that is the shorter way for all of them: a hop to a thread and back takes
   * more of the processor than such a frame, and a batch of large ones would have to be copied for it.
   */
  #answersAtOnce(leases: readonly Lease[]): readonly FrameAnswer[] | undefined {
    const { atOnce } = this.#served;
    if (!atOnce || leases.length > MAX_AT_ONCE || !this.#timeHere.isLeft()) return undefined;
    return this.#timeHere.spend(() => {
      const answers: FrameAnswer[] = [];
      for (const { frame } of leases) {
        const answer = atOnce(pictureOf(frame.payload).source);
        if (!answer) return undefined;
        answers.push(answer);
      }
      return answers;
    });
  }

  /** Whether a run's next frames are worth a picture. */
  #isShown(run: Run): boolean {
    if (run.pictures === "always" || !run.wantsPictures) return run.wantsPictures;
    const now = performance.now();
    if (now - (this.#pictured.get(run) ?? -Infinity) < PICTURE_EVERY_MS) return false;
    this.#pictured.set(run, now);
    return true;
  }

  async #answer(
    lease: Lease,
    answer: FrameAnswer | undefined,
    withoutPicture: boolean,
  ): Promise<void> {
    if (answer === undefined) throw new FrameboxError("INTERNAL", "A frame got no answer.");
    if ("error" in answer) {
      const { code, message, detail, because } = answer.error;
      const error = new FrameboxError(code, message, detail, because);
      this.#log(error);
      // A deterministic failure repeats, so the frame is not retried.
      lease.fail(error, { again: false });
      return;
    }
    const content = contentOf(lease, answer, this.#options.imageLimits);
    await lease.complete(withoutPicture ? { ...content, withoutPicture } : content);
  }

  /** Fails a whole batch: its thread was lost, or none could start. */
  #fail(leases: readonly Lease[], caught: unknown): void {
    const error = toFrameboxError(caught);
    const { lost } = this.#served;
    const reported = lost ? lost(error) : error;
    this.#log(reported);
    for (const lease of leases) lease.fail(reported, { again: !lost && error.code === "INTERNAL" });
  }

  #log(error: FrameboxError): void {
    if (error.code !== "INTERNAL" && error.code !== "DEADLINE_EXCEEDED") return;
    this.#deps.log.error("processor_failed", error, { processor: this.#served.name });
  }
}
