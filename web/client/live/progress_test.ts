import assert from "node:assert/strict";
import "../base/test_page.ts";
import { TestTime } from "../base/test_time.ts";
import type { StatusMessage } from "../../wire/mod.ts";
import { Progress } from "./progress.ts";

const OF_RUN = { type: "status", run: "r1", kind: "image" } as const;
const waiting = (ahead: number, eta_ms: number | null): StatusMessage => {
  return { ...OF_RUN, event: "waiting", frame: 0, ahead, eta_ms };
};
const leased: StatusMessage = { ...OF_RUN, event: "leased", frame: 0, by: "Ada" };
const redelivered: StatusMessage = {
  ...{ ...OF_RUN, event: "redelivered", frame: 0 },
  reason: "The worker's connection closed.",
};

/** What was shown, the newest last. */
function progress(isNoWorkerThere = () => false) {
  const time = new TestTime();
  const shown: string[] = [];
  const made = new Progress(
    ({ title, text }) => shown.push(text === "" ? title : `${title}: ${text}`),
    isNoWorkerThere,
  );
  return { time, shown, progress: made, [Symbol.dispose]: () => time.restore() };
}

Deno.test("a fast answer shows nothing, a slower one counts its seconds", () => {
  using test = progress();
  test.progress.start();
  test.time.pass(249);
  assert.deepEqual(test.shown, []);
  test.time.pass(1);
  test.time.pass(2000);
  assert.deepEqual(test.shown, ["Working on it", "Working on it: 1 s", "Working on it: 2 s"]);
  assert.ok(test.progress.isRunning);
  test.progress.stop();
  assert.ok(!test.progress.isRunning);
  test.time.pass(5000);
  assert.equal(test.shown.length, 3);
  assert.equal(test.time.pending, 0);
});

Deno.test("the share that is sent is shown until the server reports something", () => {
  using test = progress();
  test.progress.start(0);
  test.time.pass(0);
  test.progress.sent(0.256);
  assert.equal(test.shown.at(-1), "Sending the picture, 26 %");
  test.time.pass(1000);
  assert.equal(test.shown.at(-1), "Sending the picture, 26 %");
  test.progress.sent(1);
  assert.equal(test.shown.at(-1), "Working on it: 1 s");
  test.progress.onStatus(leased);
  test.progress.sent(0.5);
  assert.equal(test.shown.at(-1), "Ada is working on it");
});

Deno.test("its place in the line is named, with the time that it may take from a second on", () => {
  using test = progress();
  test.progress.start(0);
  test.time.pass(0);
  for (const eta of [999, 1000, 1499, 1500]) test.progress.onStatus(waiting(0, eta));
  const [first, ...others] = test.shown.slice(-4);
  assert.deepEqual(others, [1, 1, 2].map((n) => `${first}, about ${n} s`));
  test.progress.onStatus(waiting(50, null));
  test.time.pass(1000);
  assert.equal(test.shown.at(-1), "50 frames are ahead of yours");
});

Deno.test("who works on it is known until it is given out again, and so is since when", () => {
  using test = progress();
  test.progress.start(0);
  test.time.pass(3000);
  test.progress.onStatus(leased);
  assert.equal(test.shown.at(-1), "Ada is working on it");
  assert.deepEqual(test.progress.holder, { name: "Ada", since: 4000 });
  test.time.pass(1000);
  assert.equal(test.shown.at(-1), "Ada is working on it: 1 s");
  test.progress.onStatus(redelivered);
  test.time.pass(1000);
  assert.equal(test.shown.at(-1), "It is given out again: The worker's connection closed.");
  assert.equal(test.progress.holder, undefined);
  test.progress.start(0);
  test.progress.onStatus(leased);
  test.progress.start(0);
  assert.equal(test.progress.holder, undefined);
});

Deno.test("a status before the first word changes it, and one after the end nothing", () => {
  using test = progress();
  test.progress.onStatus(leased);
  assert.equal(test.progress.holder, undefined);
  test.progress.start();
  test.progress.onStatus(leased);
  assert.deepEqual(test.shown, []);
  test.time.pass(250);
  assert.deepEqual(test.shown, ["Ada is working on it"]);
});

Deno.test("each frame begins anew, and what is no step of a frame changes nothing", () => {
  using test = progress();
  test.progress.start(0);
  test.time.pass(0);
  test.progress.onStatus(leased);
  test.progress.onStatus({ ...OF_RUN, event: "processor", processor: "grey" });
  assert.ok(test.progress.holder);
  test.progress.start();
  test.progress.start();
  assert.equal(test.time.pending, 1);
  const count = test.shown.length;
  test.progress.sent(0.5);
  assert.equal(test.shown.length, count);
  test.progress.start();
  test.time.pass(250);
  assert.deepEqual(test.shown.slice(count), ["Working on it"]);
});

Deno.test("that no worker is there stands above all but the sending", () => {
  let isNone = true;
  using test = progress(() => isNone);
  test.progress.start(0);
  test.time.pass(0);
  const noWorker = test.shown.at(-1);
  assert.notEqual(noWorker, "Working on it");
  for (const status of [leased, waiting(1, null), redelivered]) {
    test.progress.onStatus(status);
    assert.equal(test.shown.at(-1), noWorker);
  }
  test.progress.start(0);
  test.time.pass(0);
  test.progress.sent(0.5);
  assert.equal(test.shown.at(-1), "Sending the picture, 50 %");
  test.progress.sent(1);
  assert.equal(test.shown.at(-1), noWorker);
  isNone = false;
  test.progress.sent(1);
  assert.match(test.shown.at(-1) ?? "", /^Working on it/);
});

Deno.test("the stages of a cluster's service are words, each with its own seconds", () => {
  using test = progress();
  const stage = (stage: "uploading" | "waiting" | "running", part: number | null = null) =>
    test.progress.onStatus({ ...OF_RUN, event: "stage", frame: 0, stage, part });
  test.progress.start(0);
  test.time.pass(0);
  stage("uploading", 0.4);
  assert.equal(test.shown.at(-1), "Uploading to the cluster, 40 %");
  stage("waiting");
  test.time.pass(2000);
  assert.equal(test.shown.at(-1), "Waits in the cluster: 2 s");
  stage("running");
  assert.equal(test.shown.at(-1), "Running in the cluster");
  test.time.pass(1000);
  stage("running");
  assert.equal(test.shown.at(-1), "Running in the cluster: 1 s");
});
