import assert from "node:assert/strict";
import "../base/test_page.ts";
import { Emitter } from "../base/emitter.ts";
import { TestTime } from "../base/test_time.ts";
import type { HistoryJson } from "../../wire/mod.ts";
import { becameOf, type Connection } from "./come_back.ts";
import type { Problem } from "./problem.ts";
import type { LiveSocketEvents } from "./socket.ts";

class TestConnection extends Emitter<LiveSocketEvents> implements Connection {
  session: string | undefined = "s1";
  isOpen = false;
  problem: Problem | undefined;

  /** Something happens on it. */
  happens(name: "open" | "lost" | "session-ended"): void {
    this.emit(name);
  }
}

/** One result. */
const RESULT: HistoryJson["results"][number] = {
  ...{ seq: 1, frame: 0, kind: "done", by: "framebox", timings: null, width: 4, height: 3 },
  ...{ labels: [], text: null, variables: [], values: {}, boxes: null, scale: null, remarks: [] },
  ...{ image_url: null, error: null },
};

const history = (more: Partial<HistoryJson> = {}): Response =>
  Response.json({ run: "r1", processor: "grey", ended: false, results: [], ...more });
const unknown = () =>
  Response.json({ error: { code: "NOT_FOUND", message: "No such run." } }, { status: 404 });

/** Answers what is asked, one after the other; an error: no answer comes. */
function serve(...answers: (Response | Error)[]): { asked: string[] } {
  const asked: string[] = [];
  globalThis.fetch = (input) => {
    asked.push(String(input));
    const answer = answers.shift() ?? new Error("nothing more is answered");
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { asked };
}

const WAITS = AbortSignal.timeout(10_000);
const ignore = () => {};
/** All that is settled by now has been taken in. */
const settled = () => new Promise<void>((resolve) => queueMicrotask(() => resolve()));

Deno.test("a result that came meanwhile is had at once", async () => {
  const { asked } = serve(history({ results: [RESULT] }));
  const became = await becameOf(new TestConnection(), "r1", WAITS, ignore);
  assert.ok(became.kind === "result");
  assert.deepEqual([became.session, became.came.results.length], ["s1", 1]);
  assert.deepEqual(asked, ["/api/v1/sessions/s1/runs/r1/results?after=0&limit=1000"]);
});

Deno.test("a run that the server doesn't know is gone, one that ended without a result has none", async () => {
  serve(unknown());
  assert.equal((await becameOf(new TestConnection(), "r1", WAITS, ignore)).kind, "gone");
  serve(history({ ended: true }));
  assert.equal((await becameOf(new TestConnection(), "r1", WAITS, ignore)).kind, "none");
});

Deno.test("while the server is away it waits for the connection", async () => {
  const time = new TestTime();
  const { asked } = serve(new TypeError("no network"), history({ results: [RESULT] }));
  const connection = new TestConnection();
  const became = becameOf(connection, "r1", WAITS, ignore);
  while (time.pending === 0) await settled();
  assert.equal(asked.length, 1);
  connection.happens("open");
  assert.equal((await became).kind, "result");
  assert.equal(time.pending, 0);
  time.restore();
});

Deno.test("without a connection it looks again after some time, too", async () => {
  const time = new TestTime();
  serve(new TypeError("no network"), history({ results: [RESULT] }));
  const became = becameOf(new TestConnection(), "r1", WAITS, ignore);
  while (time.pending === 0) await settled();
  time.pass(200);
  assert.equal((await became).kind, "result");
  time.restore();
});

Deno.test("a result that is still being made is announced and waited for", async () => {
  const time = new TestTime();
  const { asked } = serve(history(), history({ results: [RESULT] }));
  const connection = new TestConnection();
  let isBack = false;
  const became = becameOf(connection, "r1", WAITS, () => isBack = true);
  while (!isBack || time.pending === 0) await settled();
  for (let i = 0; i < 50; i++) await settled();
  assert.equal(asked.length, 1);
  connection.happens("lost");
  assert.equal((await became).kind, "result");
  time.restore();
});

Deno.test("a picture whose run has not begun is sent again once the connection is there", async () => {
  const time = new TestTime();
  const { asked } = serve();
  const connection = new TestConnection();
  const became = becameOf(connection, undefined, WAITS, ignore);
  while (time.pending === 0) await settled();
  connection.isOpen = true;
  connection.happens("open");
  assert.equal((await became).kind, "again");
  connection.isOpen = false;
  connection.problem = { kind: "no-socket" };
  assert.equal((await becameOf(connection, undefined, WAITS, ignore)).kind, "again");
  assert.deepEqual(asked, []);
  time.restore();
});

Deno.test("with its session the picture is gone", async () => {
  const time = new TestTime();
  serve(new TypeError("no network"), history({ results: [RESULT] }));
  const connection = new TestConnection();
  const became = becameOf(connection, "r1", WAITS, ignore);
  while (time.pending === 0) await settled();
  connection.session = "s2";
  connection.happens("session-ended");
  assert.equal((await became).kind, "gone");
  connection.session = undefined;
  assert.equal((await becameOf(connection, "r1", WAITS, ignore)).kind, "gone");
  time.restore();
});

Deno.test("a wait that is given up ends, and leaves no timer", async () => {
  const time = new TestTime();
  serve(new TypeError("no network"));
  const stop = new AbortController();
  const became = becameOf(new TestConnection(), "r1", stop.signal, ignore);
  while (time.pending === 0) await settled();
  stop.abort(new Error("given up"));
  await assert.rejects(became, { message: "given up" });
  assert.equal(time.pending, 0);
  time.restore();
});
