import assert from "node:assert/strict";
import "../base/test_page.ts";
import type { CallJson } from "../../wire/mod.ts";
import { storeOver } from "../base/storage.ts";
import { AnswerError } from "../server/answer_error.ts";
import type { sendCall } from "./api.ts";
import { Calls } from "./calls.ts";
import { ServicesSession } from "./services_session.ts";
import type { Task } from "./shown_call.ts";
import { callOf } from "./test_services.ts";

type Sent = { url: string; resolve: (call: CallJson) => void; reject: (error: Error) => void };

/** Calls whose sending a test answers. */
function opened() {
  const sessions = new Set<string>();
  const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  const kept = new Map<string, string>();
  Object.assign(storage, {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  const session = new ServicesSession(storeOver(() => storage as unknown as Storage), {
    create: () => {
      const made = `s${sessions.size + 1}`;
      sessions.add(made);
      return Promise.resolve(made);
    },
    exists: (name) => Promise.resolve(sessions.has(name) && !ended.has(name)),
  });
  const ended = new Set<string>();
  const sent: Sent[] = [];
  let wake = () => {};
  const send: typeof sendCall = (url, _body, { signal }) => {
    const { promise, resolve, reject } = Promise.withResolvers<CallJson>();
    signal.addEventListener("abort", () => reject(signal.reason));
    sent.push({ url, resolve, reject });
    wake();
    return promise;
  };
  const calls = new Calls(session, send);
  const whenSent = async (n: number) => {
    while (sent.length < n) await new Promise<void>((resolve) => wake = resolve);
  };
  const settled = (name: "became" | "changed") =>
    new Promise((resolve) => calls.on(name, resolve, { once: true }));
  return { calls, sent, ended, whenSent, settled };
}

const task = (name: string): Task => ({
  ...{ service: "lab/plants", mode: "sync", kind: "picture", name, body: new Blob(["x"]) },
});

Deno.test("three inputs are sent at once, the others wait, and each becomes a call of the server's", async () => {
  const { calls, sent, whenSent, settled } = opened();
  const tasks = ["a", "b", "c", "d", "e"].map(task);
  const became: string[] = [];
  calls.on("became", ({ from, to }) => became.push(`${from.key} ${to.key}`));
  calls.send(tasks);
  await whenSent(3);
  assert.equal(sent.length, 3);
  assert.deepEqual(calls.list().filter(({ sent }) => sent === -1).map(({ name }) => name), [
    ...["e", "d"],
  ]);
  const query = new URL(sent[0]?.url ?? "", "http://x").searchParams;
  assert.deepEqual(Object.fromEntries(query), {
    ...{ service: "lab/plants", mode: "sync", input: "picture", name: "a" },
  });
  const answered = settled("became");
  sent[0]?.resolve(callOf("s1/1"));
  await answered;
  await whenSent(4);
  assert.deepEqual(became, ["sending/1 s1/1"]);
  assert.equal(calls.list().length, 5);
});

Deno.test("a call whose event comes before its answer stands once", async () => {
  const { calls, sent, whenSent, settled } = opened();
  calls.send([task("a")]);
  await whenSent(1);
  calls.take({ type: "call", call: callOf("s1/1", { change: 5, state: "running" }) }, "s1");
  const answered = settled("became");
  sent[0]?.resolve(callOf("s1/1", { change: 4 }));
  await answered;
  assert.deepEqual(calls.list().map(({ key, call }) => `${key} ${call?.state}`), ["s1/1 running"]);
});

Deno.test("what the server refuses is kept with the reason, and is sent again when asked", async () => {
  const { calls, sent, whenSent } = opened();
  calls.send([task("a")]);
  await whenSent(1);
  const refused = new Promise<void>((resolve) => {
    calls.on("changed", (shown) => shown.refused !== undefined && resolve());
  });
  sent[0]?.reject(new AnswerError(413, "It is too large."));
  await refused;
  const [shown] = calls.list();
  assert.deepEqual(shown?.refused, { text: "It is too large.", lang: "en" });
  assert.ok(shown);
  await calls.again(shown);
  await whenSent(2);
  assert.equal(calls.list()[0]?.refused, undefined);
});

Deno.test("a session that has ended is made anew, once", async () => {
  const { calls, sent, ended, whenSent } = opened();
  calls.send([task("a")]);
  await whenSent(1);
  ended.add("s1");
  sent[0]?.reject(new AnswerError(404, "There is no such session."));
  await whenSent(2);
  assert.ok(sent[1]?.url.includes("/sessions/s2/calls?"));
  const refused = new Promise<void>((resolve) => {
    calls.on("changed", (shown) => shown.refused !== undefined && resolve());
  });
  ended.add("s2");
  sent[1]?.reject(new AnswerError(404, "There is no such session."));
  await refused;
  assert.equal(sent.length, 2);
});

Deno.test("one that is on its way is given up and gone at once", async () => {
  const { calls, whenSent } = opened();
  const [first] = calls.send([task("a")]);
  await whenSent(1);
  assert.ok(first);
  await calls.end(first);
  assert.deepEqual(calls.list(), []);
});

Deno.test("older news of a call change nothing, and what was removed is gone", () => {
  const { calls } = opened();
  calls.put(callOf("s1/1", { change: 3, state: "running" }));
  calls.put(callOf("s1/1", { change: 2, state: "queued" }));
  calls.put(callOf("s2/1", { service: "lab/yolo" }));
  assert.deepEqual(calls.list("lab/plants").map(({ call }) => call?.state), ["running"]);
  calls.take({ type: "removed", call: "1" }, "s1");
  assert.deepEqual(calls.list().map(({ key }) => key), ["s2/1"]);
  calls.forgetSession("s2");
  assert.deepEqual(calls.list(), []);
});
