import assert from "node:assert/strict";
import "../base/test_page.ts";
import { TestTime } from "../base/test_time.ts";
import { CallEvents, type Source } from "./call_events.ts";
import { callOf } from "./test_services.ts";

/** What the browser connects with. */
class TestSource extends EventTarget {
  readyState = 1;
  constructor(readonly url: string) {
    super();
  }

  close(): void {
    this.readyState = 2;
  }

  send(data: string): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  /** @param readyState 0: the browser connects again; 2: it was refused */
  fail(readyState: 0 | 2): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event("error"));
  }
}

function opened(exists: boolean | Promise<boolean>) {
  const sources: TestSource[] = [];
  const events = new CallEvents(async () => await exists, (url) => {
    const source = new TestSource(url);
    sources.push(source);
    return source as unknown as Source;
  });
  const emitted: string[] = [];
  events.on("event", (event) => {
    emitted.push(event.type === "call" ? event.call.state : `removed ${event.call}`);
  });
  events.on("ended", (session) => emitted.push(`ended ${session}`));
  events.on("lost", () => emitted.push("lost"));
  return { events, sources, emitted };
}

Deno.test("events of one session come as they are, what is none of them is left out", () => {
  const { events, sources, emitted } = opened(true);
  events.listen("s");
  events.listen("s");
  assert.equal(sources.length, 1);
  assert.ok(sources[0]?.url.endsWith("/api/v1/sessions/s/calls/events"));
  sources[0]?.send(JSON.stringify({ type: "call", call: callOf("s/1", { state: "running" }) }));
  sources[0]?.send(JSON.stringify({ type: "removed", call: "1" }));
  for (const other of ["no JSON", "{}", '{"type":"call","call":{}}', '{"type":"x","call":"1"}']) {
    sources[0]?.send(other);
  }
  assert.deepEqual(emitted, ["running", "removed 1"]);
});

Deno.test("another session takes the first one's place", () => {
  const { events, sources } = opened(true);
  events.listen("s");
  events.listen("t");
  assert.deepEqual(sources.map(({ readyState }) => readyState), [2, 1]);
  assert.equal(events.session, "t");
  events.close();
  assert.equal(sources[1]?.readyState, 2);
});

Deno.test("the browser resumes by itself; a server that refuses is asked whether the session is there", async () => {
  const { events, sources, emitted } = opened(false);
  events.listen("s");
  sources[0]?.fail(0);
  assert.deepEqual(emitted, ["lost"]);
  const ended = new Promise((resolve) => events.on("ended", resolve));
  sources[0]?.fail(2);
  assert.equal(await ended, "s");
  assert.deepEqual(emitted, ["lost", "lost", "ended s"]);
  assert.equal(events.session, undefined);
  assert.equal(sources.length, 1);
});

Deno.test("where there is no room for a listener it is tried again later", async () => {
  const asked = Promise.withResolvers<boolean>();
  const { events, sources, emitted } = opened(asked.promise);
  const time = new TestTime();
  try {
    events.listen("s");
    sources[0]?.fail(2);
    asked.resolve(true);
    // What awaits the answer runs before what is attached after it.
    await asked.promise.then(() => {}).then(() => {}).then(() => {});
    assert.deepEqual([sources.length, time.pending], [1, 1]);
    time.pass(60_000);
    assert.equal(sources.length, 2);
    assert.deepEqual(emitted, ["lost"]);
  } finally {
    time.restore();
  }
});
