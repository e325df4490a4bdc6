/** Clusters for tests, whose managers, time and pages are a test's own. */
import { silentLogger } from "../../base/log/mod.ts";
import type { OwnerEvent } from "../../hub/mod.ts";
import { type Route, type TestCluster, testCluster } from "../../oscar/manager/test_cluster.ts";
import { NEW_SERVICE } from "../../oscar/service/test_services.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { Clusters, type ClustersDeps } from "./clusters.ts";
import type { ClustersOptions } from "./options.ts";

/** The administrator's password. */
export const PASSWORD = "pass-of-oscar-ñ";

/** Whose pages are open. */
export class TestPages {
  readonly #active = new Set<string>();
  readonly #listeners = new Set<(event: OwnerEvent) => void>();

  isActive(owner: string): boolean {
    return this.#active.has(owner);
  }

  subscribeOwners(listener: (event: OwnerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  set(owner: string, isActive: boolean): void {
    if (isActive) this.#active.add(owner);
    else this.#active.delete(owner);
    for (const listener of this.#listeners) listener({ owner, isActive });
  }
}

/** A service, as a cluster lists it. */
export function listed(name: string, others: Readonly<Record<string, unknown>> = {}): unknown {
  return { ...NEW_SERVICE, name, ...others };
}

/** Routes of a cluster with services; `services` is asked for each list. */
export function routesOf(services: () => readonly unknown[]): Record<string, Route> {
  const config = { name: "oscar", namespace: "oscar", serverless_backend: "knative" };
  return {
    "GET /system/config": () => Response.json({ config, minio_provider: null }),
    "GET /system/services": () => Response.json(services()),
  };
}

/** Clusters in a test. */
export interface TestClusters extends AsyncDisposable {
  readonly clusters: Clusters;
  readonly manager: TestCluster;
  readonly clock: ManualClock;
  readonly pages: TestPages;
}

/** One cluster `lab` with services of these routes. */
export function testClusters(
  routes: Readonly<Record<string, Route>>,
  options: Partial<ClustersOptions> = {},
  deps: Partial<ClustersDeps> = {},
): TestClusters {
  const manager = testCluster(routes);
  const clock = new ManualClock();
  const pages = new TestPages();
  const clusters = new Clusters({
    clusters: [{ name: "lab", address: manager.base.href, storageEndpoint: undefined }],
    rules: [],
    operator: undefined,
    login: "password",
    keepLoginMs: 1000,
    trust: {},
    limits: {},
    hasLogins: false,
    ...options,
  }, { hub: pages, log: silentLogger(), clock, ...deps });
  return {
    clusters,
    manager,
    clock,
    pages,
    async [Symbol.asyncDispose]() {
      await clusters[Symbol.asyncDispose]();
      await manager[Symbol.asyncDispose]();
    },
  };
}
