/**
 * Which processor frames go to: the one that a caller names, else the usual one.
 *
 * @module
 */
import type { Principal } from "../auth/mod.ts";
import { WORKERS } from "../base/settings/mod.ts";
import type { HubStatus } from "../hub/mod.ts";
import type { ProcessorInfo, ProcessorRegistry } from "../processors/mod.ts";

/** Who is connected. */
interface WorkerStatus {
  readonly status: Pick<HubStatus, "workers">;
}

/** Which processors there are. */
type Registry = Pick<ProcessorRegistry, "list" | "choices" | "choose" | "find" | "isWorkers">;

/** See the module. */
export class ProcessorChoice {
  readonly #hub: WorkerStatus;
  readonly #registry: Registry;
  readonly #fallback: string;

  /** @param fallback who answers while no worker is connected, for callers that may choose it */
  constructor(
    hub: WorkerStatus,
    registry: Registry,
    fallback: string,
  ) {
    this.#hub = hub;
    this.#registry = registry;
    this.#fallback = fallback;
  }

  /** All that there are for a caller now, as the API lists them. */
  list(principal: Principal): readonly ProcessorInfo[] {
    return this.#registry.list(principal);
  }

  /** Those of them that take pictures: the others are no choice. */
  choices(principal: Principal): readonly ProcessorInfo[] {
    return this.#registry.choices(principal);
  }

  /**
   * The processor of a caller that has chosen none: workers while any is connected, else the fallback. Where the
   * fallback is gone, or not for this caller, it is the caller's first choice besides workers; without one, workers.
   */
  usual(principal: Principal): string {
    const names = this.choices(principal).map(({ name }) => name);
    const wanted = this.#hub.status.workers.length > 0 ? WORKERS : this.#fallback;
    if (names.includes(wanted)) return wanted;
    return names.find((name) => !this.isWorkers(name)) ?? WORKERS;
  }

  /**
   * The processor of a caller's frames: the one that it chose, else the usual one.
   *
   * @param chosen as {@linkcode ProcessorChoice.chosen} has it
   */
  orUsual(principal: Principal, chosen: string | undefined): string {
    return chosen ?? this.usual(principal);
  }

  /**
   * Checks a processor's name as it stands in a request.
   *
   * @returns `undefined` when none was named
   * @throws {FrameboxError} `INVALID_ARGUMENT` for an unknown one, and for one that takes no pictures
   */
  chosen(principal: Principal, name: string | null | undefined): string | undefined {
    return name === undefined || name === null || name === ""
      ? undefined
      : this.known(principal, name);
  }

  /**
   * The same for a name that has to be there.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` for an unknown one, and for one that takes no pictures
   */
  known(principal: Principal, name: string): string {
    return this.#registry.choose(name, principal).name;
  }

  /**
   * Whom the frames of a new run go to: who was chosen, else the usual one until a worker comes.
   *
   * @param chosen as {@linkcode ProcessorChoice.chosen} has it
   */
  ofRun(
    principal: Principal,
    chosen: string | undefined,
  ): { readonly processor: string; readonly followWorkers: boolean } {
    return { processor: this.orUsual(principal, chosen), followWorkers: chosen === undefined };
  }

  /** Whether a processor's frames go to workers over gRPC. */
  isWorkers(processor: string): boolean {
    return this.#registry.isWorkers(processor);
  }

  /** Whether it is a cluster's service, which may have to start before it answers. */
  isCluster(principal: Principal, processor: string): boolean {
    return this.#registry.find(processor, principal)?.kind === "cluster";
  }

  /** How many workers work at once on a processor's frames. */
  workerCount(processor: string): number {
    return this.isWorkers(processor) ? this.#hub.status.workers.length : 1;
  }
}
