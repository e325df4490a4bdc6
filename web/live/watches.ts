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
import type { WebContext } from "../web_context.ts";
import { Delivery } from "./delivery.ts";
import { LiveRun, type Outlet } from "./live_run.ts";
import { RunTalk } from "./run_talk.ts";

/** See the module. */
export class Watches {
  readonly #context: WebContext;
  readonly #outlet: Outlet;
  readonly #talks = new Map<Run, RunTalk>();
  readonly #watched = new Map<Run, LiveRun>();
  /** Functions that end the telling of network cameras. */
  readonly #cameras = new Map<Run, () => void>();
  /** Functions that end the telling of progress. */
  readonly #progress = new Map<Run, () => void>();
  #stopped = false;

  /** @param outlet the socket */
  constructor(context: WebContext, outlet: Outlet) {
    this.#context = context;
    this.#outlet = outlet;
  }

  /** Tells what happens to a run, and how far it is if it is a job. */
  follow(run: Run): void {
    if (this.#stopped) return;
    if (!this.#watched.has(run)) this.#talkOf(run);
    this.#tellProgress(run);
  }

  /** Shows a run's results as well: the newest ones, as credit allows, and never holding it back. */
  watch(run: Run): void {
    if (this.#stopped || this.#watched.has(run)) return;
    this.#tellProgress(run);
    if (run.ended.aborted) return;
    this.#talks.get(run)?.stop();
    this.#talks.delete(run);
    const live = new LiveRun(new Delivery(run, "latest"), this.#context, this.#outlet);
    this.#watched.set(run, live);
    live.shown.then(() => this.#drop(run, live));
    this.#tellCamera(run);
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
    for (const talk of this.#talks.values()) talk.stop();
    for (const [run, live] of [...this.#watched]) this.#drop(run, live);
    for (const end of this.#progress.values()) end();
    this.#talks.clear();
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

  /** How a network camera is doing, while somebody watches its results; until then the run stays. */
  #tellCamera(run: Run): void {
    const job = this.#context.jobs.of(run);
    if (!(job instanceof NetworkCameraRun)) return;
    const ofRun = { event: "camera", run: run.id, kind: run.kind } as const;
    const leave = job.watch((status) => this.#outlet.say({ ...ofRun, ...cameraJson(status) }));
    this.#cameras.set(run, leave);
  }

  #talkOf(run: Run): void {
    if (this.#talks.has(run) || run.ended.aborted) return;
    const talk = new RunTalk({
      run,
      say: (status) => {
        this.#outlet.say(status);
        if (status.event === "ended") this.#talks.delete(run);
      },
      context: this.#context,
    });
    this.#talks.set(run, talk);
  }

  /** The present state at once, then whatever comes. A job may go on after its end. */
  #tellProgress(run: Run): void {
    const job = this.#context.jobs.of(run);
    if (!job) return;
    const say = () => {
      const state = longRunJson(job.state);
      this.#outlet.say({ event: "progress", run: run.id, kind: run.kind, ...state });
    };
    say();
    if (this.#progress.has(run)) return;
    for (const [other, end] of this.#progress) {
      if (other.session.runs.includes(other)) continue;
      end();
      this.#progress.delete(other);
    }
    this.#progress.set(run, job.subscribe(say));
  }
}
