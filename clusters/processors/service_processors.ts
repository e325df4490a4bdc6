/**
 * Services of clusters as processors: each user chooses from those that their own logins and the operator's may call.
 *
 * @module
 */
import type { Principal } from "../../auth/mod.ts";
import {
  ANY_IMAGE,
  type ProcessorInfo,
  type ProcessorProvider,
  takesType,
} from "../../processors/mod.ts";
import type { ClusterConnection, Clusters, OfferedService } from "../connections/mod.ts";
import { processorInfo } from "./processor_info.ts";
import {
  ServiceServer,
  type ServiceServerDeps,
  type ServiceServerOptions,
} from "./service_server.ts";

/** What they use. */
export interface ServiceProcessorsDeps extends ServiceServerDeps {
  /** Whose services they are. */
  readonly clusters: Pick<
    Clusters,
    "all" | "connection" | "expects" | "connections" | "refresh" | "subscribe"
  >;
}

/** Names that are served at once; each is one that a user could choose. */
const MAX_SERVED = 2000;
/** Whose login counts for framebox's own runs: no user's, so it is the operator's. */
const OWN_OWNER = "framebox";

/** See the module. */
export class ServiceProcessors implements ProcessorProvider {
  readonly #options: ServiceServerOptions;
  readonly #deps: ServiceProcessorsDeps;
  readonly #servers = new Map<string, ServiceServer>();
  /** By the list that they are of. */
  readonly #infos = new WeakMap<readonly OfferedService[], readonly ProcessorInfo[]>();
  readonly #unsubscribe: () => void;

  /** Serves what is known, and what becomes known. */
  constructor(options: ServiceServerOptions, deps: ServiceProcessorsDeps) {
    this.#options = options;
    this.#deps = deps;
    // Servers come before the registry's listeners: what can be chosen is served.
    this.#unsubscribe = deps.clusters.subscribe(() => this.#serveKnown());
    this.#serveKnown();
  }

  list(principal: Principal | undefined): readonly ProcessorInfo[] {
    const { clusters } = this.#deps;
    if (principal) clusters.refresh(principal.id);
    const connections = clusters.connections(principal?.id ?? OWN_OWNER);
    return connections.flatMap((connection) => this.#infosOf(connection));
  }

  expects(name: string): boolean {
    return this.#deps.clusters.expects(name);
  }

  subscribe(changed: () => void): () => void {
    return this.#deps.clusters.subscribe(changed);
  }

  /** Takes no more frames, and cancels calls under way; resolves when they have ended. */
  async close(): Promise<void> {
    this.#unsubscribe();
    await Promise.all([...this.#servers.values()].map((server) => server.close()));
  }

  #infosOf({ known }: ClusterConnection): readonly ProcessorInfo[] {
    const made = this.#infos.get(known);
    if (made) return made;
    const infos = known.flatMap((service) => processorInfo(service) ?? []);
    this.#infos.set(known, infos);
    return infos;
  }

  /** A name stays served when its service is gone: frames for it then fail with the reason. */
  #serveKnown(): void {
    for (const connection of this.#deps.clusters.all) {
      for (const { name, takes } of this.#infosOf(connection)) {
        const isOver = this.#servers.size >= MAX_SERVED;
        if (isOver || this.#servers.has(name) || !takesType(takes, ANY_IMAGE)) continue;
        this.#servers.set(name, new ServiceServer(name, this.#options, this.#deps));
      }
    }
  }
}
