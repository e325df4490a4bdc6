import assert from "node:assert/strict";
import { within } from "../../tests/support/limit.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import type { ObjectContent, StoredObject } from "./object_storage.ts";
import { ObjectWatch, RELIST_MS, SILENCE_LIMIT_MS } from "./object_watch.ts";

/** Shorter than the silence that ends a listener, and a part of the time between lists. */
const STEP_MS = 4000;
const START = Date.parse("2026-11-29T20:00:00Z");

/** Wakes its waiters whenever something happened. */
class Changes {
  #next = Promise.withResolvers<void>();

  readonly notify = (): void => {
    this.#next.resolve();
    this.#next = Promise.withResolvers();
  };

  /** Resolves when a condition holds. */
  async until(condition: () => boolean, what: string): Promise<void> {
    while (!condition()) await within(this.#next.promise, what);
  }
}

/** A stand-in for MinIO: what is in it, and its listeners. */
class Storage {
  readonly objects = new Map<string, StoredObject>();
  readonly prefixes: string[] = [];
  isAway = false;
  lists = 0;
  #listeners: ReadableStreamDefaultController<Uint8Array>[] = [];
  #atMs = START;
  readonly changes = new Changes();

  listen(_bucket: string, prefix: string, signal: AbortSignal): Promise<ObjectContent> {
    this.changes.notify();
    this.prefixes.push(prefix);
    if (this.isAway) return Promise.reject(new Error("away"));
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        this.#listeners.push(controller);
      },
    });
    signal.addEventListener("abort", () => {
      if (own && this.#listeners.includes(own)) own.error(signal.reason);
      this.#listeners = this.#listeners.filter((one) => one !== own);
    });
    return Promise.resolve({
      byteLength: undefined,
      mediaType: undefined,
      etag: "",
      body,
      cancel() {},
    });
  }

  async *list(_bucket: string, prefix: string): AsyncGenerator<StoredObject, void, void> {
    await Promise.resolve();
    for (const object of this.objects.values()) if (object.key.startsWith(prefix)) yield object;
    this.lists++;
    this.changes.notify();
  }

  /** Puts an object; without an event where it gets lost. */
  put(key: string, hasEvent = true): void {
    this.#atMs += 10_000;
    const object = {
      key,
      byteLength: 1,
      modifiedAt: new Date(this.#atMs),
      etag: String(this.#atMs),
    };
    this.objects.set(key, object);
    const record = {
      eventName: "s3:ObjectCreated:Put",
      eventTime: new Date(this.#atMs + 2).toISOString(),
      s3: { object: { key, size: 1, eTag: object.etag } },
    };
    if (hasEvent) this.send(`${JSON.stringify({ Records: [record] })}\n`);
  }

  send(text: string): void {
    for (const listener of this.#listeners) listener.enqueue(new TextEncoder().encode(text));
  }

  /** Ends all listeners. */
  restart(): void {
    for (const listener of this.#listeners) listener.error(new Error("restarted"));
    this.#listeners = [];
  }
}

interface Watched {
  readonly storage: Storage;
  readonly clock: ManualClock;
  readonly keys: string[];
  readonly problems: unknown[];
  readonly watch: ObjectWatch;
  /** Resolves when as many objects were reported. */
  reported(count: number): Promise<void>;
  /** Resolves when a timer of that delay is set. */
  timer(delayMs: number): Promise<void>;
}

/** A watch of the folder `out` that listens already. */
async function watched(
  prepare: (storage: Storage) => void = () => {},
  isAwaited = true,
): Promise<Watched> {
  const storage = new Storage();
  prepare(storage);
  const changes = new Changes();
  const clock = new ManualClock(changes.notify);
  const keys: string[] = [];
  const problems: unknown[] = [];
  const watch = new ObjectWatch({
    storage,
    bucket: "plants",
    folder: "out",
    clock,
    onObject: ({ key }) => {
      keys.push(key);
      changes.notify();
    },
    onProblem: (error) => problems.push(error),
    isAwaited: () => isAwaited,
  });
  await within(watch.listening);
  return {
    ...{ storage, clock, keys, problems, watch },
    reported: (count) => changes.until(() => keys.length >= count, `object ${count}`),
    timer: (delayMs) =>
      changes.until(() => clock.due.includes(delayMs), `a timer of ${delayMs} ms`),
  };
}

/** Advances the clock when a timer of that delay is set. */
async function advance({ clock, timer }: Watched, delayMs: number): Promise<void> {
  await timer(delayMs);
  clock.advance(delayMs);
}

Deno.test("what is created in a folder is reported once, and nothing that was there before", async () => {
  const one = await watched((storage) => {
    storage.put("out/before.png");
    storage.put("out/just-before.png");
  });
  await using _ = one.watch;
  one.storage.put("out/a b é+%20.png");
  one.storage.put("out/");
  one.storage.put("out/sub/b.png");
  await one.reported(2);
  assert.deepEqual(one.keys, ["out/a b é+%20.png", "out/sub/b.png"]);
  assert.deepEqual(one.storage.prefixes, ["out/"]);
});

Deno.test("after a restart of storage it listens again, with growing pauses, and reports what was missed", async () => {
  const one = await watched();
  await using _ = one.watch;
  one.storage.put("out/first.png");
  await one.reported(1);
  one.storage.isAway = true;
  one.storage.restart();
  one.storage.put("out/missed.png");
  for (const pauseMs of [250, 500, 1000]) await advance(one, pauseMs);
  await one.storage.changes.until(() => one.storage.prefixes.length === 4, "a try");
  one.storage.isAway = false;
  await advance(one, 2000);
  await one.reported(2);
  one.storage.put("out/after.png");
  await one.reported(3);
  assert.deepEqual(one.keys, ["out/first.png", "out/missed.png", "out/after.png"]);
  assert.equal(one.problems.length, 4);
});

Deno.test("a listener that is silent is dead; blanks keep it alive", async () => {
  const one = await watched();
  await using _ = one.watch;
  one.clock.advance(SILENCE_LIMIT_MS - 1);
  one.storage.send(" ");
  await advance(one, SILENCE_LIMIT_MS);
  await advance(one, 250);
  await one.storage.changes.until(() => one.storage.prefixes.length === 2, "a try");
  assert.equal(one.problems.length, 1);
});

Deno.test("an event that got lost is found by a list", async () => {
  const one = await watched();
  await using _ = one.watch;
  one.storage.put("out/lost.png", false);
  await one.timer(RELIST_MS);
  for (let passedMs = 0; passedMs < RELIST_MS; passedMs += STEP_MS) {
    one.clock.advance(STEP_MS);
    one.storage.send(" ");
    await one.timer(SILENCE_LIMIT_MS);
  }
  await one.reported(1);
  assert.deepEqual(one.keys, ["out/lost.png"]);
});

Deno.test("while nothing is awaited it lists only when it listens again", async () => {
  const one = await watched(() => {}, false);
  await using _ = one.watch;
  await one.timer(RELIST_MS);
  for (let passedMs = 0; passedMs < RELIST_MS; passedMs += STEP_MS) {
    one.clock.advance(STEP_MS);
    one.storage.send(" ");
    await one.timer(SILENCE_LIMIT_MS);
  }
  await one.timer(RELIST_MS);
  assert.equal(one.storage.lists, 1);
  one.storage.restart();
  one.storage.put("out/missed.png");
  await advance(one, 250);
  await one.reported(1);
  assert.equal(one.storage.lists, 2);
});

Deno.test("a notification may come in pieces, with others, or be none", async () => {
  const one = await watched();
  await using _ = one.watch;
  const record = (key: string, eventName = "s3:ObjectCreated:Put") => ({
    eventName,
    s3: { object: { key } },
  });
  const records = [record("out/a"), record("out/gone", "s3:ObjectRemoved:Delete"), record("out/b")];
  const text = `  ${JSON.stringify({ Records: records })}\n \nnonsense\n{"Records":null}\n`;
  for (const character of text) one.storage.send(character);
  one.storage.send(`${JSON.stringify({ Records: [record("out/c")] })}\n`);
  await one.reported(3);
  assert.deepEqual(one.keys, ["out/a", "out/b", "out/c"]);
});

Deno.test("a watch that is closed reports nothing more and leaves no timer", async () => {
  const one = await watched();
  await one.watch[Symbol.asyncDispose]();
  one.storage.put("out/late.png");
  assert.deepEqual([one.keys, one.clock.pending], [[], 0]);
  const storage = new Storage();
  storage.isAway = true;
  const early = new ObjectWatch({
    storage,
    bucket: "b",
    folder: "",
    clock: new ManualClock(),
    onObject() {},
  });
  await early[Symbol.asyncDispose]();
  await assert.rejects(early.listening, { name: "AbortError" });
});
