import assert from "node:assert/strict";
import type { Run, RunEvent } from "../../hub/mod.ts";
import { WaitEstimate } from "../wait_estimate.ts";
import type { Status } from "../wire/mod.ts";
import { RunStatusPublisher } from "./run_status.ts";

/** A run whose events and number of leases are a test's. */
class TestRun {
  readonly id = "1";
  readonly kind = "camera";
  readonly processor = "workers";
  readonly stats = { leased: 0 };
  emit: (event: RunEvent) => void = () => {};

  subscribe(listener: (event: RunEvent) => void): () => void {
    this.emit = listener;
    return () => {};
  }

  /** A worker gets a frame. */
  lease(number: number): void {
    this.stats.leased++;
    this.emit({ type: "leased", number, by: "detector" });
  }
}

/** The first status of a run, once all of its events were in. */
async function firstStatus(happens: (run: TestRun) => void): Promise<Status> {
  const published = Promise.withResolvers<Status>();
  const run = new TestRun();
  const publisher = new RunStatusPublisher({
    run: run as unknown as Run,
    publish: published.resolve,
    deps: { choice: { workerCount: () => 1 }, estimate: new WaitEstimate() },
  });
  happens(run);
  const status = await published.promise;
  publisher.stop();
  return status;
}

Deno.test("the holder of a frame is published while it works, not that another frame waits", async () => {
  const status = await firstStatus((run) => {
    run.lease(0);
    run.emit({ type: "waiting", number: 1, ahead: 0 });
  });
  assert.deepEqual(status, { event: "leased", run: "1", kind: "camera", frame: 0, by: "detector" });
});

Deno.test("the place of a waiting frame is published when no other one is leased, though no event ended the lease", async () => {
  const status = await firstStatus((run) => {
    run.lease(0);
    run.emit({ type: "waiting", number: 1, ahead: 0 });
    // Frame 0 goes with its worker, for a newer one waits: of that there is no event.
    run.stats.leased--;
    run.emit({ type: "waiting", number: 1, ahead: 3 });
  });
  assert.ok(status.event === "waiting", status.event);
  assert.deepEqual([status.frame, status.ahead], [1, 3]);
});

Deno.test("how far a frame is that a cluster works on is published, the newest of a moment", async () => {
  const status = await firstStatus((run) => {
    run.lease(0);
    run.emit({ type: "stage", number: 0, progress: { stage: "queued" } });
    run.emit({ type: "stage", number: 0, progress: { stage: "uploading", part: 0.5 } });
    run.emit({ type: "waiting", number: 1, ahead: 0 });
  });
  assert.deepEqual(status, {
    ...{ event: "stage", run: "1", kind: "camera", frame: 0 },
    ...{ stage: "uploading", part: 0.5 },
  });
});
