import assert from "node:assert/strict";
import { page } from "../base/test_page.ts";
import { TestSocket } from "../base/test_socket.ts";
import { forgetSession } from "../server/session.ts";
import { type LiveResult, LiveSocket } from "./socket.ts";

/** What the server answers to requests; sessions are s1, s2, … */
function serve(knows = true): { asked: string[] } {
  const asked: string[] = [];
  let sessions = 0;
  globalThis.fetch = (input, init) => {
    const request = new Request(new URL(String(input), "http://server.lan"), init);
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    if (request.method === "POST") {
      return Promise.resolve(Response.json({ session: `s${++sessions}` }));
    }
    const error = { code: "NOT_FOUND", message: "There is no such session." };
    return Promise.resolve(knows ? Response.json({}) : Response.json({ error }, { status: 404 }));
  };
  return { asked };
}

/** A socket that is not opened yet, and the names of its events. */
async function unopened(): Promise<{ socket: LiveSocket; events: string[] }> {
  forgetSession();
  TestSocket.made = [];
  const socket = new LiveSocket();
  const events: string[] = [];
  for (const name of ["open", "lost", "busy", "problem", "session-ended"] as const) {
    socket.on(name, () => events.push(name));
  }
  await socket.connect();
  return { socket, events };
}

/** The same, with its connection accepted. */
async function connected(): Promise<{ socket: LiveSocket; events: string[] }> {
  const made = await unopened();
  TestSocket.last.accept();
  return made;
}

const RESULT = { type: "result", run: "r1", frame: 0, seq: 1, sent: 0, width: 4, height: 3 };
const nextEvent = (socket: LiveSocket, name: "lost" | "session-ended" | "open") =>
  new Promise<void>((resolve) => socket.on(name, resolve, { once: true }));

Deno.test("a session is opened once, and the socket is asked for with the number of results that it takes", async () => {
  const { asked } = serve();
  const { socket, events } = await connected();
  assert.deepEqual(asked, ["POST /api/v1/sessions"]);
  assert.equal(socket.session, "s1");
  assert.ok(socket.isOpen);
  const { url } = TestSocket.last;
  assert.equal(url.pathname, "/api/v1/sessions/s1/live");
  assert.deepEqual(Object.fromEntries(url.searchParams), { policy: "latest", credit: "2" });
  assert.deepEqual(events, ["open"]);
});

Deno.test("a result waits for its picture, one without a picture doesn't", async () => {
  serve();
  const { socket } = await connected();
  const results: LiveResult[] = [];
  socket.on("result", (result) => results.push(result));
  TestSocket.last.receive(RESULT);
  assert.equal(results.length, 0);
  const picture = new Blob(["jpeg"]);
  TestSocket.last.receive(picture);
  TestSocket.last.receive({ ...RESULT, seq: 2, width: 0 });
  assert.deepEqual(results.map(({ message }) => message.seq), [1, 2]);
  assert.deepEqual(results.map((result) => result.picture?.size), [4, undefined]);
});

Deno.test("results of an ingest stream are apart from those of runs", async () => {
  serve();
  const { socket } = await connected();
  const seen: string[] = [];
  socket.on("result", ({ message }) => seen.push(message.run));
  socket.on("stream-result", ({ message }) => seen.push(message.stream));
  const { run: _, ...rest } = RESULT;
  TestSocket.last.receive({ ...rest, stream: "camera 1", width: 0 });
  TestSocket.last.receive({ ...RESULT, width: 0 });
  assert.deepEqual(seen, ["camera 1", "r1"]);
});

Deno.test("results of a run that is followed no more are not emitted, and their credit is given back", async () => {
  serve();
  const { socket } = await connected();
  const seen: number[] = [];
  socket.on("result", ({ message }) => seen.push(message.seq));
  socket.watched.add("r1");
  socket.unwatch("r1");
  assert.ok(!socket.watched.has("r1"));
  TestSocket.last.receive(RESULT);
  TestSocket.last.receive(new Blob(["jpeg"]));
  TestSocket.last.receive({ ...RESULT, seq: 2, width: 0 });
  TestSocket.last.receive({ ...RESULT, run: "r2", seq: 3, width: 0 });
  assert.deepEqual(seen, [3]);
  const credit = '{"type":"credit","frames":1}';
  assert.deepEqual(TestSocket.last.sent, ['{"type":"unwatch","run":"r1"}', credit, credit]);
});

Deno.test("a connection that is lost comes back with its run, after the newest result that came", async () => {
  serve();
  const { socket, events } = await connected();
  socket.run = "r1";
  TestSocket.last.receive({ ...RESULT, seq: 7, width: 0 });
  TestSocket.last.end(1006);
  assert.ok(!socket.isOpen);
  assert.equal(socket.sendFrame(new ArrayBuffer(1)), undefined);
  const next = TestSocket.next();
  dispatchEvent(new Event("online"));
  const again = await next;
  again.accept();
  const { searchParams } = again.url;
  assert.equal(searchParams.get("run"), "r1");
  assert.equal(searchParams.get("after"), "7");
  assert.deepEqual(events, ["open", "lost", "open"]);
  assert.equal(socket.sendFrame(new ArrayBuffer(1)), 0);
});

Deno.test("a session that has ended is forgotten, and the next one is a new one", async () => {
  serve();
  const { socket } = await connected();
  const ended = nextEvent(socket, "session-ended");
  TestSocket.last.end(1001);
  await ended;
  assert.equal(socket.session, undefined);
  await socket.renew();
  assert.equal(socket.session, "s2");
});

Deno.test("a session that another tab has taken over is replaced", async () => {
  serve();
  const { socket } = await connected();
  const next = TestSocket.next();
  TestSocket.last.end(4001);
  (await next).accept();
  assert.equal(socket.session, "s2");
});

Deno.test("the session is there when its processors are known, and a wait for it can be given up", async () => {
  serve();
  const { socket } = await connected();
  const { session } = socket;
  assert.equal(await socket.ready(), session);
  const ended = nextEvent(socket, "session-ended");
  TestSocket.last.end(1001);
  await ended;
  const next = TestSocket.next();
  const ready = socket.ready();
  (await next).accept();
  TestSocket.last.receive({ type: "status", event: "processors", processors: [] });
  assert.equal(await ready, "s2");
  forgetSession();
  await assert.rejects(new LiveSocket().ready(AbortSignal.abort(new Error("given up"))), {
    message: "given up",
  });
});

Deno.test("a page in the background waits for its turn", () => {
  page.visibilityState = "hidden";
  TestSocket.made = [];
  new LiveSocket();
  dispatchEvent(new Event("online"));
  assert.deepEqual(TestSocket.made, []);
  page.visibilityState = "visible";
});

/** Answers each request with the same. */
const answerAll = (make: () => Response) => globalThis.fetch = () => Promise.resolve(make());
const refusal = (status: number) =>
  Response.json({ error: { code: "X", message: "Not from there." } }, { status });

const again = async () => {
  const next = TestSocket.next();
  dispatchEvent(new Event("online"));
  return await next;
};

Deno.test("a server with as many sessions as it takes is asked again", async () => {
  answerAll(() => refusal(429));
  const { socket, events } = await unopened();
  assert.deepEqual([events, socket.problem, TestSocket.made.length], [["busy"], undefined, 0]);
  serve();
  (await again()).accept();
  assert.deepEqual(events, ["busy", "open"]);
});

Deno.test("a server that takes nothing from the page's address is a problem, until it does", async () => {
  answerAll(() => refusal(403));
  const { socket, events } = await unopened();
  assert.deepEqual([events, socket.problem?.kind], [["problem"], "refused"]);
  await assert.rejects(socket.ready(), { message: "Not from there." });
  serve();
  (await again()).accept();
  assert.deepEqual([events, socket.problem], [["problem", "problem", "open"], undefined]);
});

Deno.test("a proxy that answers in the server's place is a problem, too", async () => {
  answerAll(() => new Response("<html>", { status: 502 }));
  const { socket } = await unopened();
  assert.equal(socket.problem?.kind, "proxy");
  socket.session = "s1";
  assert.equal(await socket.ready(), "s1");
  serve();
  (await again()).accept();
  assert.equal(socket.problem, undefined);
});

Deno.test("that no WebSocket comes through is known after the second one, where none ever did", async () => {
  serve();
  const { socket, events } = await unopened();
  const problem = new Promise<void>((resolve) => socket.on("problem", resolve));
  TestSocket.last.end(1006);
  const second = await TestSocket.next();
  assert.deepEqual([events, socket.problem], [[], undefined]);
  const third = TestSocket.next();
  second.end(1006);
  await problem;
  assert.deepEqual([events, socket.problem?.kind], [["problem"], "no-socket"]);
  (await third).accept();
  assert.equal(socket.problem, undefined);
});

Deno.test("a connection that is lost for a moment is no problem of the way", async () => {
  serve();
  const { socket, events } = await connected();
  TestSocket.last.end(1006);
  for (let i = 0; i < 3; i++) (await again()).end(1006);
  await again();
  assert.deepEqual([events, socket.problem], [["open", "lost"], undefined]);
});

Deno.test("a session that the server doesn't know any more has ended", async () => {
  serve(false);
  const { socket, events } = await unopened();
  const ended = nextEvent(socket, "session-ended");
  TestSocket.last.end(1006);
  await ended;
  assert.deepEqual([events, socket.session], [["session-ended"], undefined]);
});

Deno.test("frames have numbers of their socket, and a reset begins the run's results anew", async () => {
  serve();
  const { socket } = await connected();
  const picture = new ArrayBuffer(1);
  assert.deepEqual([socket.sendFrame(picture), socket.sendFrame(picture)], [0, 1]);
  assert.deepEqual(TestSocket.last.sent, [picture, picture]);
  TestSocket.last.bufferedAmount = 7;
  assert.deepEqual([socket.bufferedBytes, new LiveSocket().bufferedBytes], [7, 0]);
  socket.run = "r1";
  TestSocket.last.receive({ ...RESULT, seq: 7, width: 0 });
  assert.deepEqual([socket.seen("r1"), socket.seen("r2")], [7, 0]);
  const reset = { type: "status", event: "reset", kind: "camera" };
  TestSocket.last.receive({ ...reset, run: "r2" });
  assert.equal(socket.seen("r1"), 7);
  TestSocket.last.receive({ ...reset, run: "r1" });
  assert.equal(socket.seen("r1"), 0);
});

Deno.test("the processor that is wanted is named on each connection", async () => {
  serve();
  const { socket } = await connected();
  assert.deepEqual(TestSocket.last.sent, []);
  socket.processor = "grey";
  TestSocket.last.end(1006);
  const next = await again();
  next.accept();
  assert.deepEqual(next.sent, ['{"type":"processor","processor":"grey"}']);
});

Deno.test("a waiter for the session is refused as the server refuses it, and has it once it doesn't", async () => {
  forgetSession();
  const socket = new LiveSocket();
  const refused = socket.ready();
  answerAll(() => refusal(403));
  socket.connect();
  await assert.rejects(refused, { message: "Not from there." });
  serve();
  const opened = TestSocket.next();
  dispatchEvent(new Event("online"));
  (await opened).accept();
  const { session } = socket;
  assert.equal(await socket.ready(), session);
});

Deno.test("a session that is replaced leaves no connection of the one before", async () => {
  serve();
  const { socket, events } = await connected();
  const before = TestSocket.last;
  await socket.renew();
  assert.equal(before.readyState, 3);
  before.end(1006);
  TestSocket.last.accept();
  assert.deepEqual([events, socket.session], [["open", "open"], "s2"]);
});

Deno.test("a login that has ended loads the page again, which asks for one", async () => {
  let loads = 0;
  Object.assign(globalThis.location, { reload: () => void loads++ });
  serve();
  await connected();
  const made = TestSocket.made.length;
  TestSocket.last.end(4003);
  assert.equal(loads, 1);
  assert.equal(TestSocket.made.length, made);
  // Where that doesn't help it is not done again and again.
  answerAll(() => refusal(401));
  await unopened();
  assert.equal(loads, 1);
  serve();
  await connected();
  answerAll(() => refusal(401));
  await unopened();
  assert.equal(loads, 2);
});
