import assert from "node:assert/strict";
import "../base/test_page.ts";
import { TestTime } from "../base/test_time.ts";
import type { WorkerJson } from "../../wire/mod.ts";
import {
  activeWorkers,
  hasConnectedWorker,
  hasNoActiveWorker,
  stoppedAtSentence,
  stoppedSentence,
  updateWorkers,
} from "./worker_activity.ts";

const worker = (name: string, more: Partial<WorkerJson> = {}): WorkerJson => ({
  ...{ name, since: "2026-01-01T00:00:00Z", frames_done: 0, in_hand: 0 },
  ...{ leaving: false, stopped_asking_at: null, ...more },
});
const publish = (workers: readonly WorkerJson[], gone: string | null = null) =>
  updateWorkers({
    ...{ type: "status", event: "workers", workers },
    gone: gone === null ? null : { name: "Bob", stopped_asking_at: gone },
  });
const at = (ms: number) => new Date(ms).toISOString();

Deno.test("a worker that leaves or asks for nothing takes no frame", () => {
  const workers = [
    worker("Ada"),
    worker("Bob", { leaving: true }),
    worker("Cy", { stopped_asking_at: at(0) }),
  ];
  assert.equal(activeWorkers(workers), 1);
  publish(workers);
  assert.deepEqual([hasNoActiveWorker(), hasConnectedWorker()], [false, true]);
  publish(workers.slice(2));
  assert.deepEqual([hasNoActiveWorker(), hasConnectedWorker()], [true, true]);
  publish(workers.slice(1, 2));
  assert.deepEqual([hasNoActiveWorker(), hasConnectedWorker()], [true, false]);
});

Deno.test("who stopped last is named, with how long ago, but not while another one asks", () => {
  const time = new TestTime();
  const [ada, bob] = ["Ada", "Bob"].map((name, i) =>
    worker(name, { stopped_asking_at: at(Date.now() + i * 1000) })
  );
  assert.ok(ada && bob);
  const ago = (ms: number) => {
    time.pass(ms);
    return /\((.*) ago\)/.exec(stoppedSentence())?.[1];
  };
  publish([bob, ada]);
  time.pass(1000);
  assert.match(stoppedSentence(), /^Bob stopped asking for frames at .* \(0 s ago\)/);
  assert.match(stoppedAtSentence(), /^Bob stopped asking for frames at [^(]*; start/);
  assert.equal(ago(59_000), "59 s");
  assert.equal(ago(1000), "1 min");
  assert.equal(ago(3_539_000), "59 min");
  assert.equal(ago(1000), "1 h");
  assert.equal(ago(82_799_000), "23 h");
  assert.equal(ago(1000), "1 d");
  publish([bob, ada, worker("Cy")]);
  assert.equal(stoppedSentence(), "");
  publish([], at(Date.now()));
  assert.match(stoppedSentence(), /^Bob stopped/);
  publish([]);
  assert.equal(stoppedAtSentence(), "");
  time.restore();
});
