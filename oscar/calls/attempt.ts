/**
 * One try after the other of an asynchronous call, under one mark.
 *
 * @module
 */
import { pause } from "../../base/clock/mod.ts";
import { FrameboxError } from "../../base/errors/mod.ts";
import { type Job, safeLastLine } from "../manager/mod.ts";
import { hasMark } from "../names/mod.ts";
import { isPassing, putAgain, type StoredObject } from "../storage/mod.ts";
import type { AsynchronousCall, AttemptEnd } from "./asynchronous_call.ts";
import { Changes } from "./changes.ts";
import { jobFailed, withoutResult } from "./failures.ts";
import type { Folder, WatchedFolder } from "./folder_watches.ts";
import { isStorageAway, lastLines, outputsOf } from "./job_log.ts";
import { type FollowedCall, hasEnded } from "./job_reader.ts";
import { fetchOutput, type FoundObject } from "./outputs.ts";
import type { CallOutput } from "./service_call.ts";
import type { Turn } from "./turns.ts";

/** Nothing more comes when nothing came for as long, in milliseconds. */
export const QUIET_MS = 2000;
/** How long outputs may come after their job has ended, in milliseconds. */
export const AFTER_JOB_MS = 5000;
/** How long a job may take to be created, in milliseconds; its input is put again then. */
export const NO_JOB_MS = 60_000;
/** How long one waits for others to be done with a service, in milliseconds. */
const OTHERS_MS = 120_000;
/** How long a job that is cancelled is looked for, in milliseconds. */
const CANCEL_MS = 30_000;
/** How long objects without a mark are taken after the first one, in milliseconds. */
const MAX_UNMARKED_MS = 30_000;
/** Objects without a mark, of one try. */
const MAX_UNMARKED = 1000;

/** What identifies the call. */
interface Identity {
  readonly mark: string;
  /** Of the input. */
  readonly key: string;
  readonly signal: AbortSignal;
}

/** See the module. Disposing of it ends its watches and its turn. */
export class Attempt implements AsyncDisposable {
  readonly #call: AsynchronousCall;
  readonly #id: Identity;
  readonly #changes = new Changes();
  readonly #watches: WatchedFolder[] = [];
  readonly #marked = new Map<string, FoundObject>();
  readonly #unmarked = new Map<string, FoundObject>();
  readonly #outputs = new Map<string, CallOutput>();
  #turn: Turn | undefined;
  /** When the first object of a try came, and the last one. */
  #firstAtMs = 0;
  #lastAtMs = 0;
  #isPut = false;
  #isLast = false;
  /** When the input was put, by the clock. */
  putAtMs = 0;

  /** Does nothing yet. */
  constructor(call: AsynchronousCall, id: Identity) {
    this.#call = call;
    this.#id = id;
  }

  /** Where its outputs are. */
  foundKeys(): { folder: Folder; key: string }[] {
    return [...this.#found.values()].map(({ folder, object: { key } }) => ({ folder, key }));
  }

  /** Its turn, which goes on after it where outputs are still to be read that others would overwrite. */
  keepTurn(isRead: boolean): Turn | undefined {
    if (!isRead || this.#marked.size > 0) return undefined;
    const turn = this.#turn;
    this.#turn = undefined;
    return turn;
  }

  /** Tries once. */
  async run({ isAlone, isLast }: { isAlone: boolean; isLast: boolean }): Promise<AttemptEnd> {
    this.#isLast = isLast;
    const { memory, reader } = this.#call;
    const { signal } = this.#id;
    this.#turn?.[Symbol.dispose]();
    this.#turn = undefined;
    const mustBeAlone = () => isAlone || !this.#isFoundByMark;
    this.#turn = await memory.turns.take(mustBeAlone, signal);
    // They are somebody else's, or can't be told apart.
    for (const name of this.#unmarked.keys()) this.#outputs.delete(name);
    this.#unmarked.clear();
    await this.#watch();
    // Outputs of an earlier try may have come meanwhile.
    if (this.#marked.size > 0) return await this.#done(undefined);
    await this.#prepare();
    const breaks = this.#breaks;
    const followed = reader.follow(this.#input, this.#changes.notify);
    try {
      await this.#put(followed);
      const end = await this.#outcome(followed, breaks);
      followed[Symbol.dispose]();
      return end;
    } catch (caught) {
      if (signal.aborted && this.#isPut) this.#cancel(followed);
      else followed[Symbol.dispose]();
      throw caught;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const watch of this.#watches) watch[Symbol.dispose]();
    this.#turn?.[Symbol.dispose]();
    await Promise.resolve();
  }

  get #input(): string {
    return `${this.#call.inputFolder.bucket}/${this.#id.key}`;
  }

  get #breaks(): number {
    return this.#watches.reduce((sum, { breaks }) => sum + breaks, 0);
  }

  /** Whether outputs are found by their marks, or none are awaited: then others don't disturb. */
  get #isFoundByMark(): boolean {
    return this.#hasObjects ? this.#call.memory.hasMarks === true : this.#hasLogs;
  }

  get #hasObjects(): boolean {
    return this.#call.outputFolders.length > 0;
  }

  /** Whether logs name inputs and outputs. */
  get #hasLogs(): boolean {
    const { asynchronous } = this.#call.service;
    return asynchronous.isPossible && asynchronous.unmarkedBy === "log";
  }

  get #found(): Map<string, FoundObject> {
    return this.#marked.size > 0 || !this.#turn?.isAlone ? this.#marked : this.#unmarked;
  }

  async #watch(): Promise<void> {
    if (this.#watches.length > 0) return;
    for (const folder of this.#call.outputFolders) {
      const onObject = (object: StoredObject) => this.#onObject(folder, object);
      this.#watches.push(await this.#call.watches.watch(folder, onObject, this.#id.signal));
    }
  }

  #onObject(folder: Folder, object: StoredObject): void {
    const { inputFolder, clock } = this.#call;
    const name = `${folder.bucket}/${object.key}`;
    // An output folder may hold the input folder.
    if (name === this.#input || object.key.endsWith("/")) return;
    const isMarked = hasMark(object.key, folder.folder, this.#id.mark);
    if (!isMarked) {
      const isInput = folder.bucket === inputFolder.bucket &&
        object.key.startsWith(`${inputFolder.folder}/`);
      if (isInput || this.#unmarked.size >= MAX_UNMARKED || !this.#turn?.isAlone) return;
    }
    if (this.#found.size === 0) this.#firstAtMs = clock.now();
    (isMarked ? this.#marked : this.#unmarked).set(name, { folder, object });
    this.#lastAtMs = clock.now();
    this.#changes.notify();
  }

  /** Knows the jobs that are there before the input, and waits for others where nothing tells outputs apart. */
  async #prepare(): Promise<void> {
    const { memory, reader, clock } = this.#call;
    const { signal } = this.#id;
    const isAlone = this.#turn?.isAlone === true;
    if (!isAlone && reader.isKnown) return;
    const start = clock.now();
    for (;;) {
      try {
        await reader.next(signal);
      } catch (caught) {
        signal.throwIfAborted();
        // Outputs with marks are found without jobs.
        if (isPassing(caught)) throw caught;
        return;
      }
      if (!isAlone || memory.hasMarks !== false || !reader.isBusy) return;
      if (clock.now() - start > OTHERS_MS) return;
    }
  }

  async #put(followed: FollowedCall): Promise<void> {
    const { input, inputFolder: { store, bucket }, limits, clock, progress } = this.#call;
    const { key, signal } = this.#id;
    progress.report({ stage: "uploading", sentBytes: 0, totalBytes: input.byteLength });
    if (this.putAtMs === 0) this.putAtMs = clock.now();
    this.#isPut = true;
    let isSent = false;
    const sent = () => {
      // A try that failed may have started the job.
      if (isSent) return;
      isSent = true;
      followed.sent();
      // What came before the input is none of its outputs.
      this.#unmarked.clear();
    };
    const object = progress.uploading(input, sent);
    if (input.byteLength === 0) sent();
    await putAgain(store, { bucket, key, object }, limits.storageMs, signal, clock);
    progress.waits();
  }

  /** Waits until it is known how the try ends. */
  async #outcome(followed: FollowedCall, breaks: number): Promise<AttemptEnd> {
    const { clock, progress } = this.#call;
    const { signal } = this.#id;
    const putMs = clock.now();
    const { lists: listsAtPut } = followed.jobs();
    let endedMs: number | undefined;
    for (;;) {
      const { mine, candidates, lists } = followed.jobs();
      if (mine && mine.state !== "Pending" && mine.state !== "Suspended") {
        progress.report({ stage: "running", since: mine.startedAt });
      }
      // A list that was under way when the input was put may lack its job.
      const isListed = lists >= listsAtPut + 2;
      if (
        mine === undefined && candidates.length > 0 &&
        candidates.every(({ state }) => state === "Running")
      ) {
        progress.report({ stage: "running", since: undefined });
      }
      await this.#fetch(this.#marked);
      const hasEndedMine = mine !== undefined && hasEnded(mine);
      const nowMs = clock.now();
      let waitMs = NO_JOB_MS;
      if (this.#found.size > 0) {
        waitMs = this.#lastAtMs + QUIET_MS - nowMs;
        // Others may never be quiet.
        if (this.#marked.size === 0) {
          waitMs = Math.min(waitMs, this.#firstAtMs + MAX_UNMARKED_MS - nowMs);
        }
        if (hasEndedMine || waitMs <= 0) return await this.#judged(followed);
      } else {
        const isOver = hasEndedMine ||
          candidates.length > 0 && isListed && candidates.every(hasEnded);
        endedMs = isOver ? endedMs ?? nowMs : undefined;
        if (mine?.state === "Succeeded" && !this.#hasObjects) return await this.#done(mine);
        if (endedMs !== undefined) {
          waitMs = endedMs + AFTER_JOB_MS - nowMs;
          if (waitMs <= 0) {
            await this.#lookAgain();
            if (this.#found.size === 0) return await this.#withoutObjects(mine, breaks);
            continue;
          }
        } else if (candidates.length === 0) {
          waitMs = putMs + NO_JOB_MS - nowMs;
          if (waitMs <= 0 && isListed) return { kind: "again", isMixed: false };
          waitMs = Math.max(waitMs, QUIET_MS);
        }
      }
      await this.#changes.next(waitMs, signal, clock);
    }
  }

  /** Fetches what isn't yet. */
  async #fetch(found: ReadonlyMap<string, FoundObject>): Promise<void> {
    const { input: { name: original }, limits, clock, options, progress } = this.#call;
    const { mark, signal } = this.#id;
    for (const [name, one] of [...found]) {
      if (this.#outputs.has(name)) continue;
      progress.report({ stage: "fetching" });
      const output = await fetchOutput(one, {
        input: { original, mark },
        ...limits,
        clock,
        signal,
      });
      this.#outputs.set(name, output);
      if (found === this.#marked) options.onOutput?.(output);
    }
  }

  /** Takes what was found, where it is this call's for certain. */
  async #judged(followed: FollowedCall): Promise<AttemptEnd> {
    const { memory, options } = this.#call;
    const { mine } = followed.jobs();
    if (this.#marked.size > 0) {
      if (this.#turn?.isAlone && memory.hasMarks === undefined) memory.hasMarks = true;
      return await this.#done(mine);
    }
    memory.hasMarks = false;
    this.#outputs.clear();
    await this.#fetch(this.#unmarked);
    const job = await this.#ownJob(followed);
    if (job === undefined) return { kind: "again", isMixed: true };
    for (const output of this.#outputs.values()) options.onOutput?.(output);
    return await this.#done(job);
  }

  /** The job that has made the unmarked outputs; `undefined` where another may have. */
  async #ownJob(followed: FollowedCall): Promise<Job | undefined> {
    const { reader } = this.#call;
    const { signal } = this.#id;
    // Jobs that began before the outputs were fetched are in the next list.
    await reader.next(signal).catch((caught) => {
      signal.throwIfAborted();
      if (isPassing(caught)) throw caught;
    });
    const { mine, candidates } = followed.jobs();
    if (mine === undefined) return undefined;
    const others = [...followed.before, ...candidates].filter(({ name }) => name !== mine.name);
    if (others.length === 0) return mine;
    if (!this.#hasLogs) return undefined;
    const keys = outputsOf(await this.#log(mine) ?? "");
    if (![...this.#unmarked.keys()].every((name) => keys.has(name))) return undefined;
    for (const other of others) {
      const log = await this.#log(other);
      const isUnknown = log === undefined && other.state !== "Pending" &&
        other.state !== "Suspended";
      if (isUnknown || [...outputsOf(log ?? "")].some((name) => keys.has(name))) return undefined;
    }
    return mine;
  }

  async #done(job: Job | undefined): Promise<AttemptEnd> {
    await this.#fetch(this.#found);
    return { kind: "done", outputs: [...this.#outputs.values()], job };
  }

  /** Lists output folders once more: the last event may have got lost. */
  async #lookAgain(): Promise<void> {
    const { signal } = this.#id;
    for (const folder of this.#call.outputFolders) {
      const { store, bucket, folder: path } = folder;
      const prefix = path === "" ? "" : `${path}/`;
      for (;;) {
        try {
          for await (const object of store.list(bucket, prefix, signal)) {
            if (hasMark(object.key, path, this.#id.mark)) this.#onObject(folder, object);
          }
          break;
        } catch (caught) {
          signal.throwIfAborted();
          if (!isPassing(caught)) throw caught;
        }
        await pause(QUIET_MS, signal, this.#call.clock);
        signal.throwIfAborted();
      }
    }
  }

  /** The job has ended, or all that may be it, and nothing came. */
  async #withoutObjects(mine: Job | undefined, breaks: number): Promise<AttemptEnd> {
    const { name } = this.#call.service;
    if (mine === undefined) return { kind: "again", isMixed: false };
    const log = await this.#log(mine) ?? "";
    const isSpoiled = isStorageAway(log) || this.#breaks > breaks;
    if (isSpoiled && !this.#isLast) return { kind: "again", isMixed: false };
    const lines = lastLines(log);
    const line = safeLastLine(lines);
    throw mine.state === "Succeeded"
      ? withoutResult(name, line, lines)
      : jobFailed(name, line, lines);
  }

  async #log({ name }: Job): Promise<string | undefined> {
    const { manager, service } = this.#call;
    const { signal } = this.#id;
    try {
      return await manager.jobLog(service.name, name, signal);
    } catch (caught) {
      signal.throwIfAborted();
      if (!(caught instanceof FrameboxError)) throw caught;
      return undefined;
    }
  }

  /** Deletes the job, and keeps others away until then. */
  #cancel(followed: FollowedCall): void {
    const { manager, reader, service, background } = this.#call;
    const turn = this.#turn;
    this.#turn = undefined;
    const signal = AbortSignal.timeout(CANCEL_MS);
    const cancel = async () => {
      try {
        if (followed.jobs().mine === undefined) await reader.next(signal);
        const { mine } = followed.jobs();
        if (mine && !hasEnded(mine)) await manager.deleteJob(service.name, mine.name, signal);
      } catch (caught) {
        // The job runs to its end.
        if (!(caught instanceof FrameboxError) && !signal.aborted) throw caught;
      } finally {
        followed[Symbol.dispose]();
        turn?.[Symbol.dispose]();
      }
    };
    background(cancel());
  }
}
