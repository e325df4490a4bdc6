/** How a stand-in for a cluster behaves. */
import type { DefinitionInput } from "./definition.ts";
import type { StoredJob } from "./jobs.ts";

/** The generations that it can be: flat answers and real keys, or wrapped, paged and hidden ones. */
export type Generation = "3.0" | "4.1";

/** Options of a cluster. */
export interface ClusterOptions {
  readonly generation: Generation;
  /** What it has from the start. */
  readonly services?: readonly DefinitionInput[];
  /** The path of its address, e.g. `/lab`. */
  readonly basePath?: string;
  /** Whether it serves synchronous calls. */
  readonly hasBackend?: boolean;
  /** How many jobs run at once. */
  readonly jobsAtOnce?: number;
  /** How many synchronous calls run at once. */
  readonly callsAtOnce?: number;
  /** How long a body may take to arrive, in milliseconds. */
  readonly readLimitMs?: number;
  /** How long an answer may take, in milliseconds; later ones are thrown away. */
  readonly writeLimitMs?: number;
  /** Whether an access token is of a user who may do what the administrator may; left out: none is. */
  readonly isUser?: (token: string) => boolean;
  /** Called for each request, with its path below the address and its query. */
  readonly onRequest?: (method: string, path: string) => void;
  /** Called for each new state of a job. */
  readonly onJob?: (job: Readonly<StoredJob>) => void;
}

/** The cluster's administrator. */
export const ADMINISTRATOR = { user: "oscar", password: "pass-of-oscar-ñ" } as const;

/** Knative's and Go's own limit of OSCAR's manager, in milliseconds. */
export const LIMIT_OF_MANAGER_MS = 300_000;
