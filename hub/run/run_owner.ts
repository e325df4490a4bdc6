/**
 * A run's session, as the run sees it.
 *
 * @module
 */
import type { Session } from "../api/mod.ts";
import type { Quota } from "../storage/quota.ts";

/** What a run needs of its session. */
export interface RunOwner extends Session {
  /** Names the session in the queue. */
  readonly key: string;
  /** Counts the bytes of its files. */
  readonly quota: Quota;
  /** Makes the server's directory again, if another program removed it. */
  restoreDirectory(): Promise<void>;
  /** One of its runs has a result. */
  resultAdded(): void;
  /** One of its runs has ended. */
  runEnded(): void;
}
