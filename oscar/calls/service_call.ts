/**
 * What a call of a service takes and gives, whichever way it goes.
 *
 * @module
 */
import type { ErrorReason } from "../../base/errors/mod.ts";
import type { Reading } from "../answer/mod.ts";
import { RUN_LIMITS, type RunLimits } from "../manager/mod.ts";
import type { NewObject } from "../storage/mod.ts";

/** A file that a service is called with. */
export interface CallInput extends NewObject {
  /** The user's own name of it. */
  readonly name: string;
}

/** Where a call is; stages come in this order, but for `waiting`, which comes again with the reason of a new try. */
export type CallProgress =
  /** It waits for its turn in framebox. */
  | { readonly stage: "queued" }
  | { readonly stage: "uploading"; readonly sentBytes: number; readonly totalBytes: number }
  /** It waits in the cluster. */
  | { readonly stage: "waiting"; readonly because: ErrorReason | undefined }
  /** Since when, by the cluster's clock. */
  | { readonly stage: "running"; readonly since: Date | undefined }
  | { readonly stage: "fetching" }
  | { readonly stage: "done" };

/** How a service is called. */
export interface CallOptions {
  /** Whether an answer is awaited, or a job's outputs. */
  readonly mode: "sync" | "async";
  /** Waits until no other such call of the service is under way. */
  readonly isAlone?: boolean;
  /** Cancels the call; its job is deleted. */
  readonly signal: AbortSignal;
  /** Called for each change. */
  readonly onProgress?: (progress: CallProgress) => void;
  /** Called with the name of the call's job once it is known for certain; again where a new try has another one. */
  readonly onJob?: (job: string) => void;
  /** Called for each output that is this call's for certain, as it comes. */
  readonly onOutput?: (output: CallOutput) => void;
}

/** One file of a result. */
export interface CallOutput {
  /** A path of safe names, after the user's own name of the input. */
  readonly name: string;
  /** IANA media type by content. */
  readonly mediaType: string;
  /** Its size. */
  readonly byteLength: number;
  /** What it is; `undefined` for a file that is too large to be held. */
  readonly reading: Reading | undefined;
  /**
   * Its bytes; a larger file is read from the cluster, until the result is disposed of.
   *
   * @throws {FrameboxError} `NOT_FOUND` where the file is gone or was overwritten
   */
  pieces(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** How long the parts of a call took, in milliseconds. */
export interface CallTimes {
  /** In framebox, before anything was sent. */
  readonly queuedMs: number;
  /** In the service's container, where the cluster measures it. */
  readonly runMs: number | undefined;
  /** From the call to its result. */
  readonly totalMs: number;
}

/** A finished call. Disposing of it removes its files from the cluster where that is set. */
export interface CallResult extends AsyncDisposable {
  /** None where the service has answered nothing. */
  readonly outputs: readonly CallOutput[];
  /** What else a synchronous answer can be; see `Answer`. */
  readonly other: Reading | undefined;
  /** What stood around a synchronous answer, or the end of the job's log. */
  readonly log: string;
  /** Whether the script failed: its answer ends in a traceback. */
  readonly isFailure: boolean;
  /** How long it took. */
  readonly times: CallTimes;
}

/** Bounds of all calls of an engine. */
export interface CallLimits {
  /** Of synchronous calls. */
  readonly run: RunLimits;
  /** Calls at once. */
  readonly maxAtOnce: number;
  /** Calls that wait for their turn. */
  readonly maxWaiting: number;
  /** Of a synchronous call's input, in bytes. */
  readonly maxSynchronousBytes: number;
  /** How long storage that is away is tried again, in milliseconds. */
  readonly storageMs: number;
  /** How long an asynchronous call may take, in milliseconds. */
  readonly asynchronousMs: number;
  /** Of an output that is held in memory, in bytes; larger ones are read as streams. */
  readonly maxHeldBytes: number;
  /** Whether a call's own input and outputs are removed from the cluster. */
  readonly removesFiles: boolean;
}

/** What holds where nothing else is set. */
export const CALL_LIMITS: CallLimits = {
  run: RUN_LIMITS,
  maxAtOnce: 256,
  maxWaiting: 1000,
  maxSynchronousBytes: 20_000_000,
  storageMs: 120_000,
  asynchronousMs: 3_600_000,
  maxHeldBytes: 1_000_000,
  removesFiles: false,
};
