/**
 * Serves one service as a processor: takes frames from the hub, has the service called with the login of their
 * session's owner, and completes their leases.
 *
 * @module
 */
import type { Audit } from "../../auth/mod.ts";
import { type Clock, pause, systemClock } from "../../base/clock/mod.ts";
import { FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import type { Hub, Lease, ResultContent, Run } from "../../hub/mod.ts";
import { type ImageLimits, pictureOf } from "../../media/image/mod.ts";
import type { AnswerReader } from "../../oscar/answer/mod.ts";
import type { CallInput, CallResult } from "../../oscar/calls/mod.ts";
import { safeLastLine, serviceFailed } from "../../oscar/manager/mod.ts";
import {
  type ClusterConnection,
  type ClusterDirectory,
  clusterLoginNeeded,
  type OfferedService,
} from "../connections/mod.ts";
import { contentOf } from "../content/mod.ts";
import { PoolReader } from "../reading/mod.ts";
import { leaseProgress } from "./lease_progress.ts";
import { pictureInput, requestInput } from "./service_input.ts";
import { type ServicePicture, servicePicture } from "./service_picture.ts";
import { resultContent, shownSize } from "./service_result.ts";

/** How pictures are sent and read. */
export interface ServiceServerOptions {
  /** Of JPEGs that are made, 1–100. */
  readonly jpegQuality: number;
  /** Of pictures that services give. */
  readonly imageLimits: ImageLimits;
}

/** What it uses. */
export interface ServiceServerDeps {
  /** Where the frames come from. */
  readonly hub: Hub;
  /** Whose logins services are called with. */
  readonly clusters: Pick<ClusterDirectory, "connection">;
  /** Makes files of pixels. */
  readonly pool: Pool;
  /** For failures that are framebox's own. */
  readonly log: Logger;
  /** One line a run. */
  readonly audit: Audit;
  /** Left out: the system's. */
  readonly clock?: Clock;
}

/** Frames of one service at once, of all users: a user with many must not keep the others waiting. */
const MAX_CALLS = 64;
/** Frames of one run at once. */
const MAX_OF_RUN = { latest: 2, lossless: 16 };
/** Calls have limits of their own, with better reasons. */
const LEASE_MS = 86_400_000;
/** Pauses before a cluster that is away is tried again, in milliseconds. */
const AGAIN_AFTER_MS = [500, 1000, 2000, 4000];

/** Serves until it is closed. It waits on the hub and uses no processor time while idle. */
export class ServiceServer {
  readonly #name: string;
  readonly #cluster: string;
  readonly #service: string;
  readonly #options: ServiceServerOptions;
  readonly #deps: ServiceServerDeps;
  readonly #answers: AnswerReader;
  readonly #clock: Clock;
  readonly #stop = new AbortController();
  readonly #audited = new WeakSet<Run>();
  readonly #serving: Promise<void>;
  #underWay = 0;
  /** Called when a frame is done. */
  #whenDone: () => void = () => {};

  /** @param name `cluster/service` */
  constructor(name: string, options: ServiceServerOptions, deps: ServiceServerDeps) {
    const [cluster = "", service = ""] = name.split("/");
    this.#name = name;
    this.#cluster = cluster;
    this.#service = service;
    this.#options = options;
    this.#deps = deps;
    this.#answers = new PoolReader(deps.pool);
    this.#clock = deps.clock ?? systemClock();
    this.#serving = this.#serve();
  }

  /** Takes no more frames, and cancels calls under way; resolves when they have ended. */
  async close(): Promise<void> {
    this.#stop.abort(new DOMException("The server stops.", "AbortError"));
    await this.#serving;
  }

  async #serve(): Promise<void> {
    const { signal } = this.#stop;
    try {
      const connection = this.#deps.hub.connect({
        processors: [this.#name],
        kind: "builtin",
        name: this.#name,
        sticky: false,
        maxLeases: MAX_OF_RUN,
        leaseTimeoutMs: LEASE_MS,
      });
      try {
        while (!signal.aborted) {
          while (this.#underWay >= MAX_CALLS) await this.#oneDone();
          this.#begin(await connection.take(signal));
        }
      } finally {
        while (this.#underWay > 0) await this.#oneDone();
        connection.close();
      }
    } catch {
      // The hub drains, or this server was closed: no more frames either way.
    }
  }

  #oneDone(): Promise<void> {
    return new Promise((resolve) => this.#whenDone = resolve);
  }

  #begin(lease: Lease): void {
    this.#underWay++;
    lease.delivered();
    this.#process(lease).catch((error) => this.#fail(lease, error)).finally(() => {
      this.#underWay--;
      this.#whenDone();
    });
  }

  async #process(lease: Lease): Promise<void> {
    const signal = AbortSignal.any([lease.over, this.#stop.signal]);
    for (const [tries, pauseMs] of [...AGAIN_AFTER_MS, undefined].entries()) {
      try {
        await lease.complete(await this.#result(lease, signal));
        return;
      } catch (error) {
        signal.throwIfAborted();
        // A newer frame of a live stream comes anyway.
        const isOnce = lease.run.policy === "latest" || !isAway(error);
        if (isOnce || pauseMs === undefined) throw error;
        this.#deps.log.warn("service_call_again", { processor: this.#name, tries });
        await pause(pauseMs, signal, this.#clock);
      }
    }
  }

  async #result(lease: Lease, signal: AbortSignal): Promise<ResultContent> {
    const { frame, run } = lease;
    const { pool } = this.#deps;
    const { jpegQuality, imageLimits } = this.#options;
    const connection = this.#deps.clusters.connection(run.session.owner, this.#cluster);
    if (connection === undefined) throw clusterLoginNeeded(this.#cluster);
    const offered = await connection.service(this.#service, signal);
    this.#auditRun(run, connection);
    const picture = pictureOf(frame.payload);
    const sent = await servicePicture(
      picture,
      {
        resizePx: offered.rule?.resizePx,
        isLive: run.policy === "latest" || run.kind === "video",
        jpegQuality,
      },
      pool,
      signal,
    );
    const input = await inputFor(connection, offered, sent, frame.number, signal);
    await using result = await call(connection, offered, input, signal, leaseProgress(lease));
    if (result.isFailure) throw failureOf(this.#service, result);
    const read = {
      labelsPath: offered.rule?.labels,
      sentPx: sent.sizePx,
      shownPx: shownSize({ picture, sent }),
      answers: this.#answers,
    };
    const content = await contentOf(result, read, signal);
    const frameOf = { number: frame.number, picture, sent };
    return await resultContent(content, frameOf, imageLimits, pool, signal);
  }

  /** One line for each run. */
  #auditRun(run: Run, { user }: ClusterConnection): void {
    if (this.#audited.has(run)) return;
    this.#audited.add(run);
    const { owner } = run.session;
    this.#deps.audit("service_run", { owner, user, service: this.#name });
  }

  #fail(lease: Lease, caught: unknown): void {
    if (this.#stop.signal.aborted) return lease.release();
    const error = toFrameboxError(caught);
    if (error.code === "INTERNAL") {
      this.#deps.log.error("processor_failed", error, { processor: this.#name });
    }
    lease.fail(error, { again: false });
  }
}

async function inputFor(
  connection: ClusterConnection,
  offered: OfferedService,
  sent: ServicePicture,
  number: number,
  signal: AbortSignal,
): Promise<CallInput> {
  if (offered.input !== "json-files") return pictureInput(sent, number);
  return requestInput(sent, number, await connection.parameters(offered, signal));
}

/** Calls in the way that is set or usual; an input that is too large for an answer goes by storage. */
async function call(
  connection: ClusterConnection,
  offered: OfferedService,
  input: CallInput,
  signal: AbortSignal,
  onProgress: Parameters<ClusterConnection["call"]>[2]["onProgress"] & object,
): Promise<CallResult> {
  const mode = offered.preferred ?? "sync";
  try {
    return await connection.call(offered, input, { mode, signal, onProgress });
  } catch (error) {
    const isTooLarge = reasonOf(error) === "service-input-too-large" &&
      offered.rule?.mode === undefined && offered.known.service.asynchronous.isPossible;
    if (mode === "async" || !isTooLarge) throw error;
    return await connection.call(offered, input, { mode: "async", signal, onProgress });
  }
}

/** The script's answer ends in a traceback. */
function failureOf(service: string, { outputs, log }: CallResult): FrameboxError {
  const [reading] = outputs.map((output) => output.reading);
  const text = reading?.kind === "text" || reading?.kind === "data" ? reading.text : log;
  return serviceFailed(service, safeLastLine(text), text);
}

function isAway(error: unknown): boolean {
  return reasonOf(error) === "cluster-away";
}

function reasonOf(error: unknown): string | undefined {
  return error instanceof FrameboxError ? error.because?.code : undefined;
}
