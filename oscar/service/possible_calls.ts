/**
 * How a service can be called, and why not otherwise.
 *
 * @module
 */
import type { StoragePath } from "./storage_path.ts";

/** Why a service can't be called in a way. */
export type Obstacle =
  /** The cluster has no back end for synchronous calls. */
  | "no-backend"
  /** The cluster gives this login no token of the service. */
  | "no-token"
  /** It is a web service of its own. */
  | "web-service"
  /** It has no input path in the cluster's storage. */
  | "no-input";

/** A way in which a service can't be called. */
export interface Impossible {
  /** There is no such call. */
  readonly isPossible: false;
  /** Why. */
  readonly obstacle: Obstacle;
}

/** Whether a service can be called synchronously. */
export type SynchronousCalls = { readonly isPossible: true } | Impossible;

/** Whether an input can be put for a job of a service, and how its results are found. */
export type AsynchronousCalls = {
  readonly isPossible: true;
  /**
   * `objects`: results are put into storage that can be read; `elsewhere`: into other storage alone; `log`: the job's
   * log is all there is.
   */
  readonly results: "objects" | "elsewhere" | "log";
  /** How an output without the input's mark is found: by the job's log, or because there is no other input. */
  readonly unmarkedBy: "log" | "one-at-a-time";
} | Impossible;

/** What decides it. */
export interface CallFacts {
  readonly isExposed: boolean;
  readonly hasBackend: boolean;
  /** Whether there is a token of the service, or a login that needs none. */
  readonly hasToken: boolean;
  readonly inputs: readonly StoragePath[];
  readonly outputs: readonly StoragePath[];
  /** In capitals. */
  readonly logLevel: string;
  /** Whether a job may run where its log can't be read. */
  readonly isFederated: boolean;
}

/** How a service can be called. */
export function possibleCalls(
  facts: CallFacts,
): { readonly synchronous: SynchronousCalls; readonly asynchronous: AsynchronousCalls } {
  return { synchronous: synchronousCalls(facts), asynchronous: asynchronousCalls(facts) };
}

function synchronousCalls({ isExposed, hasBackend, hasToken }: CallFacts): SynchronousCalls {
  if (isExposed) return no("web-service");
  if (!hasBackend) return no("no-backend");
  return hasToken ? { isPossible: true } : no("no-token");
}

function asynchronousCalls(
  { isExposed, inputs, outputs, logLevel, isFederated }: CallFacts,
): AsynchronousCalls {
  if (isExposed) return no("web-service");
  if (!inputs.some(({ providerKind }) => providerKind === "minio")) return no("no-input");
  const isFetchable = outputs.some(isFetchableOutput);
  // At these levels the supervisor logs the keys of a job's input and outputs.
  const hasKeysInLog = (logLevel === "INFO" || logLevel === "DEBUG") && !isFederated;
  return {
    isPossible: true,
    results: isFetchable ? "objects" : outputs.length > 0 ? "elsewhere" : "log",
    unmarkedBy: hasKeysInLog ? "log" : "one-at-a-time",
  };
}

/** Whether objects of an output can be fetched: from MinIO, and from S3 where its keys are known. */
export function isFetchableOutput({ providerKind }: StoragePath): boolean {
  return providerKind === "minio" || providerKind === "s3";
}

function no(obstacle: Obstacle): Impossible {
  return { isPossible: false, obstacle };
}
