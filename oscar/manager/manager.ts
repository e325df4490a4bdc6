/**
 * A cluster's manager, for one login.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import {
  type ClusterConfig,
  type ClusterInfo,
  type Deployment,
  type KnownService,
  readConfig,
  readDeployment,
  readInfo,
  readService,
  readServices,
  type ServiceSurroundings,
} from "../service/mod.ts";
import { type HttpAnswer, readTail } from "../transport/mod.ts";
import { isName } from "./address.ts";
import {
  type BucketPage,
  type PresignedCall,
  type PresignRequest,
  readBucketPage,
  readPresigned,
} from "./buckets.ts";
import { type ClusterCall, type ClusterCaller, limited } from "./cluster_caller.ts";
import { bucketGone, clusterAway, noClusterHere, serviceGone } from "./failures.ts";
import {
  type DeploymentLog,
  type Job,
  type JobsPage,
  readDeploymentLog,
  readJobs,
} from "./jobs.ts";

/** Bounds of what is read, in bytes. Services carry their scripts. */
const MAX_SMALL_BYTES = 1_000_000;
const MAX_LIST_BYTES = 64_000_000;
/** The end of a job's log. */
const MAX_LOG_BYTES = 1_000_000;
const MAX_PAGES = 200;

/** Calls of one cluster with one login; see each for what it throws besides what goes wrong on the way. */
export class Manager {
  readonly #caller: ClusterCaller;

  /**
   * Calls nothing yet.
   *
   * @param caller one without a login can call `health` alone
   */
  constructor(caller: ClusterCaller) {
    this.#caller = caller;
  }

  /** Its address, as users know it. */
  get address(): string {
    return this.#caller.address;
  }

  /** Resolves where a cluster answers. */
  async health(signal: AbortSignal): Promise<void> {
    const answer = await this.#caller.send(limited({ path: ["health"], signal }), undefined);
    const text = await this.#caller.errorText(answer);
    if (answer.status >= 502 && answer.status <= 504) throw clusterAway(this.address);
    if (answer.status !== 200 || !/^\s*"?ok"?\s*$/i.test(text)) throw noClusterHere(this.address);
  }

  /** The configuration; that it answers shows that the login holds. */
  async config(signal: AbortSignal): Promise<ClusterConfig> {
    const json = await this.#json(
      { path: ["system", "config"], signal },
      MAX_SMALL_BYTES,
      (status) => {
        // Every generation has this call.
        return status === 404 || status === 405 ? noClusterHere(this.address) : undefined;
      },
    );
    const config = readConfig(json);
    if (config === undefined) throw noClusterHere(this.address);
    return config;
  }

  /** Versions. */
  async info(signal: AbortSignal): Promise<ClusterInfo> {
    const info = readInfo(await this.#json({ path: ["system", "info"], signal }, MAX_SMALL_BYTES));
    if (info === undefined) throw noClusterHere(this.address);
    return info;
  }

  /** All services that this login may see. */
  async services(surroundings: ServiceSurroundings, signal: AbortSignal): Promise<KnownService[]> {
    const path = ["system", "services"];
    // Older clusters ignore the query.
    const query = { include: "deployment" };
    return readServices(await this.#json({ path, query, signal }, MAX_LIST_BYTES), surroundings);
  }

  /**
   * One service, anew.
   *
   * @throws {FrameboxError} `NOT_FOUND` where it is gone
   */
  async service(
    name: string,
    surroundings: ServiceSurroundings,
    signal: AbortSignal,
  ): Promise<KnownService> {
    const json = await this.#ofService(name, [], {}, MAX_LIST_BYTES, signal);
    const service = readService(json, surroundings);
    if (service === undefined) throw serviceGone(name);
    return service;
  }

  /** State of a service's containers; `undefined` before 4.0.0. */
  async deployment(name: string, signal: AbortSignal): Promise<Deployment | undefined> {
    const answer = await this.#caller.call(
      limited(this.#serviceCall(name, ["deployment"], {}, signal)),
    );
    if (answer.status === 404) return void answer.cancel();
    return this.#parsed(answer, readDeployment);
  }

  /** Last lines of a service's containers; `undefined` before 4.0.0. */
  async deploymentLog(
    name: string,
    lines: number,
    signal: AbortSignal,
  ): Promise<DeploymentLog | undefined> {
    const query = { tailLines: String(lines) };
    const call = this.#serviceCall(name, ["deployment", "logs"], query, signal);
    const answer = await this.#caller.call(limited(call));
    if (answer.status === 404) return void answer.cancel();
    return this.#parsed(answer, readDeploymentLog);
  }

  /** One page of a service's jobs. */
  async jobs(name: string, page: string | undefined, signal: AbortSignal): Promise<JobsPage> {
    const call = { ...this.#logCall(name, [], signal), query: { page } };
    const json = await this.#json(call, MAX_LIST_BYTES, (status) => {
      return status === 404 ? serviceGone(name) : undefined;
    });
    const jobs = readJobs(json);
    if (jobs === undefined) throw noClusterHere(this.address);
    return jobs;
  }

  /** All pages of a service's jobs. Each page costs the cluster a call for each job of it. */
  async allJobs(name: string, signal: AbortSignal): Promise<Job[]> {
    const jobs = new Map<string, Job>();
    let page: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const found = await this.jobs(name, page, signal);
      for (const job of found.jobs) jobs.set(job.name, job);
      if (found.next === undefined || found.next === page) break;
      page = found.next;
    }
    return [...jobs.values()];
  }

  /** The end of what a job's container wrote; `undefined` while it isn't started, and for a job that isn't there. */
  async jobLog(name: string, job: string, signal: AbortSignal): Promise<string | undefined> {
    if (!isName(job)) return undefined;
    const call = { ...this.#logCall(name, [job], signal), query: { timestamps: "true" } };
    const answer = await this.#caller.call(limited(call));
    if (answer.status === 200) {
      return new TextDecoder().decode(await readTail(answer.body, MAX_LOG_BYTES));
    }
    // 404: not started; 500 without a body: no such job.
    if (answer.status === 404) return void answer.cancel();
    if (answer.status !== 500) throw await this.#caller.failure(answer);
    const text = await this.#caller.errorText(answer);
    if (text.trim() === "") return undefined;
    throw clusterAway(this.address);
  }

  /** Stops and removes a job; false where it isn't there any more. */
  async deleteJob(name: string, job: string, signal: AbortSignal): Promise<boolean> {
    if (!isName(job)) return false;
    const call = { ...this.#logCall(name, [job], signal), method: "DELETE" as const };
    const answer = await this.#caller.call(limited(call));
    if (answer.status < 300 || answer.status === 404) {
      answer.cancel();
      return answer.status < 300;
    }
    throw await this.#caller.failure(answer);
  }

  /**
   * One page of a bucket (since 3.6.5).
   *
   * @throws {FrameboxError} `NOT_FOUND` for no such bucket, `UNIMPLEMENTED` where the cluster is older
   */
  async bucket(name: string, page: string | undefined, signal: AbortSignal): Promise<BucketPage> {
    const answer = await this.#caller.call(limited(this.#bucketCall(name, [], signal, { page })));
    return this.#parsed(answer, readBucketPage, name);
  }

  /**
   * An address by which an object can be put or got without keys (since 3.6.4).
   *
   * @throws {FrameboxError} as {@linkcode bucket}
   */
  async presign(
    bucket: string,
    { key, operation, expiresInSeconds, contentType }: PresignRequest,
    signal: AbortSignal,
  ): Promise<PresignedCall> {
    const body = JSON.stringify({
      object_key: key,
      operation,
      expires_in: expiresInSeconds,
      ...contentType === undefined ? {} : { content_type: contentType },
      extra_headers: {},
    });
    const call = this.#bucketCall(bucket, ["presign"], signal, {});
    const answer = await this.#caller.call(
      limited({ ...call, method: "POST", body, type: "application/json" }),
    );
    return this.#parsed(answer, readPresigned, bucket);
  }

  async #json(
    call: ClusterCall,
    maxBytes: number,
    failed: (status: number) => FrameboxError | undefined = () => undefined,
  ): Promise<unknown> {
    const answer = await this.#caller.call(limited(call));
    if (answer.status === 200) return await this.#caller.json(answer, maxBytes);
    const known = failed(answer.status);
    if (known === undefined) throw await this.#caller.failure(answer);
    answer.cancel();
    throw known;
  }

  async #parsed<Result>(
    answer: HttpAnswer,
    readJson: (json: unknown) => Result | undefined,
    bucket?: string,
  ): Promise<Result> {
    if (answer.status !== 200) throw await this.#caller.failure(answer, bucket);
    const result = readJson(await this.#caller.json(answer, MAX_LIST_BYTES));
    if (result === undefined) throw noClusterHere(this.address);
    return result;
  }

  #ofService(
    name: string,
    path: readonly string[],
    query: ClusterCall["query"] & object,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<unknown> {
    return this.#json(this.#serviceCall(name, path, query, signal), maxBytes, (status) => {
      return status === 404 ? serviceGone(name) : undefined;
    });
  }

  #serviceCall(
    name: string,
    path: readonly string[],
    query: ClusterCall["query"] & object,
    signal: AbortSignal,
  ): ClusterCall {
    if (!isName(name)) throw serviceGone(name);
    return { path: ["system", "services", name, ...path], query, signal };
  }

  #logCall(name: string, path: readonly string[], signal: AbortSignal): ClusterCall {
    if (!isName(name)) throw serviceGone(name);
    return { path: ["system", "logs", name, ...path], signal };
  }

  #bucketCall(
    name: string,
    path: readonly string[],
    signal: AbortSignal,
    query: ClusterCall["query"] & object,
  ): ClusterCall {
    if (!isName(name)) throw bucketGone(name);
    return { path: ["system", "buckets", name, ...path], query, signal };
  }
}
