/**
 * The calls of one session, with their files in its directory.
 *
 * @module
 */
import type { Session } from "../../hub/mod.ts";
import { callImpossible, tooManyCalls } from "../../oscar/calls/mod.ts";
import type { Reading } from "../../oscar/answer/mod.ts";
import type { InputKind } from "../../oscar/service/mod.ts";
import {
  type ClusterConnection,
  clusterLoginNeeded,
  type OfferedService,
} from "../connections/mod.ts";
import { type Call, CallRecord, isFinal } from "./call.ts";
import { storedInput } from "./call_input.ts";
import { noSuchCall, serverStops, sessionEnded } from "./failures.ts";
import { KeptFiles, type NewFile } from "./kept_file.ts";
import { runCall } from "./run_call.ts";
import { type StoredOutput, storedReading } from "./stored_output.ts";
import type { CallOwner, SharedCalls } from "./shared_calls.ts";

/** What is to be called. */
export interface CallRequest {
  /** `cluster/service`. */
  readonly service: string;
  /** Left out: the service's usual way. */
  readonly mode?: "sync" | "async" | undefined;
  /** Left out: what the service takes. */
  readonly kind?: InputKind | undefined;
  /** The user's own name of the input. */
  readonly name: string;
}

/** A call, or the id of one that was removed, at its change. */
export type CallChange =
  | { readonly change: number; readonly call: Call }
  | { readonly change: number; readonly removed: string };

interface Kept {
  readonly record: CallRecord;
  /** Cancels it. */
  readonly cancel: AbortController;
}

/** Removals that a client can still learn of when it comes back. */
const MAX_REMOVALS = 1000;

/** See the module. */
export class SessionCalls implements CallOwner {
  /** Whose calls they are. */
  readonly session: Session;
  readonly #shared: SharedCalls;
  readonly #files: KeptFiles;
  readonly #kept = new Map<string, Kept>();
  readonly #removals: { change: number; removed: string }[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #running = new Set<Promise<void>>();
  /** Calls whose input is still coming. */
  #starting = 0;
  #changes = 0;

  /** None yet. */
  constructor(session: Session, shared: SharedCalls) {
    this.session = session;
    this.#shared = shared;
    this.#files = new KeptFiles(session, () => this.#removeOldest());
  }

  /** The newest first. */
  get all(): readonly Call[] {
    return [...this.#kept.values()].map(({ record }) => record.call).reverse();
  }

  /** Number of the newest change. */
  get last(): number {
    return this.#changes;
  }

  /**
   * The call of that id.
   *
   * @throws {FrameboxError} `NOT_FOUND`
   */
  get(id: string): Call {
    return this.#of(id).record.call;
  }

  /** What an output holds, read from disk again; `undefined` for one that is no data, or too much. */
  read(output: StoredOutput, signal: AbortSignal): Promise<Reading | undefined> {
    return storedReading(output, this.#shared.answers, signal);
  }

  /** What has changed after a change, in the order of the changes. */
  after(change: number): readonly CallChange[] {
    const changed: CallChange[] = this.#removals.filter((removal) => removal.change > change);
    for (const { record: { call } } of this.#kept.values()) {
      if (call.change > change) changed.push({ change: call.change, call });
    }
    return changed.sort((a, b) => a.change - b.change);
  }

  /** Notifies of each change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Calls a service as soon as its input is on disk; the call continues by itself.
   *
   * @param give puts the input on disk, when all else is checked
   * @throws {FrameboxError} `UNAUTHENTICATED` without a login at the cluster, `NOT_FOUND` for a service that is gone,
   *   `FAILED_PRECONDITION` where it can't be called, `RESOURCE_EXHAUSTED` where too many calls are open or there is no
   *   room; what `give` throws
   */
  async start(
    request: CallRequest,
    give: (files: KeptFiles) => Promise<NewFile>,
    signal: AbortSignal,
  ): Promise<Call> {
    const detach = this.#enter();
    try {
      const { connection, offered, mode } = await this.#find(request, signal);
      const { imageLimits: limits } = this.#shared.options;
      const given = await give(this.#files);
      const kind = request.kind ?? offered.input;
      const input = storedInput(given, { name: request.name, kind, limits });
      if (this.session.ended.aborted) throw sessionEnded();
      return this.#begin(connection, offered, { mode, input });
    } finally {
      detach();
    }
  }

  /**
   * The same call once more, by the login that is there now.
   *
   * @throws {FrameboxError} as {@linkcode start}
   */
  async again(id: string, signal: AbortSignal): Promise<Call> {
    const { service, mode, input } = this.get(id);
    const detach = this.#enter();
    input.file.use();
    try {
      const { connection, offered } = await this.#find({ service, mode, name: input.name }, signal);
      if (this.session.ended.aborted) throw sessionEnded();
      return this.#begin(connection, offered, { mode, input });
    } catch (caught) {
      await input.file.release();
      throw caught;
    } finally {
      detach();
    }
  }

  /** Cancels a call that has not ended, or removes one that has, with its files. */
  async remove(id: string): Promise<void> {
    const kept = this.#of(id);
    const { call } = kept.record;
    if (!isFinal(call.state)) return kept.cancel.abort();
    this.#kept.delete(id);
    this.#removals.push({ change: ++this.#changes, removed: id });
    if (this.#removals.length > MAX_REMOVALS) this.#removals.shift();
    this.#shared.removed(call);
    this.#emit();
    const { input, outputs, other } = call;
    for (const { file } of [input, ...outputs, ...other ? [other] : []]) await file.release();
  }

  /** Resolves when no call is under way any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #begin(
    connection: ClusterConnection,
    offered: OfferedService,
    start: Pick<Call, "mode" | "input">,
  ): Call {
    const { clock, usual } = this.#shared;
    const { owner } = this.session;
    const id = crypto.getRandomValues(new Uint8Array(16))
      .toBase64({ alphabet: "base64url", omitPadding: true });
    const usualMs = usual.of(owner, offered.name);
    const record = new CallRecord(
      { ...start, id, service: offered.name, usualMs },
      () => clock.date(),
      () => {
        // Its listeners look at what is changed, which it is only now.
        queueMicrotask(() => this.#emit());
        return ++this.#changes;
      },
    );
    const cancel = new AbortController();
    this.#kept.set(id, { record, cancel });
    const running = this.#run(connection, offered, record, cancel.signal)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
    return record.call;
  }

  async #run(
    connection: ClusterConnection,
    offered: OfferedService,
    record: CallRecord,
    cancelled: AbortSignal,
  ): Promise<void> {
    const { pool, turns, answers, options, closed, usual } = this.#shared;
    const { session } = this;
    const { call } = record;
    const detach = session.attach();
    const release = connection.hold();
    try {
      const end = await runCall({
        connection,
        offered,
        record,
        files: this.#files,
        pool,
        turns,
        answers,
        imageLimits: options.imageLimits,
        cancelled,
        stops: [session.ended, closed],
      });
      if (end.state === "done" && !end.isScriptFailure) {
        usual.note(session.owner, call.service, call.totalMs ?? 0);
      }
    } finally {
      release();
      if (!session.ended.aborted) session.resultKept();
      detach();
      this.#shared.ended(this, call);
      await this.#keepWithinBounds();
    }
  }

  /** The login, the service and the way that a request names. */
  async #find(
    { service, mode }: CallRequest,
    signal: AbortSignal,
  ): Promise<{
    readonly connection: ClusterConnection;
    readonly offered: OfferedService;
    readonly mode: "sync" | "async";
  }> {
    const { directory } = this.#shared;
    const [cluster = "", name = ""] = service.split(/\/(.*)/s);
    const connection = directory.connection(this.session.owner, cluster);
    if (connection === undefined) throw clusterLoginNeeded(cluster);
    const offered = await connection.service(name, signal);
    const way = mode ?? offered.preferred;
    const { synchronous, asynchronous } = offered.known.service;
    const isPossible = way === "sync" ? synchronous.isPossible : asynchronous.isPossible;
    if (way === undefined || !isPossible) throw callImpossible(service);
    return { connection, offered, mode: way };
  }

  /** One call more: the session doesn't end while its input is coming. */
  #enter(): () => void {
    const { options: { maxOpen }, closed } = this.#shared;
    if (closed.aborted) throw serverStops();
    if (this.#running.size + this.#starting >= maxOpen) throw tooManyCalls(maxOpen);
    this.#starting++;
    const detach = this.session.attach();
    return () => {
      this.#starting--;
      detach();
    };
  }

  async #keepWithinBounds(): Promise<void> {
    while (this.#kept.size > this.#shared.options.maxKept && await this.#removeOldest());
  }

  /** Removes the oldest call that has ended; `false` where there is none. */
  async #removeOldest(): Promise<boolean> {
    for (const { record: { call } } of this.#kept.values()) {
      if (!isFinal(call.state)) continue;
      await this.remove(call.id);
      return true;
    }
    return false;
  }

  #of(id: string): Kept {
    const kept = this.#kept.get(id);
    if (kept === undefined) throw noSuchCall();
    return kept;
  }

  #emit(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
