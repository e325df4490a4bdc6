/** What the calls of a cluster share. */
import type { Jobs } from "./jobs.ts";
import type { ClusterOptions } from "./options.ts";
import type { Places } from "./places.ts";
import type { Services, StoredService } from "./services.ts";
import type { ClusterStorage } from "./storage.ts";
import type { Container } from "./supervisor.ts";

/** A cluster's state. */
export interface ClusterState {
  readonly options: ClusterOptions;
  readonly services: Services;
  readonly storage: ClusterStorage;
  readonly jobs: Jobs;
  /** Containers of synchronous calls. */
  readonly calls: Places;
  /** Ends what runs when the cluster ends. */
  readonly signal: AbortSignal;
  /** What a container of a service is started with. */
  container(service: StoredService): Omit<Container, "signal">;
  /** Makes what services need; one change after the other. */
  configure(change: () => void): Promise<void>;
}
