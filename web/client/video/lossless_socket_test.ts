import assert from "node:assert/strict";
import "../base/test_page.ts";
import { TestSocket } from "../base/test_socket.ts";
import { LosslessSocket } from "./lossless_socket.ts";

const WAITS = AbortSignal.timeout(10_000);
const picture = (name: string) => new Blob([name]);
const RESULT = { type: "result", run: "r1", sent: 0, width: 0, height: 0 };
const status = (event: string, more: object = {}) => ({ type: "status", event, ...more });

/** What was sent on a socket: pictures by their contents, messages by their types. */
async function sentOn({ sent }: TestSocket): Promise<unknown[]> {
  return await Promise.all(
    sent.map((each) => each instanceof Blob ? each.text() : JSON.parse(String(each)).type),
  );
}

/** A socket whose server takes this many frames. */
function opened(window: number): { lossless: LosslessSocket; socket: TestSocket } {
  TestSocket.made = [];
  globalThis.fetch = () => Promise.resolve(Response.json({}));
  const lossless = new LosslessSocket("s1", "grey");
  const socket = TestSocket.last;
  socket.accept();
  socket.receive(status("open", { run: null, received: 0 }));
  socket.receive(status("window", { frames: window }));
  return { lossless, socket };
}

Deno.test("the source waits while the server has no room, and no frame is left out", async () => {
  const { lossless, socket } = opened(2);
  await lossless.send(picture("a"), WAITS);
  await lossless.send(picture("b"), WAITS);
  const third = lossless.send(picture("c"), WAITS);
  assert.deepEqual(await sentOn(socket), ["a", "b"]);
  socket.receive(status("window", { frames: 3 }));
  await third;
  assert.deepEqual(await sentOn(socket), ["a", "b", "c"]);
  lossless.finish();
  assert.deepEqual(await sentOn(socket), ["a", "b", "c", "finish"]);
  lossless.close();
});

Deno.test("a source that is given up doesn't wait any longer", async () => {
  const { lossless } = opened(0);
  const stop = new AbortController();
  const waiting = lossless.send(picture("a"), stop.signal);
  stop.abort(new Error("given up"));
  await assert.rejects(waiting, { message: "given up" });
  lossless.close();
});

Deno.test("a result without a picture has the one that was given, and so has a frame that failed", async () => {
  const { lossless, socket } = opened(9);
  const pictures: (Blob | undefined)[] = [];
  lossless.on("result", (result) => pictures.push(result.picture));
  lossless.on("error", (error) => pictures.push(error.picture));
  for (const name of ["a", "b", "c"]) await lossless.send(picture(name), WAITS);
  socket.receive({ ...RESULT, frame: 0, seq: 1 });
  socket.receive({ ...RESULT, frame: 1, seq: 2, width: 4 });
  socket.receive(picture("B"));
  socket.receive(status("error", { run: "r1", frame: 2, sent: 2, seq: 3 }));
  assert.deepEqual(await Promise.all(pictures.map((each) => each?.text())), ["a", "B", "c"]);
  lossless.close();
});

Deno.test("after a lost connection it sends what the server has not taken in, and asks for what it missed", async () => {
  const { lossless, socket } = opened(3);
  const events: string[] = [];
  for (const name of ["lost", "back", "gone"] as const) lossless.on(name, () => events.push(name));
  socket.receive(status("started", { run: "r1", kind: "video", processor: "grey" }));
  for (const name of ["a", "b", "c"]) await lossless.send(picture(name), WAITS);
  socket.receive({ ...RESULT, frame: 0, seq: 1 });
  const next = TestSocket.next();
  socket.end(1006);
  const again = await next;
  assert.equal(again.url.searchParams.get("run"), "r1");
  assert.equal(again.url.searchParams.get("after"), "1");
  assert.equal(again.url.searchParams.get("processor"), null);
  again.accept();
  again.receive(status("open", { run: "r1", received: 2 }));
  again.receive(status("window", { frames: 5 }));
  assert.deepEqual(await sentOn(again), ["c"]);
  assert.deepEqual(events, ["lost", "back"]);
  lossless.close();
});

Deno.test("a session that has ended is gone, and is not asked for again", () => {
  const { lossless, socket } = opened(1);
  const events: string[] = [];
  lossless.on("gone", () => events.push("gone"));
  socket.end(1001);
  assert.deepEqual(events, ["gone"]);
  assert.equal(TestSocket.made.length, 1);
});

Deno.test("the run's end is its own, and what comes after is no loss", () => {
  const { lossless, socket } = opened(1);
  const events: string[] = [];
  for (const name of ["ended", "lost"] as const) lossless.on(name, () => events.push(name));
  socket.receive(status("started", { run: "r1", kind: "video", processor: "grey" }));
  socket.receive(status("ended", { run: "other", reason: "" }));
  socket.receive(status("ended", { run: "r1", reason: "" }));
  socket.end(1000);
  assert.deepEqual(events, ["ended"]);
  lossless.close();
});
