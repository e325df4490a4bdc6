/**
 * Calls of a cluster's services: synchronous ones, and jobs that are started directly.
 *
 * @module
 */
import { type Clock, pause, systemClock } from "../../base/clock/mod.ts";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { KnownService } from "../service/mod.ts";
import { type HttpAnswer, networkProblem, withLimit } from "../transport/mod.ts";
import { isName } from "./address.ts";
import type { ClusterCall, ClusterCaller } from "./cluster_caller.ts";
import {
  clusterFailed,
  inputTooLarge,
  jobInputTooLarge,
  noSynchronousCalls,
  notAllowed,
  requestRefused,
  serviceFailed,
  serviceGone,
  serviceStarting,
  serviceTooSlow,
  tokenRefused,
} from "./failures.ts";
import type { Manager } from "./manager.ts";
import { safeLastLine, safeLine } from "./safe_line.ts";
import { synchronousBody } from "./sync_body.ts";

/** Limits of synchronous calls. */
export interface RunLimits {
  /** How long a call may take, in milliseconds. A cluster's own limit is 300 s by default. */
  readonly answerMs: number;
  /** How long a service that doesn't answer yet is tried again, in milliseconds. */
  readonly startMs: number;
  /** Of an answer, in bytes. */
  readonly maxAnswerBytes: number;
}

/** What holds where nothing else is set. */
export const RUN_LIMITS: RunLimits = {
  answerMs: 310_000,
  startMs: 60_000,
  maxAnswerBytes: 64_000_000,
};

/** What a service answered. */
export interface ServiceAnswer {
  /** As it came; see `decodeAnswer`. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Time in the container, where the cluster measures it. */
  readonly durationSeconds: number | undefined;
}

/** What a caller is notified of while it waits. */
export interface RunReports {
  /** How much of the request is sent, in bytes of base64. */
  readonly onSent?: (bytes: number, totalBytes: number) => void;
  /** The service doesn't answer yet, and why in the cluster's words; it is tried again. */
  readonly onStarting?: (why: string) => void;
  /** An answer begins, with its length in bytes where it names one; it is read when this resolves. */
  readonly onAnswer?: (byteLength: number | undefined, signal: AbortSignal) => Promise<void>;
}

/** Longer inputs of a job that is called directly are lost; base64 in bytes. */
export const MAX_JOB_BYTES = 90_000;

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 5000;

/** Calls the services of one cluster with one login. */
export class ServiceCalls {
  readonly #caller: ClusterCaller;
  readonly #manager: Manager;
  readonly #clock: Clock;
  /** By the service's name. Before 4.0.0 each update of a service makes a new one. */
  readonly #tokens = new Map<string, string>();

  /**
   * Calls nothing yet.
   *
   * @param manager of the same cluster and login
   */
  constructor(caller: ClusterCaller, manager: Manager, clock: Clock = systemClock()) {
    this.#caller = caller;
    this.#manager = manager;
    this.#clock = clock;
  }

  /** Takes the tokens of a list of services, so that a first call needs not ask for one. */
  remember(services: Iterable<KnownService>): void {
    for (const { service: { name }, token } of services) {
      if (token !== undefined) this.#tokens.set(name, token);
    }
  }

  /**
   * Calls a service and waits for its answer. One that is starting is tried again.
   *
   * @throws {FrameboxError} with the reason of what went wrong; what the signal aborts with
   */
  async run(
    service: string,
    input: Uint8Array,
    signal: AbortSignal,
    limits: RunLimits = RUN_LIMITS,
    reports: RunReports = {},
  ): Promise<ServiceAnswer> {
    const body = synchronousBody(input);
    const start = this.#clock.now();
    for (let pauseMs = FIRST_PAUSE_MS;; pauseMs = Math.min(2 * pauseMs, LAST_PAUSE_MS)) {
      const answer = await this.#runOnce(service, body, signal, limits, reports);
      if (answer !== undefined) return answer;
      if (this.#clock.now() - start + pauseMs > limits.startMs) break;
      if (reports.onStarting) reports.onStarting(await this.#whyNotReady(service, signal));
      await pause(pauseMs, signal, this.#clock);
      signal.throwIfAborted();
    }
    throw serviceStarting(service, await this.#whyNotReady(service, signal));
  }

  /**
   * Starts a job without an object in storage. Its result is in the job's log alone, or among the outputs under a name
   * that nothing links to it.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` for a larger input than {@linkcode MAX_JOB_BYTES}
   */
  async startJob(service: string, input: Uint8Array, signal: AbortSignal): Promise<void> {
    const body = synchronousBody(input);
    if (body.length > MAX_JOB_BYTES) throw jobInputTooLarge(MAX_JOB_BYTES);
    const answer = await this.#withToken(service, this.#call("job", service, body, signal));
    if (answer.status < 300) return answer.cancel();
    throw await this.#failure(service, answer);
  }

  /** One call; `undefined` where the service doesn't answer yet. */
  async #runOnce(
    service: string,
    body: string,
    signal: AbortSignal,
    { answerMs, maxAnswerBytes }: RunLimits,
    { onSent, onAnswer }: RunReports,
  ): Promise<ServiceAnswer | undefined> {
    const limited = withLimit(signal, answerMs);
    try {
      const call = { ...this.#call("run", service, body, limited), ...onSent && { onSent } };
      const answer = await this.#withToken(service, call);
      if (answer.status >= 300) return await this.#notAnswered(service, answer);
      const length = Number(answer.header("content-length") ?? NaN);
      const isNamed = length >= 0 && length <= maxAnswerBytes;
      await onAnswer?.(isNamed ? length : undefined, limited);
      const bytes = await this.#caller.body(answer, maxAnswerBytes);
      const seconds = Number(answer.header("x-duration-seconds"));
      return { body: bytes, durationSeconds: seconds > 0 ? seconds : undefined };
    } catch (caught) {
      signal.throwIfAborted();
      const cause = caught instanceof FrameboxError ? caught.cause : caught;
      const isClosed = networkProblem(cause) === "closed";
      throw isClosed || limited.aborted ? serviceTooSlow(service, cause) : caught;
    }
  }

  /** Resolves where the service isn't ready; else throws what the answer stands for. */
  async #notAnswered(service: string, answer: HttpAnswer): Promise<undefined> {
    const { status } = answer;
    if (status !== 502 && status !== 503) throw await this.#failure(service, answer);
    const text = await this.#caller.errorText(answer);
    // A bearer that is no token of a service.
    if (/token is malformed/.test(text)) throw clusterFailed(status, safeLine(text));
    return undefined;
  }

  async #failure(service: string, answer: HttpAnswer): Promise<FrameboxError> {
    const { status } = answer;
    const text = await this.#caller.errorText(answer);
    const line = safeLine(text);
    switch (status) {
      case 403:
        return notAllowed(line);
      case 404:
        return /page not found/.test(text) ? noSynchronousCalls() : serviceGone(service);
      case 408:
      case 504:
        return serviceTooSlow(service);
      case 413:
        return inputTooLarge(service);
      case 500:
        return serviceFailed(service, safeLastLine(text), text);
    }
    return status < 500 ? requestRefused(status, line) : clusterFailed(status, line);
  }

  /** Calls with the service's token; once more where it was renewed. */
  async #withToken(service: string, call: ClusterCall): Promise<HttpAnswer> {
    const known = this.#tokens.get(service);
    const first = known ?? await this.#renewed(service, call.signal);
    if (first === undefined) {
      // A user of the cluster's issuer may call services of others without their token.
      if (this.#caller.login?.kind === "oidc") return await this.#caller.call(call);
      throw tokenRefused(service);
    }
    const answer = await this.#caller.send(call, `Bearer ${first}`);
    if (answer.status !== 401) return answer;
    answer.cancel();
    const second = await this.#renewed(service, call.signal);
    if (second === undefined || second === first) throw tokenRefused(service);
    const again = await this.#caller.send(call, `Bearer ${second}`);
    if (again.status !== 401) return again;
    again.cancel();
    throw tokenRefused(service);
  }

  /** The service's token as it is now. */
  async #renewed(service: string, signal: AbortSignal): Promise<string | undefined> {
    this.#tokens.delete(service);
    const { token } = await this.#manager.service(service, { hasBackend: true }, signal);
    if (token !== undefined) this.#tokens.set(service, token);
    return token;
  }

  async #whyNotReady(service: string, signal: AbortSignal): Promise<string> {
    const deployment = await this.#manager.deployment(service, signal).catch(() => undefined);
    signal.throwIfAborted();
    return safeLine(deployment?.reason || deployment?.state || "") || "no answer";
  }

  #call(kind: "run" | "job", service: string, body: string, signal: AbortSignal): ClusterCall {
    if (!isName(service)) throw serviceGone(service);
    const type = "application/octet-stream";
    return { method: "POST", path: [kind, service], body, type, signal };
  }
}
