import assert from "node:assert/strict";
import "../base/test_page.ts";
import { sentenceOf } from "../base/sentence.ts";
import type { Entry } from "./entries.ts";
import { Uploads, type UploadsEvents } from "./uploads.ts";

const entry = (name: string): Entry => ({
  index: 0,
  name,
  state: "queued",
  file: new File([name], name),
  key: name,
  item: undefined,
  error: undefined,
  version: 0,
});

interface Asked {
  readonly name: string | null;
  /** The server's answer; an error: none comes. */
  answer(response: Response | Error): void;
}

/** What is asked of the server, one after the other. */
function serve(): { asked: Asked[]; next(): Promise<Asked> } {
  const asked: Asked[] = [];
  const came = new EventTarget();
  globalThis.fetch = (input) =>
    new Promise((resolve, reject) => {
      asked.push({
        name: new URL(String(input), "http://server.lan").searchParams.get("name"),
        answer: (response) => response instanceof Error ? reject(response) : resolve(response),
      });
      came.dispatchEvent(new Event("asked"));
    });
  const next = () =>
    new Promise<Asked>((resolve) => {
      came.addEventListener("asked", () => resolve(asked[asked.length - 1]!), { once: true });
    });
  return { asked, next };
}

/** A picture as the server has it. */
const item = (number: number) =>
  Response.json({
    ...{ item: number, key: null, name: "a", change: 1, state: "waiting" },
    ...{ labels: [], variables: [], remarks: [], error: null },
  });
const error = (status: number) =>
  Response.json({ error: { code: "UNAVAILABLE", message: "It is stopping." } }, { status });
const next = (uploads: Uploads, name: keyof UploadsEvents) =>
  new Promise<void>((resolve) => uploads.on(name, () => resolve(), { once: true }));

Deno.test("three pictures are sent at once, and the next when one of them is there", async () => {
  const { asked, next: nextAsked } = serve();
  const uploads = new Uploads("/run");
  const sent: string[] = [];
  uploads.on("sent", ({ entry }) => sent.push(entry.name));
  uploads.add(["a", "b", "c", "d"].map(entry));
  assert.deepEqual(asked.map(({ name }) => name), ["a", "b", "c"]);
  const fourth = nextAsked();
  asked[1]?.answer(item(1));
  assert.equal((await fourth).name, "d");
  assert.deepEqual(sent, ["b"]);
  const idle = next(uploads, "idle");
  for (const { answer } of asked) answer(item(2));
  await idle;
  assert.deepEqual(sent.sort(), ["a", "b", "c", "d"]);
  assert.ok(uploads.isIdle);
});

Deno.test("without an answer a picture waits in its place, and is sent when the connection is back", async () => {
  const { asked } = serve();
  const uploads = new Uploads("/run");
  const events: string[] = [];
  for (const name of ["offline", "online", "refused"] as const) {
    uploads.on(name, () => events.push(name));
  }
  const queued = next(uploads, "queued");
  uploads.add([entry("a")]);
  asked[0]?.answer(new TypeError("no network"));
  await queued;
  uploads.hurry();
  assert.deepEqual(asked.map(({ name }) => name), ["a", "a"]);
  const idle = next(uploads, "idle");
  asked[1]?.answer(item(1));
  await idle;
  assert.deepEqual(events, ["offline", "online"]);
});

Deno.test("a server that stops is waited for without a word, and a refused picture is not sent again", async () => {
  const { asked } = serve();
  const uploads = new Uploads("/run");
  const refused: string[] = [];
  uploads.on("offline", () => refused.push("offline"));
  uploads.on("refused", ({ sentence }) => refused.push(sentenceOf(sentence).text));
  const queued = next(uploads, "queued");
  uploads.add([entry("a")]);
  asked[0]?.answer(error(503));
  await queued;
  uploads.hurry();
  const idle = next(uploads, "idle");
  asked[1]?.answer(error(400));
  await idle;
  assert.deepEqual(refused, ["It is stopping."]);
  assert.equal(asked.length, 2);
});

Deno.test("a run that is gone takes no more, and what still waits is not sent", async () => {
  const { asked } = serve();
  const uploads = new Uploads("/run");
  const gone = next(uploads, "gone");
  uploads.add(["a", "b", "c", "d"].map(entry));
  asked[0]?.answer(error(404));
  await gone;
  for (const { answer } of asked) answer(item(1));
  assert.equal(asked.length, 3);
});
