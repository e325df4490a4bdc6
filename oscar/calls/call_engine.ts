/**
 * Calls services of one cluster for one login, in either way.
 *
 * @module
 */
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import { type AnswerReader, DIRECT_READER } from "../answer/mod.ts";
import type { Manager, ServiceCalls } from "../manager/mod.ts";
import {
  isFetchableOutput,
  type KnownService,
  OWN_PROVIDER,
  type StorageAccess,
  type StoragePath,
} from "../service/mod.ts";
import { ObjectStorage } from "../storage/mod.ts";
import { HttpClient, type Reach } from "../transport/mod.ts";
import { callAsynchronously } from "./asynchronous_call.ts";
import { ClusterMemory } from "./cluster_memory.ts";
import { ClusterStore, PresignedStore, type Store } from "./cluster_store.ts";
import { callImpossible, tooManyCalls } from "./failures.ts";
import { type Folder, FolderWatches } from "./folder_watches.ts";
import { JobReader } from "./job_reader.ts";
import { Progress } from "./progress.ts";
import {
  CALL_LIMITS,
  type CallInput,
  type CallLimits,
  type CallOptions,
  type CallResult,
} from "./service_call.ts";
import { callSynchronously } from "./synchronous_call.ts";
import { Turns } from "./turns.ts";

/** What an engine calls. */
export interface CallEngineOptions {
  /** Of the cluster, with the login. */
  readonly manager: Pick<
    Manager,
    "config" | "jobs" | "jobLog" | "deleteJob" | "presign" | "bucket"
  >;
  /** Of the same. */
  readonly calls: Pick<ServiceCalls, "run">;
  /** For storage. */
  readonly http: HttpClient;
  /** Where storage is reached, instead of where the cluster reaches it. */
  readonly storageEndpoint?: string;
  /** Where storage may be that is a service's own; left out: anywhere. */
  readonly reach?: Reach;
  /** Shared by all logins of the cluster; left out: the engine's own. */
  readonly memory?: ClusterMemory;
  /** Left out: answers are read in the caller's thread. */
  readonly answers?: AnswerReader;
  /** Left out: {@linkcode CALL_LIMITS}. */
  readonly limits?: Partial<CallLimits>;
  /** Left out: the system's. */
  readonly clock?: Clock;
}

/** See the module. */
export class CallEngine implements AsyncDisposable {
  readonly #options: CallEngineOptions;
  readonly #limits: CallLimits;
  readonly #clock: Clock;
  readonly #memory: ClusterMemory;
  readonly #answers: AnswerReader;
  readonly #places: Turns;
  readonly #watches: FolderWatches;
  readonly #readers = new Map<string, JobReader>();
  readonly #stores = new Map<string, ClusterStore>();
  /** Cancels calls. */
  readonly #closed = new AbortController();
  /** Jobs of cancelled calls are looked for until then. */
  readonly #ended = new AbortController();
  readonly #ongoing = new Set<Promise<unknown>>();

  /** Calls nothing yet. */
  constructor(options: CallEngineOptions) {
    this.#options = options;
    this.#limits = { ...CALL_LIMITS, ...options.limits };
    this.#clock = options.clock ?? systemClock();
    this.#memory = options.memory ?? new ClusterMemory();
    this.#answers = options.answers ?? DIRECT_READER;
    this.#places = new Turns(this.#limits.maxAtOnce);
    this.#watches = new FolderWatches(this.#clock);
  }

  /**
   * Calls a service.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` where too many calls wait, `FAILED_PRECONDITION` where the service can't
   *   be called in this way, else with the reason of what went wrong; what the signal aborts with
   */
  async call(known: KnownService, input: CallInput, options: CallOptions): Promise<CallResult> {
    const { mode } = options;
    const startMs = this.#clock.now();
    const signal = AbortSignal.any([options.signal, this.#closed.signal]);
    signal.throwIfAborted();
    const { name, synchronous, asynchronous } = known.service;
    const isPossible = mode === "sync" ? synchronous.isPossible : asynchronous.isPossible;
    if (!isPossible) throw callImpossible(name);
    const { alone } = this.#memory.of(name);
    const { maxWaiting } = this.#limits;
    const isFull = this.#places.isFull && this.#places.waiting >= maxWaiting;
    if (isFull || options.isAlone && alone.waiting >= maxWaiting) throw tooManyCalls(maxWaiting);
    const progress = new Progress(options.onProgress);
    progress.report({ stage: "queued" });
    using _turn = options.isAlone ? await alone.take(() => false, signal) : undefined;
    using _place = await this.#places.take(() => false, signal);
    const call = this.#run(known, input, { ...options, signal }, progress, startMs);
    this.#background(call);
    return await call;
  }

  /** Cancels all calls, and resolves when their jobs are deleted. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort(new DOMException("The calls were ended.", "AbortError"));
    while (this.#ongoing.size > 0) await Promise.allSettled(this.#ongoing);
    this.#ended.abort(this.#closed.signal.reason);
    await this.#watches[Symbol.asyncDispose]();
  }

  async #run(
    known: KnownService,
    input: CallInput,
    options: CallOptions,
    progress: Progress,
    startMs: number,
  ): Promise<CallResult> {
    const { service } = known;
    const common = { input, options, limits: this.#limits, clock: this.#clock, progress, startMs };
    if (options.mode === "sync") {
      const { calls } = this.#options;
      const memory = this.#memory;
      return await callSynchronously({
        ...common,
        calls,
        answers: this.#answers,
        memory,
        service: service.name,
      });
    }
    const path = service.inputs.find(({ providerKind }) => providerKind === "minio");
    if (path === undefined) throw callImpossible(service.name);
    const outputs = service.outputs.filter((output) =>
      isFetchableOutput(output) &&
      (output.provider === OWN_PROVIDER || known.storage.has(output.provider))
    );
    return await callAsynchronously({
      ...common,
      service,
      manager: this.#options.manager,
      memory: this.#memory.of(service.name),
      held: this.#memory.answers,
      answers: this.#answers,
      reader: this.#readerOf(known),
      watches: this.#watches,
      inputFolder: await this.#folder(path, known),
      outputFolders: await Promise.all(foldersOnce(outputs).map((one) => this.#folder(one, known))),
      background: (work) => this.#background(work),
    });
  }

  /** Work that continues until the engine is closed. */
  #background(work: Promise<unknown>): void {
    const watched: Promise<unknown> = work.catch(() => {}).finally(() =>
      this.#ongoing.delete(watched)
    );
    this.#ongoing.add(watched);
  }

  #readerOf({ service: { name, asynchronous } }: KnownService): JobReader {
    const known = this.#readers.get(name);
    if (known !== undefined) return known;
    const reader = new JobReader({
      service: name,
      manager: this.#options.manager,
      memory: this.#memory.of(name),
      readsLogs: asynchronous.isPossible && asynchronous.unmarkedBy === "log",
      clock: this.#clock,
      closed: this.#ended.signal,
    });
    this.#readers.set(name, reader);
    return reader;
  }

  async #folder({ provider, bucket, folder }: StoragePath, known: KnownService): Promise<Folder> {
    const store = this.#storeOf(provider, known);
    await store.ready();
    return { store, provider: this.#keyOf(provider, known), bucket, folder };
  }

  #storeOf(provider: string, known: KnownService): ClusterStore {
    const key = this.#keyOf(provider, known);
    const found = this.#stores.get(key);
    if (found !== undefined) return found;
    const { manager, http } = this.#options;
    const given = known.storage.get(provider);
    const isOwn = provider === OWN_PROVIDER;
    const store = new ClusterStore({
      access: async (signal) => isOwn ? (await manager.config(signal)).storage ?? given : given,
      withKeys: (access) => this.#withKeys(access, isOwn),
      withoutKeys: isOwn ? new PresignedStore(manager, http) : undefined,
    }, this.#closed.signal);
    this.#stores.set(key, store);
    return store;
  }

  /** The cluster's own storage is one for all services; other storage is a service's. */
  #keyOf(provider: string, { service, storage }: KnownService): string {
    if (provider === OWN_PROVIDER && !storage.has(provider)) return provider;
    return `${provider} of ${service.name}`;
  }

  #withKeys(access: StorageAccess, isOwn: boolean): Store {
    const { http, storageEndpoint, reach } = this.#options;
    // The cluster itself doesn't check this certificate.
    const client = access.verify ? http : new HttpClient({ isInsecure: true });
    if (!isOwn) return new ObjectStorage(access, reach ? client.within(reach) : client);
    return new ObjectStorage(access, client, storageEndpoint);
  }
}

/** Several outputs may go to one folder, by their suffixes. */
function foldersOnce(paths: readonly StoragePath[]): StoragePath[] {
  const byFolder = new Map(paths.map((path) => [
    `${path.provider} ${path.bucket}/${path.folder}`,
    path,
  ]));
  return [...byFolder.values()];
}
