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

/** Whether a service can be called in a way. */
export type Possibility =
  | { readonly isPossible: true }
  | { readonly isPossible: false; readonly obstacle: Obstacle };

/** What decides it. */
export interface CallFacts {
  readonly isExposed: boolean;
  readonly hasBackend: boolean;
  readonly hasToken: boolean;
  readonly inputs: readonly StoragePath[];
  readonly outputs: readonly StoragePath[];
}

/** How a service can be called. */
export function possibleCalls(
  { isExposed, hasBackend, hasToken, inputs }: CallFacts,
): { readonly synchronous: Possibility; readonly asynchronous: Possibility } {
  if (isExposed) {
    const webService = no("web-service");
    return { synchronous: webService, asynchronous: webService };
  }
  const hasInput = inputs.some(({ providerKind }) => providerKind === "minio");
  return {
    synchronous: !hasBackend ? no("no-backend") : !hasToken ? no("no-token") : { isPossible: true },
    asynchronous: hasInput ? { isPossible: true } : no("no-input"),
  };
}

function no(obstacle: Obstacle): Possibility {
  return { isPossible: false, obstacle };
}

/** Where an asynchronous result can be found: in objects that are fetched, or in the job's log alone. */
export function fetchableOutputs(outputs: readonly StoragePath[]): StoragePath[] {
  return outputs.filter(({ providerKind }) => providerKind === "minio" || providerKind === "s3");
}
