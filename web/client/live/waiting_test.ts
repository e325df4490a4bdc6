import assert from "node:assert/strict";
import "../base/test_page.ts";
import { Emitter } from "../base/emitter.ts";
import { TestTime } from "../base/test_time.ts";
import type { StatusMessage } from "../../wire/mod.ts";
import type { State } from "../result/result_view.ts";
import type { Problem } from "./problem.ts";
import type { LiveSocketEvents } from "./socket.ts";
import { Waiting } from "./waiting.ts";
import { updateWorkers } from "./worker_activity.ts";

class TestSocket extends Emitter<LiveSocketEvents> {
  problem: Problem | undefined;

  /** What keeps the socket from opening is known. */
  fail(problem: Problem): void {
    this.problem = problem;
    this.emit("problem");
  }
}

const LEASED: StatusMessage = {
  ...{ type: "status", event: "leased", run: "r1", kind: "video", frame: 0, by: "Ada" },
};

function opened({ isForWorkers = false } = {}) {
  const time = new TestTime();
  const socket = new TestSocket();
  const states: (State | undefined)[] = [];
  let used = 0;
  const waiting = new Waiting(
    {
      showState: (state) => states.push(state),
      clearState: () => states.push(undefined),
    },
    { choice: { isForWorkers: () => isForWorkers }, socket },
    () => used++,
  );
  updateWorkers({ type: "status", event: "workers", workers: [], gone: null });
  return {
    ...{ time, socket, states, waiting, used: () => used },
    [Symbol.dispose]: () => time.restore(),
  };
}

Deno.test("what is waited for is shown after two seconds without a result", () => {
  using test = opened();
  test.waiting.expect();
  test.time.pass(1999);
  assert.equal(test.states.length, 0);
  test.time.pass(1);
  const [state] = test.states;
  assert.deepEqual([state?.title, state?.busy, state?.actions], ["Working on it", true, []]);
  test.waiting.expect();
  assert.equal(test.states.at(-1), undefined);
  test.time.pass(1999);
  assert.equal(test.states.length, 2);
});

Deno.test("a status counts only while something is expected", () => {
  using test = opened();
  test.waiting.onStatus(LEASED);
  test.waiting.expect();
  test.waiting.onStatus(LEASED);
  test.time.pass(2000);
  assert.equal(test.states[0]?.title, "Ada is working on it");
  test.waiting.stop();
  assert.equal(test.states.at(-1), undefined);
  const count = test.states.length;
  test.waiting.onStatus(LEASED);
  test.time.pass(9000);
  test.waiting.stop();
  assert.equal(test.states.length, count);
});

Deno.test("where no worker is there, framebox itself is offered", () => {
  using test = opened({ isForWorkers: true });
  test.waiting.expect();
  test.time.pass(2000);
  const action = test.states[0]?.actions?.[0];
  assert.ok(action);
  action.action();
  assert.equal(test.used(), 1);
});

Deno.test("what keeps the page from its socket is shown at once, while something is expected", () => {
  using test = opened();
  test.socket.fail({ kind: "no-socket" });
  assert.equal(test.states.length, 0);
  test.waiting.expect();
  assert.deepEqual([test.states.length, test.states[0]?.tone], [1, "warn"]);
  test.time.pass(9000);
  assert.equal(test.states.length, 1);
  test.socket.fail({ kind: "no-socket" });
  assert.equal(test.states.length, 3);
  test.waiting.stop();
  assert.equal(test.states.at(-1), undefined);
  const count = test.states.length;
  test.socket.fail({ kind: "no-socket" });
  assert.equal(test.states.length, count);
});

Deno.test("a problem takes the place of what was waited for", () => {
  using test = opened();
  test.waiting.expect();
  test.time.pass(2000);
  test.socket.fail({ kind: "no-socket" });
  assert.equal(test.states.at(-1)?.tone, "warn");
  const count = test.states.length;
  test.time.pass(9000);
  assert.equal(test.states.length, count);
});
