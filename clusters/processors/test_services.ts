/** Services of a stand-in cluster as processors of a real hub, for tests. */
import { auditTo } from "../../auth/mod.ts";
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { Pool } from "../../base/pool/mod.ts";
import {
  createHub,
  DEFAULT_HUB_OPTIONS,
  type Hub,
  type Run,
  type RunOptions,
} from "../../hub/mod.ts";
import { DEFAULT_IMAGE_LIMITS } from "../../media/image/mod.ts";
import type { Route } from "../../oscar/manager/test_cluster.ts";
import { readResult } from "../../results/mod.ts";
import type { ClustersOptions } from "../connections/mod.ts";
import { PASSWORD, type TestClusters, testClusters } from "../connections/test_clusters.ts";
import { limit } from "../../tests/support/limit.ts";
import { ServiceProcessors } from "./mod.ts";

/** Pauses before another try are over at once. */
const AT_ONCE: Clock = {
  ...systemClock(),
  after(_delayMs, action) {
    queueMicrotask(action);
    return () => {};
  },
};

/** What a test works with. */
export interface TestServices extends TestClusters {
  readonly hub: Hub;
  readonly processors: ServiceProcessors;
  /** Lines of the audit. */
  readonly audited: readonly string[];
  /** Logs a user in at the cluster, whose services are known then. */
  login(owner: string): Promise<void>;
  /** A run of a user. */
  start(owner: string, processor: string, options?: Partial<RunOptions>): Promise<Run>;
}

/** Runs a test; ends all that it started. */
export async function withServices(
  routes: Readonly<Record<string, Route>>,
  test: (services: TestServices) => Promise<void>,
  options: Partial<ClustersOptions> = {},
): Promise<void> {
  const log = silentLogger();
  const dataDir = await Deno.makeTempDir({ prefix: "services-test-" });
  await using ends = new AsyncDisposableStack();
  ends.defer(() => Deno.remove(dataDir, { recursive: true }));
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir }, { log, readResult });
  ends.defer(() => hub.close());
  const pool = new Pool({ size: 1, entry: new URL("../../pool_worker.ts", import.meta.url) });
  ends.defer(() => pool.close());
  const clusters = ends.use(testClusters(routes, options, { hub }));
  const audited: string[] = [];
  const processors = new ServiceProcessors({ jpegQuality: 85, imageLimits: DEFAULT_IMAGE_LIMITS }, {
    hub,
    clusters: clusters.clusters,
    pool,
    log,
    clock: AT_ONCE,
    audit: (event, fields) => {
      audited.push(`${event} ${Object.values(fields).join(" ")}`);
      auditTo(log)(event, fields);
    },
  });
  ends.defer(() => processors.close());
  await test({
    ...clusters,
    hub,
    processors,
    audited,
    async login(owner) {
      const login = { user: "oscar", password: PASSWORD };
      const connection = await clusters.clusters.connect(owner, "lab", login, limit());
      await connection.services(limit());
    },
    async start(owner, processor, given = {}) {
      const session = await hub.openSession({ owner });
      return session.start({ kind: "images", policy: "lossless", processor, ...given });
    },
  });
}
