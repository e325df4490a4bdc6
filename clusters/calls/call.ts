/**
 * One call of a service: what went in, where it is, and what came out.
 *
 * @module
 */
import type { ErrorReason, FrameboxError } from "../../base/errors/mod.ts";
import type { SizePx } from "../../media/image/mod.ts";
import type { CallProgress } from "../../oscar/calls/mod.ts";
import type { InputKind } from "../../oscar/service/mod.ts";
import type { KeptFile } from "./kept_file.ts";
import type { StoredOutput } from "./stored_output.ts";

/** Where a call is. The last three are final. */
export type CallState =
  | "queued"
  | "uploading"
  | "waiting"
  | "running"
  | "fetching"
  | "done"
  | "failed"
  | "cancelled";

/** What a service is called with. */
export interface StoredInput {
  /** Safe, after the user's own name of it. */
  readonly name: string;
  /** By content. */
  readonly mediaType: string;
  /** What it is to the service. */
  readonly kind: InputKind;
  /** Of a picture; 0 for others. */
  readonly size: SizePx;
  /** On disk. */
  readonly file: KeptFile;
}

/** A call. */
export interface Call {
  /** Random; names it in its session. */
  readonly id: string;
  /** `cluster/service`. */
  readonly service: string;
  /** Whether an answer is awaited, or a job's outputs. */
  readonly mode: "sync" | "async";
  /** What went in. */
  readonly input: StoredInput;
  /** Number of its newest change in its session. */
  readonly change: number;
  /** Where it is. */
  readonly state: CallState;
  /** Why it waits in the cluster. */
  readonly because: ErrorReason | undefined;
  /** Of the input, those that have reached the cluster. */
  readonly sentBytes: number;
  /** All that is sent. */
  readonly totalBytes: number;
  /** When its state began. */
  readonly since: Date;
  /** When its input was on disk. */
  readonly startedAt: Date;
  /** When it had ended. */
  readonly endedAt: Date | undefined;
  /** From start to end, in milliseconds. */
  readonly totalMs: number | undefined;
  /** In the service's container, where the cluster measures it. */
  readonly runMs: number | undefined;
  /** What the call before it took that went well. */
  readonly usualMs: number | undefined;
  /** As they come, before the end too. */
  readonly outputs: readonly StoredOutput[];
  /** What else an answer can be that reads in two ways. */
  readonly other: StoredOutput | undefined;
  /** The name of its job in the cluster, once that is known. */
  readonly job: string | undefined;
  /** What stood around the answer, or the end of the job's log. */
  readonly log: string;
  /** The service has answered, with an error in the text. */
  readonly isScriptFailure: boolean;
  /** Why it failed. */
  readonly error: FrameboxError | undefined;
}

/** Whether a state is the last one. */
export function isFinal(state: CallState): boolean {
  return state === "done" || state === "failed" || state === "cancelled";
}

/** How a call ended. */
export type CallEnd =
  & { readonly log?: string }
  & (
    | {
      readonly state: "done";
      readonly isScriptFailure: boolean;
      readonly runMs: number | undefined;
    }
    | { readonly state: "failed"; readonly error: FrameboxError }
    | { readonly state: "cancelled" }
  );

type Mutable = { -readonly [Name in keyof Call]: Call[Name] };

/** Changes a call, and notifies of each change. */
export class CallRecord {
  readonly #call: Mutable & { outputs: StoredOutput[] };
  readonly #changed: () => number;
  readonly #now: () => Date;

  /**
   * @param changed publishes a change; returns its number
   */
  constructor(
    start: Pick<Call, "id" | "service" | "mode" | "input" | "usualMs">,
    now: () => Date,
    changed: () => number,
  ) {
    const startedAt = now();
    this.#now = now;
    this.#changed = changed;
    this.#call = {
      ...start,
      change: 0,
      state: "queued",
      because: undefined,
      sentBytes: 0,
      totalBytes: start.input.file.byteLength,
      since: startedAt,
      startedAt,
      endedAt: undefined,
      totalMs: undefined,
      runMs: undefined,
      outputs: [],
      other: undefined,
      job: undefined,
      log: "",
      isScriptFailure: false,
      error: undefined,
    };
    this.#publish();
  }

  /** As it is now: the same object each time. */
  get call(): Call {
    return this.#call;
  }

  /** The cluster's side of it has changed. */
  progress(progress: CallProgress): void {
    const call = this.#call;
    if (isFinal(call.state)) return;
    switch (progress.stage) {
      case "uploading": {
        const isPublished = this.#isStep(progress.sentBytes, progress.totalBytes);
        call.sentBytes = progress.sentBytes;
        call.totalBytes = progress.totalBytes;
        if (this.#enter("uploading") || isPublished) this.#publish();
        return;
      }
      case "waiting":
        call.because = progress.because;
        this.#enter("waiting");
        return this.#publish();
      case "running":
        this.#enter("running");
        if (progress.since !== undefined) call.since = progress.since;
        return this.#publish();
      case "done":
        // It is done here when its files are on disk.
        if (this.#enter("fetching")) this.#publish();
        return;
      default:
        if (this.#enter(progress.stage)) this.#publish();
    }
  }

  /** Its job is known. */
  setJob(job: string): void {
    this.#call.job = job;
  }

  /** A file of it is on disk. */
  addOutput(output: StoredOutput): void {
    this.#call.outputs.push(output);
    this.#publish();
  }

  /** Its files are these, in this order; returns those that are none of it. */
  keepOutputs(kept: readonly (StoredOutput | undefined)[]): readonly StoredOutput[] {
    const before = this.#call.outputs;
    this.#call.outputs = kept.filter((output) => output !== undefined);
    const others = before.filter((output) => !this.#call.outputs.includes(output));
    if (others.length > 0) this.#publish();
    return others;
  }

  /** The same, of its other reading. */
  setOther(output: StoredOutput): void {
    this.#call.other = output;
  }

  /** It is over. */
  end(end: CallEnd): void {
    const call = this.#call;
    if (isFinal(call.state)) return;
    this.#enter(end.state);
    call.endedAt = this.#now();
    call.totalMs = call.endedAt.getTime() - call.startedAt.getTime();
    call.log = end.log ?? "";
    if (end.state === "done") {
      call.isScriptFailure = end.isScriptFailure;
      call.runMs = end.runMs;
    } else if (end.state === "failed") call.error = end.error;
    this.#publish();
  }

  #enter(state: CallState): boolean {
    const call = this.#call;
    if (call.state === state) return false;
    call.state = state;
    call.since = this.#now();
    if (state !== "waiting") call.because = undefined;
    return true;
  }

  /** Of an upload one change for each percent is enough. */
  #isStep(sentBytes: number, totalBytes: number): boolean {
    const percent = (bytes: number) => Math.floor(100 * bytes / Math.max(1, totalBytes));
    return percent(sentBytes) !== percent(this.#call.sentBytes) || sentBytes === totalBytes;
  }

  #publish(): void {
    this.#call.change = this.#changed();
  }
}
