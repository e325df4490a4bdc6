/**
 * What the calls of all sessions share.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { AnswerReader } from "../../oscar/answer/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import type { Session } from "../../hub/mod.ts";
import type { ImageLimits } from "../../media/image/mod.ts";
import type { Turns } from "../../oscar/calls/mod.ts";
import type { ClusterDirectory } from "../connections/mod.ts";
import type { Call } from "./call.ts";
import type { UsualTimes } from "./usual_times.ts";

/** Bounds of a session's calls. */
export interface CallsOptions {
  /** Of calls that have not ended. */
  readonly maxOpen: number;
  /** Of calls that are kept; the oldest that have ended go first. Setting `RESULT_HISTORY`. */
  readonly maxKept: number;
  /** Of what is held of ended calls of all sessions, in bytes of memory. Setting `RESULT_HISTORY_MB`. */
  readonly maxKeptBytes: number;
  /** Of pictures. */
  readonly imageLimits: ImageLimits;
}

/** What calls use. */
export interface CallsDeps {
  /** Logins at clusters. */
  readonly directory: Pick<ClusterDirectory, "connection">;
  /** Makes pictures smaller. */
  readonly pool: Pool;
  /** Of states. */
  readonly clock: Clock;
}

/** Calls of one session, to which a call belongs. */
export interface CallOwner {
  /** The session. */
  readonly session: Session;
  /** Removes a call that has ended, with its files. */
  remove(id: string): Promise<void>;
}

/** What a session's calls share with those of others. */
export interface SharedCalls extends CallsDeps {
  readonly options: CallsOptions;
  readonly usual: UsualTimes;
  /** Bounds the pictures that are made smaller at once. */
  readonly turns: Turns;
  /** Reads what services answer. */
  readonly answers: AnswerReader;
  /** Aborts when framebox stops. */
  readonly closed: AbortSignal;
  /** A call has ended: those of all sessions are kept within one bound. */
  readonly ended: (calls: CallOwner, call: Call) => void;
  /** A call of this id is gone. */
  readonly removed: (call: Call) => void;
}
