/**
 * Runs that one socket looks at although their frames come another way: what happens to them, how
 * far the long ones are, and, if the client asks for it, their results.
 *
 * @module
 */
import type { Run } from "../../hub/mod.ts";
import { NetworkCameraRun } from "../../sources/mod.ts";
import { cameraJson } from "../api/camera_json.ts";
import { longRunJson } from "../api/runs.ts";
import type { WebParts } from "../web_parts.ts";
import { Delivery } from "./delivery.ts";
import { LiveRun, type LiveRunDeps, type Outlet } from "./live_run.ts";
import { RunStatusPublisher } from "./run_status.ts";

/** What it uses. */
export type WatchDeps = LiveRunDeps & Pick<WebParts, "longRuns">;

/** See the module. */
export class Watches {
  readonly #deps: WatchDeps;
  readonly #outlet: Outlet;
  readonly #statuses = new Map<Run, RunStatusPublisher>();
  readonly #watched = new Map<Run, LiveRun>();
  /** Functions that stop publishing network cameras. */
  readonly #cameras = new Map<Run, () => void>();
  /** Functions that stop publishing progress. */
  readonly #progress = new Map<Run, () => void>();
  #stopped = false;

  /** @param outlet the socket */
  constructor(deps: WatchDeps, outlet: Outlet) {
    this.#deps = deps;
    this.#outlet = outlet;
  }

  /** Publishes what happens to a run, and the progress of a long run. */
  follow(run: Run): void {
    if (this.#stopped) return;
    if (!this.#watched.has(run)) this.#publishStatusOf(run);
    this.#publishProgress(run);
  }

  /** Shows a run's results as well: the newest ones, as credit allows, and never holding it back. */
  watch(run: Run): void {
    if (this.#stopped || this.#watched.has(run)) return;
    this.#publishProgress(run);
    if (run.ended.aborted) return;
    this.#statuses.get(run)?.stop();
    this.#statuses.delete(run);
    const live = new LiveRun(new Delivery(run, "latest"), this.#deps, this.#outlet);
    this.#watched.set(run, live);
    live.shown.then(() => this.#drop(run, live));
    this.#publishCamera(run);
  }

  /** Shows no more results of it. */
  unwatch(run: Run): void {
    const live = this.#watched.get(run);
    if (!live) return;
    this.#drop(run, live);
    this.follow(run);
  }

  /** The socket is closed. */
  stop(): void {
    this.#stopped = true;
    for (const publisher of this.#statuses.values()) publisher.stop();
    for (const [run, live] of [...this.#watched]) this.#drop(run, live);
    for (const end of this.#progress.values()) end();
    this.#statuses.clear();
    this.#progress.clear();
  }

  #drop(run: Run, live: LiveRun): void {
    if (this.#watched.get(run) !== live) return;
    this.#watched.delete(run);
    live.stop();
    live.delivery.close();
    this.#cameras.get(run)?.();
    this.#cameras.delete(run);
  }

  /** Publishes a network camera's status while its results are watched; until then the run stays. */
  #publishCamera(run: Run): void {
    const longRun = this.#deps.longRuns.of(run);
    if (!(longRun instanceof NetworkCameraRun)) return;
    const ofRun = { event: "camera", run: run.id, kind: run.kind } as const;
    const leave = longRun.watch((status) =>
      this.#outlet.sendStatus({ ...ofRun, ...cameraJson(status) })
    );
    this.#cameras.set(run, leave);
  }

  #publishStatusOf(run: Run): void {
    if (this.#statuses.has(run) || run.ended.aborted) return;
    const publisher = new RunStatusPublisher({
      run,
      publish: (status) => {
        this.#outlet.sendStatus(status);
        if (status.event === "ended") this.#statuses.delete(run);
      },
      deps: this.#deps,
    });
    this.#statuses.set(run, publisher);
  }

  /** The present state at once, then whatever comes. A long run may resume after its end. */
  #publishProgress(run: Run): void {
    const longRun = this.#deps.longRuns.of(run);
    if (!longRun) return;
    const publish = () => {
      const state = longRunJson(longRun.state);
      this.#outlet.sendStatus({ event: "progress", run: run.id, kind: run.kind, ...state });
    };
    publish();
    if (this.#progress.has(run)) return;
    for (const [other, end] of this.#progress) {
      if (other.session.runs.includes(other)) continue;
      end();
      this.#progress.delete(other);
    }
    this.#progress.set(run, longRun.subscribe(publish));
  }
}
