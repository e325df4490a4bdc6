/** What a socket watches of ingest streams ends with it, and with the wish for it. */
import assert from "node:assert/strict";
import type { IngestStream } from "../../sources/mod.ts";
import { within } from "../../tests/support/limit.ts";
import { type TestFramebox, withFramebox } from "../test_framebox.ts";
import type { Status } from "../wire/mod.ts";
import { Pace } from "./pace.ts";
import { StreamWatches } from "./stream_watches.ts";

/** The watches of a socket, what it was sent, and a change of the stream, for all that subscribe. */
interface Watching {
  readonly stream: IngestStream;
  readonly watches: StreamWatches;
  readonly statuses: readonly Status[];
  readonly change: () => void;
  readonly subscribers: () => number;
}

async function withWatches(test: (watching: Watching) => Promise<void>): Promise<void> {
  await withFramebox(async (framebox) => {
    const stream = await framebox.streams.open({
      kind: "media-graph",
      name: "gate 3",
      format: "4×3 PNG",
      processor: "workers",
      pictures: "watched",
    });
    const listeners = listenersOf(framebox);
    const statuses: Status[] = [];
    const watches = new StreamWatches(framebox.parts, {
      pace: new Pace(() => 0),
      format: "jpeg",
      sendStatus: (status) => statuses.push(status),
      sendResult: () => {},
    });
    const change = () => {
      for (const notify of listeners) notify({ type: "changed", stream });
    };
    await test({ stream, watches, statuses, change, subscribers: () => listeners.size });
    watches.stop();
  }, { showStreams: true });
}

/** Those that subscribe from now on. */
function listenersOf({ streams }: TestFramebox) {
  const listeners = new Set<Parameters<typeof streams.subscribe>[0]>();
  streams.subscribe = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return listeners;
}

/** Resolves when what was put off until the end of this tick has happened. */
const tickOver = () => new Promise<void>((resolve) => queueMicrotask(resolve));

Deno.test("changes of one tick are one list, and none comes after the client wants none", () =>
  withWatches(async ({ watches, statuses, change, subscribers }) => {
    watches.publishList(true);
    change();
    change();
    assert.equal(statuses.length, 1);
    await tickOver();
    assert.equal(statuses.length, 2);
    change();
    watches.publishList(false);
    await tickOver();
    assert.equal(statuses.length, 2);
    assert.equal(subscribers(), 0);
  }));

Deno.test("a client that asks for the list again is sent it once at each change", () =>
  withWatches(async ({ watches, statuses, change, subscribers }) => {
    watches.publishList(true);
    change();
    watches.publishList(true);
    assert.equal(subscribers(), 1);
    await tickOver();
    assert.equal(statuses.length, 2);
    change();
    await tickOver();
    assert.equal(statuses.length, 3);
  }));

Deno.test("a socket that has closed neither subscribes to the list, nor is sent a change of before", () =>
  withWatches(async ({ watches, statuses, change, subscribers }) => {
    watches.publishList(true);
    change();
    watches.stop();
    assert.equal(subscribers(), 0);
    watches.publishList(true);
    await tickOver();
    assert.deepEqual([subscribers(), statuses.length], [0, 1]);
  }));

Deno.test("a socket that has closed looks at no stream any more", () =>
  withWatches(async ({ stream, watches }) => {
    const { run } = stream;
    const [opened, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { results } = run;
    run.results = (options) => {
      const reader = Reflect.apply(results, run, [options]);
      const close = reader.close.bind(reader);
      reader.close = () => {
        close();
        closed.resolve();
      };
      opened.resolve();
      return reader;
    };
    watches.watch(stream.id);
    await within(opened.promise, "A reader of the stream's results");
    assert.equal(run.wantsPictures, true);
    watches.stop();
    await within(closed.promise, "The end of the watching");
    assert.equal(run.wantsPictures, false);
  }));
