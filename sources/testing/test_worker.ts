/** What the tests of images and videos share: a hub, a pool, and a scripted worker. */
import { readResult } from "../../results/mod.ts";
import { FrameboxError } from "../../base/errors/mod.ts";
import {
  createHub,
  DEFAULT_HUB_OPTIONS,
  type Hub,
  type HubOptions,
  type Lease,
  type ResultContent,
  type Session,
} from "../../hub/mod.ts";
import { Pool } from "../../base/pool/mod.ts";
import { type Logger, silentLogger } from "../../base/log/mod.ts";

/** What a test works with. */
export interface TestHub {
  readonly hub: Hub;
  readonly session: Session;
  readonly pool: Pool;
  /** Takes the next frame. */
  take(): Promise<Lease>;
  /** Takes this many frames one after the other and answers each. */
  answer(count: number, content?: (lease: Lease) => ResultContent | FrameboxError): Promise<void>;
}

/** What a test's own set-up needs besides. */
export interface TestHubTools {
  readonly log: Logger;
  /** Aborts what still waits at the end of the test. */
  readonly stop: AbortController;
}

/** Runs a test with a hub and a worker, and takes everything down again. */
export async function withTestHub(
  test: (t: TestHub, tools: TestHubTools) => Promise<void>,
  hubOptions: Partial<HubOptions> = {},
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "framebox-sources-" });
  const log = silentLogger();
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir, ...hubOptions }, {
    log,
    readResult,
  });
  const pool = new Pool({ size: 1, entry: new URL("../../pool_worker.ts", import.meta.url) });
  const stop = new AbortController();
  const worker = hub.connect({
    processors: ["workers"],
    kind: "worker",
    name: "worker",
    sticky: false,
  });
  const take = async () => {
    const lease = await worker.take(stop.signal);
    lease.delivered();
    return lease;
  };
  const answer: TestHub["answer"] = async (count, content = () => ({})) => {
    for (let i = 0; i < count; i++) {
      const lease = await take();
      const answer = content(lease);
      if (answer instanceof FrameboxError) lease.fail(answer, { again: false });
      else await lease.complete(answer);
    }
  };
  try {
    const session = await hub.openSession();
    await test({ hub, session, pool, take, answer }, { log, stop });
  } finally {
    stop.abort();
    worker.close();
    await hub.close();
    await pool.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}
