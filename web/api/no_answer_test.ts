import assert from "node:assert/strict";
import type { WorkerInfo } from "../../hub/mod.ts";
import { HolderWatch, whyNoAnswer } from "./no_answer.ts";

const NOW = new Date("2026-11-29T14:05:30Z");
const at = (time: string) => new Date(`2026-11-29T${time}Z`);

function worker(name: string, change: Partial<WorkerInfo> = {}): WorkerInfo {
  return {
    name,
    since: at("14:00:00"),
    framesDone: 1,
    framesHeld: 0,
    leaving: false,
    stoppedAskingAt: undefined,
    ...change,
  };
}

function why(
  workers: readonly WorkerInfo[],
  { held, gone, isForWorkers = true }: {
    held?: string;
    gone?: string;
    isForWorkers?: boolean;
  } = {},
): string {
  const holder = held === undefined ? undefined : { name: held, since: at("14:05:02") };
  const left = gone === undefined ? undefined : { name: gone, stoppedAskingAt: at("09:00:00") };
  return whyNoAnswer({ workers, gone: left }, isForWorkers, holder, NOW);
}

const UNKNOWN = "The worker may be busy or gone.";

Deno.test("a worker that has the frame and is connected may be busy", () => {
  const sentence = "a took it 28 s ago and is connected; it may be busy.";
  assert.equal(why([worker("a", { framesHeld: 1 })], { held: "a" }), sentence);
  const stopped = worker("b", { stoppedAskingAt: at("14:03:21") });
  assert.equal(why([stopped, worker("a", { framesHeld: 1 })], { held: "a" }), sentence);
});

Deno.test("workers that ask no more have stopped, the last one is named", () => {
  const first = worker("a", { stoppedAskingAt: at("14:03:21") });
  const second = worker("b", { stoppedAskingAt: at("14:01:00") });
  const sentence =
    "a stopped asking for frames at 14:03:21 UTC (2 min ago); start the pipeline again.";
  assert.equal(why([first]), sentence);
  assert.equal(why([second, first]), sentence);
  assert.equal(why([first], { gone: "c" }), sentence);
});

Deno.test("a worker that is no longer connected has stopped, too", () => {
  const sentence =
    "c stopped asking for frames at 09:00:00 UTC (5 h ago); start the pipeline again.";
  assert.equal(why([], { gone: "c" }), sentence);
  assert.equal(why([], { gone: "c", held: "c" }), sentence);
});

Deno.test("while one of several asks or is at work, none is blamed", () => {
  const stopped = worker("a", { stoppedAskingAt: at("14:03:21") });
  assert.equal(why([stopped, worker("b")]), UNKNOWN);
  assert.equal(why([]), UNKNOWN);
  assert.equal(why([worker("a", { leaving: true, framesHeld: 1 })], { held: "a" }), UNKNOWN);
});

Deno.test("a processor in framebox is no worker", () => {
  assert.equal(why([], { gone: "c", isForWorkers: false }), UNKNOWN);
});

Deno.test("a frame that waits to be given out again belongs to no worker", () => {
  const watch = new HolderWatch();
  watch.onEvent({ type: "leased", number: 0, by: "a" });
  assert.equal(watch.holder?.name, "a");
  watch.onEvent({ type: "redelivered", number: 0, reason: "It did not answer." });
  assert.equal(watch.holder, undefined);
});
