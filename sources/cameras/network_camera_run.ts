/**
 * A user's run on a network camera.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { Run } from "../../hub/mod.ts";
import type { Picture } from "../../media/image/mod.ts";
import type { CameraStatus } from "./camera_status.ts";
import type { LongRun, LongRunState, Phase } from "../long_runs/long_run.ts";
import type { NetworkCamera } from "./network_camera.ts";

/** Times of a run. */
export interface NetworkCameraRunOptions {
  /** It ends when its results are not watched for this time. */
  readonly unwatchedMs: number;
  /** The time. */
  readonly clock: Clock;
}

/** Gives each picture to its run, in the camera's own bytes; stays while the camera is away. */
export class NetworkCameraRun implements LongRun {
  readonly run: Run;
  readonly over: Promise<void>;
  readonly #camera: NetworkCamera;
  readonly #options: NetworkCameraRunOptions;
  readonly #listeners = new Set<(state: LongRunState) => void>();
  #phase: Phase = "running";
  #leave: (() => void) | undefined;
  #watchers = 0;
  #cancelEnd: (() => void) | undefined;

  /** Begins. */
  constructor(run: Run, camera: NetworkCamera, options: NetworkCameraRunOptions) {
    this.run = run;
    this.#camera = camera;
    this.#options = options;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.over = promise;
    run.ended.addEventListener("abort", () => {
      this.#ended();
      resolve();
    }, { once: true });
    this.#look();
    this.#unwatched();
  }

  /** The camera's name. */
  get camera(): string {
    return this.#camera.name;
  }

  get state(): LongRunState {
    const { done, failed } = this.run.stats;
    return {
      phase: this.#phase,
      done,
      failed,
      total: undefined,
      framesPerSecond: undefined,
      remainingMs: undefined,
      error: undefined,
      remarks: [],
    };
  }

  /** Only its phases are published: the results themselves show how many frames are done. */
  subscribe(listener: (state: LongRunState) => void): () => void {
    const own = (state: LongRunState) => listener(state);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /**
   * Adds a viewer of the results: the run stays, and the camera's status is published at once and
   * when it changes. Returns the function that ends it.
   */
  watch(listener: (status: CameraStatus) => void): () => void {
    this.#watchers++;
    this.#cancelEnd?.();
    this.#cancelEnd = undefined;
    const unsubscribe = this.#camera.subscribe(listener);
    listener(this.#camera.status);
    let watches = true;
    return () => {
      if (!watches) return;
      watches = false;
      unsubscribe();
      if (--this.#watchers === 0) this.#unwatched();
    };
  }

  pause(): void {
    if (this.#phase !== "running") return;
    this.#leaveCamera();
    this.#turn("paused");
  }

  resume(): void {
    if (this.#phase !== "paused") return;
    this.#look();
    this.#turn("running");
  }

  cancel(): void {
    this.run.cancel("The camera was stopped.");
  }

  #look(): void {
    this.#leave = this.#camera.look((picture) => this.#push(picture));
  }

  /** Without waiting: a run of policy `latest` takes a frame at once or not at all. */
  #push(picture: Picture): void {
    // Not taken: the run or framebox is ending, or full; the next picture finds out anew.
    this.run.push(picture, { capturedAtMs: this.#options.clock.date().getTime() }).catch(() => {});
  }

  #leaveCamera(): void {
    this.#leave?.();
    this.#leave = undefined;
  }

  #unwatched(): void {
    if (this.run.ended.aborted) return;
    this.#cancelEnd = this.#options.clock.after(this.#options.unwatchedMs, () => {
      this.run.cancel("No user watched the camera any more.");
    });
  }

  #ended(): void {
    this.#cancelEnd?.();
    this.#cancelEnd = undefined;
    this.#leaveCamera();
    this.#turn("done");
  }

  #turn(phase: Phase): void {
    this.#phase = phase;
    for (const listener of [...this.#listeners]) listener(this.state);
  }
}
