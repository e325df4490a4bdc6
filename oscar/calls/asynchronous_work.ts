/**
 * What an asynchronous call is made of.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { AnswerReader } from "../answer/mod.ts";
import type { Job, Manager } from "../manager/mod.ts";
import type { Service } from "../service/mod.ts";
import type { ServiceMemory } from "./cluster_memory.ts";
import type { Folder, FolderWatches } from "./folder_watches.ts";
import type { HeldBytes } from "./held_bytes.ts";
import type { JobReader } from "./job_reader.ts";
import type { Progress } from "./progress.ts";
import type { CallInput, CallLimits, CallOptions, CallOutput } from "./service_call.ts";

/** What an asynchronous call needs. */
export interface AsynchronousCall {
  readonly service: Service;
  readonly input: CallInput;
  readonly options: CallOptions;
  readonly limits: CallLimits;
  readonly clock: Clock;
  readonly progress: Progress;
  /** When the call came, by the clock. */
  readonly startMs: number;
  readonly manager: Pick<Manager, "jobLog" | "deleteJob">;
  readonly memory: ServiceMemory;
  /** Bounds what outputs hold of all calls; one that finds no room is read as a stream. */
  readonly held: HeldBytes;
  readonly answers: AnswerReader;
  readonly reader: JobReader;
  readonly watches: FolderWatches;
  /** Where an object starts a job. */
  readonly inputFolder: Folder;
  /** Where outputs can be fetched from. */
  readonly outputFolders: readonly Folder[];
  /** Takes work that continues after the call. */
  readonly background: (work: Promise<void>) => void;
}

/** How a try ended. */
export type AttemptEnd =
  | {
    readonly kind: "done";
    readonly outputs: readonly CallOutput[];
    readonly job: Job | undefined;
  }
  /** Storage was away, the job got lost, or it can't be known whose the outputs are. */
  | { readonly kind: "again"; readonly isMixed: boolean };
