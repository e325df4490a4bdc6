/**
 * One try after the other of an asynchronous call, under one mark.
 *
 * @module
 */
import { type Job, safeLastLine } from "../manager/mod.ts";
import { isPassing, putAgain, type StoredObject } from "../storage/mod.ts";
import type { AsynchronousCall, AttemptEnd } from "./asynchronous_work.ts";
import { AttemptJobs, hasNamesInLogs } from "./attempt_jobs.ts";
import { Changes } from "./changes.ts";
import { jobFailed, tooManyOutputs, withoutResult } from "./failures.ts";
import type { Folder, WatchedFolder } from "./folder_watches.ts";
import { isStorageAway, lastLines } from "./job_log.ts";
import { hasEnded } from "./job_reader.ts";
import { type FoundObject, FoundObjects, MAX_OUTPUTS } from "./found_objects.ts";
import { fetchOutput } from "./outputs.ts";
import type { Held } from "./held_bytes.ts";
import type { CallOutput } from "./service_call.ts";
import type { Turn } from "./turns.ts";

/** Nothing more comes when nothing came for as long, in milliseconds. */
const QUIET_MS = 2000;
/** How long outputs may come after their job has ended, in milliseconds. */
const AFTER_JOB_MS = 5000;
/** How long a job may take to be created, in milliseconds; its input is put again then. */
const NO_JOB_MS = 60_000;
/** How long one waits for others to be done with a service, in milliseconds. */
const OTHERS_MS = 120_000;
/** How long objects without a mark are taken after the first one, in milliseconds. */
const MAX_UNMARKED_MS = 30_000;

/** An output that is held is there as it came, and as what is read in it. */
const HELD_COPIES = 2;

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
  readonly #objects: FoundObjects;
  readonly #outputs = new Map<string, CallOutput>();
  /** What its outputs hold. */
  #held: Held[] = [];
  #turn: Turn | undefined;
  #isPut = false;
  #isLast = false;
  /** When the input was put, by the clock. */
  putAtMs = 0;

  /** Does nothing yet. */
  constructor(call: AsynchronousCall, id: Identity) {
    this.#call = call;
    this.#id = id;
    this.#objects = new FoundObjects({ ...call, ...id, onChange: this.#changes.notify });
  }

  /** Where its outputs are. */
  foundKeys(): { folder: Folder; key: string }[] {
    return [...this.#objects.found.values()].map(({ folder, object: { key } }) => ({
      folder,
      key,
    }));
  }

  /** Its turn, which continues after it where outputs are still to be read that others would overwrite. */
  keepTurn(isRead: boolean): Turn | undefined {
    return isRead && this.#objects.marked.size === 0 ? this.#takeTurn() : undefined;
  }

  /** What the outputs hold, which continues after it. */
  keepHeld(): Disposable {
    const held = new DisposableStack();
    for (const one of this.#held) held.use(one);
    this.#held = [];
    return held;
  }

  /** Tries once. */
  async run({ isAlone, isLast }: { isAlone: boolean; isLast: boolean }): Promise<AttemptEnd> {
    this.#isLast = isLast;
    const { memory } = this.#call;
    const { key, signal } = this.#id;
    this.#turn?.[Symbol.dispose]();
    this.#turn = undefined;
    const mustBeAlone = () => isAlone || !this.#isFoundByMark;
    this.#turn = await memory.turns.take(mustBeAlone, signal);
    // It isn't known whose the unmarked ones of an earlier try are.
    for (const name of this.#objects.unmarked.keys()) this.#outputs.delete(name);
    this.#objects.restart(this.#turn.isAlone);
    await this.#watch();
    // Outputs of an earlier try may have come meanwhile.
    if (this.#objects.marked.size > 0) return await this.#done(undefined);
    await this.#prepare(isAlone);
    if (this.#objects.marked.size > 0) return await this.#done(undefined);
    const breaks = this.#breaks;
    const { bucket } = this.#call.inputFolder;
    const jobs = new AttemptJobs(this.#call, `${bucket}/${key}`, this.#changes.notify, signal);
    try {
      await this.#put(jobs);
      const end = await this.#outcome(jobs, breaks);
      jobs[Symbol.dispose]();
      return end;
    } catch (caught) {
      if (signal.aborted && this.#isPut) jobs.cancel(this.#takeTurn());
      else jobs[Symbol.dispose]();
      throw caught;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const one of [...this.#watches, ...this.#held]) one[Symbol.dispose]();
    this.#turn?.[Symbol.dispose]();
    await Promise.resolve();
  }

  #takeTurn(): Turn | undefined {
    const turn = this.#turn;
    this.#turn = undefined;
    return turn;
  }

  get #breaks(): number {
    return this.#watches.reduce((sum, { breaks }) => sum + breaks, 0);
  }

  /** Whether outputs are found by their marks, or none are awaited: then others don't disturb. */
  get #isFoundByMark(): boolean {
    const { memory, service } = this.#call;
    return this.#hasObjects ? memory.hasMarks === true : hasNamesInLogs(service);
  }

  get #hasObjects(): boolean {
    return this.#call.outputFolders.length > 0;
  }

  async #watch(): Promise<void> {
    if (this.#watches.length > 0) return;
    for (const folder of this.#call.outputFolders) {
      const onObject = (object: StoredObject) => this.#objects.add(folder, object);
      this.#watches.push(await this.#call.watches.watch(folder, onObject, this.#id.signal));
    }
  }

  /** Knows the jobs that are there before the input, and waits for others where outputs have no marks. */
  async #prepare(isAgain: boolean): Promise<void> {
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
      const waits = isAlone && (isAgain || memory.hasMarks === false) && reader.isBusy;
      if (!waits || this.#objects.marked.size > 0) return;
      if (clock.now() - start > OTHERS_MS) return;
    }
  }

  async #put(jobs: AttemptJobs): Promise<void> {
    const { input, inputFolder: { store, bucket }, limits, clock, progress } = this.#call;
    const { key, signal } = this.#id;
    progress.report({ stage: "uploading", sentBytes: 0, totalBytes: input.byteLength });
    if (this.putAtMs === 0) this.putAtMs = clock.now();
    let isSent = false;
    const sent = () => {
      // A try that failed may have started the job.
      if (isSent) return;
      isSent = true;
      this.#isPut = true;
      jobs.followed.sent();
      // What came before the input is none of its outputs.
      this.#objects.restart(this.#turn?.isAlone === true);
    };
    const object = progress.uploading(input, sent);
    if (input.byteLength === 0) sent();
    await putAgain(store, { bucket, key, object }, limits.storageMs, signal, clock);
    progress.waits();
  }

  /** Waits until it is known how the try ends. */
  async #outcome(jobs: AttemptJobs, breaks: number): Promise<AttemptEnd> {
    const { clock } = this.#call;
    const { signal } = this.#id;
    const putMs = clock.now();
    const { lists: listsAtPut } = jobs.followed.jobs();
    let endedMs: number | undefined;
    for (;;) {
      const { mine, candidates, lists } = jobs.report();
      // A list that was under way when the input was put may lack its job.
      const isListed = lists >= listsAtPut + 2;
      await this.#fetch(this.#objects.marked);
      const hasEndedMine = mine !== undefined && hasEnded(mine);
      const nowMs = clock.now();
      let waitMs = NO_JOB_MS;
      if (this.#objects.found.size > 0) {
        waitMs = this.#objects.lastAtMs + QUIET_MS - nowMs;
        // Others may never be quiet.
        if (this.#objects.marked.size === 0) {
          waitMs = Math.min(waitMs, this.#objects.firstAtMs + MAX_UNMARKED_MS - nowMs);
        }
        if (hasEndedMine || waitMs <= 0) return await this.#judged(jobs);
      } else {
        const isOver = hasEndedMine ||
          candidates.length > 0 && isListed && candidates.every(hasEnded);
        endedMs = isOver ? endedMs ?? nowMs : undefined;
        if (mine?.state === "Succeeded" && !this.#hasObjects) return await this.#done(mine);
        if (endedMs !== undefined) {
          waitMs = endedMs + AFTER_JOB_MS - nowMs;
          if (waitMs <= 0) {
            await this.#objects.list(signal);
            if (this.#objects.found.size === 0) {
              return await this.#withoutObjects(jobs, mine, breaks);
            }
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
    const { service, held, answers, input: { name: original }, limits, clock, options, progress } =
      this.#call;
    const { mark, signal } = this.#id;
    if (this.#objects.isOver) throw tooManyOutputs(service.name, MAX_OUTPUTS);
    for (const [name, one] of [...found]) {
      if (this.#outputs.has(name)) continue;
      progress.report({ stage: "fetching" });
      const maxHeldBytes = Math.min(one.object.byteLength, limits.maxHeldBytes);
      const room = held.tryTake(HELD_COPIES * maxHeldBytes);
      if (room) this.#held.push(room);
      const output = await fetchOutput(one, {
        input: { original, mark },
        ...limits,
        maxHeldBytes: room ? maxHeldBytes : 0,
        answers,
        clock,
        signal,
      });
      room?.shrink(output.reading ? HELD_COPIES * output.byteLength : 0);
      this.#outputs.set(name, output);
      if (found === this.#objects.marked) options.onOutput?.(output);
    }
  }

  /** Takes what was found, where it is this call's for certain. */
  async #judged(jobs: AttemptJobs): Promise<AttemptEnd> {
    const { memory, options } = this.#call;
    if (this.#objects.marked.size > 0) {
      if (this.#turn?.isAlone && memory.hasMarks === undefined) memory.hasMarks = true;
      return await this.#done(jobs.followed.jobs().mine);
    }
    this.#outputs.clear();
    await this.#fetch(this.#objects.unmarked);
    const job = await jobs.makerOf([...this.#objects.unmarked.keys()]);
    if (job === undefined) return { kind: "again", isMixed: true };
    memory.hasMarks = false;
    for (const output of this.#outputs.values()) options.onOutput?.(output);
    return await this.#done(job);
  }

  async #done(job: Job | undefined): Promise<AttemptEnd> {
    await this.#fetch(this.#objects.found);
    return { kind: "done", outputs: [...this.#outputs.values()], job };
  }

  /** The job has ended, or all that may be it, and nothing came. */
  async #withoutObjects(
    jobs: AttemptJobs,
    mine: Job | undefined,
    breaks: number,
  ): Promise<AttemptEnd> {
    const { name } = this.#call.service;
    if (mine === undefined) return { kind: "again", isMixed: false };
    const log = await jobs.logOf(mine) ?? "";
    const isSpoiled = isStorageAway(log) || this.#breaks > breaks;
    if (isSpoiled && !this.#isLast) return { kind: "again", isMixed: false };
    const lines = lastLines(log);
    const line = safeLastLine(lines);
    throw mine.state === "Succeeded"
      ? withoutResult(name, line, lines)
      : jobFailed(name, line, lines);
  }
}
