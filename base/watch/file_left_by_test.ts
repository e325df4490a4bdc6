import assert from "node:assert/strict";
import { limit } from "../../tests/support/limit.ts";
import { fileLeftBy } from "./file_left_by.ts";
import { FileClock, SETTLE_MS, withDirectory } from "./test_support.ts";

const LIMIT_MS = 60 * SETTLE_MS;

const WELL = { success: true };

/** A program's file, and the clock by which it is waited for: time passes only when the test advances it. */
async function withProgram(
  test: (
    path: string,
    clock: FileClock,
    left: (run: () => Promise<{ success: boolean }>, signal?: AbortSignal) => Promise<unknown>,
  ) => Promise<void>,
): Promise<void> {
  await withDirectory(async (directory) => {
    const path = `${directory}/out.wav`;
    const clock = new FileClock();
    const options = { limitMs: LIMIT_MS, settleMs: SETTLE_MS, clock };
    await test(path, clock, (run, signal = limit()) => fileLeftBy(path, run, signal, options));
  });
}

/** A file that is open, as a process that the program started has it. */
async function opened(path: string, content: string): Promise<Deno.FsFile> {
  const file = await Deno.open(path, { write: true, create: true });
  await write(file, content);
  return file;
}

async function write(file: Deno.FsFile, content: string): Promise<void> {
  await file.write(new TextEncoder().encode(content));
}

/** Resolves when what happened before has been received and looked at; `pass` lets time pass meanwhile. */
async function received(path: string, pass: () => void = () => {}): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const directory = path.slice(0, path.lastIndexOf("/"));
  using watch = Deno.watchFs(directory, { recursive: false });
  const seen = (async () => {
    for await (const event of watch) {
      if (event.paths.some((path) => path.endsWith("/marker"))) return resolve();
    }
  })();
  await Deno.writeTextFile(`${directory}/marker`, "");
  await promise;
  await seen;
  await Deno.remove(`${directory}/marker`);
  // Other watchers of this thread have its events by now; they look at the file by the system's threads, too.
  for (let i = 0; i < 20; i++) {
    pass();
    await Deno.stat(path);
  }
}

/** The same, and the settle time is over many times. */
async function settle(path: string, clock: FileClock): Promise<void> {
  await received(path, () => clock.advance(SETTLE_MS));
}

/** Resolves when the program's end has been noticed: both limits are timed. */
async function timersSet(clock: FileClock): Promise<void> {
  while (!clock.due.some((inMs) => inMs > 10_000)) await Deno.stat("/");
}

Deno.test("a file that is closed when its program ends costs no settle time", async () => {
  await withProgram(async (path, _, left) => {
    const end = await left(async () => {
      for (const part of ["one", "two"]) await Deno.writeTextFile(path, part, { append: true });
      return WELL;
    });
    assert.equal(end, WELL);
    assert.equal(await Deno.readTextFile(path), "onetwo");
  });
});

Deno.test("nor does one that is renamed into its place, or was closed long before the end", async () => {
  await withProgram(async (path, clock, left) => {
    await left(async () => {
      await Deno.writeTextFile(`${path}.part`, "whole");
      await Deno.rename(`${path}.part`, path);
      return WELL;
    });
    await Deno.remove(path);
    await left(async () => {
      await Deno.writeTextFile(path, "whole");
      await settle(path, clock);
      return WELL;
    });
  });
});

Deno.test("a file that a process has open after the program's end is waited for", async () => {
  for (const begin of ["", "part"]) {
    await withProgram(async (path, clock, left) => {
      const ended = Promise.withResolvers<void>();
      let file: Deno.FsFile | undefined;
      let isReady = false;
      const ready = left(async () => {
        file = await opened(path, begin);
        ended.resolve();
        return WELL;
      }).then(() => isReady = true);
      await ended.promise;
      await settle(path, clock);
      assert.equal(isReady, false);
      await write(file!, "the rest");
      file!.close();
      clock.run();
      await ready;
      assert.equal(await Deno.readTextFile(path), `${begin}the rest`);
    });
  }
});

Deno.test("what another process writes in parts after the program's end has to settle", async () => {
  await withProgram(async (path, clock, left) => {
    const ended = Promise.withResolvers<void>();
    let isReady = false;
    const ready = left(() => {
      ended.resolve();
      return Promise.resolve(WELL);
    }).then(() => isReady = true);
    await ended.promise;
    // A write of the millisecond of the end counts as the program's.
    for (const endedAt = Date.now(); Date.now() <= endedAt + 1;) await Deno.stat("/");
    await Deno.writeTextFile(path, "one");
    await Deno.writeTextFile(path, "two", { append: true });
    await received(path);
    assert.equal(isReady, false);
    clock.run();
    await ready;
    assert.equal(await Deno.readTextFile(path), "onetwo");
  });
});

Deno.test("a program that fails is not waited for, and what it throws is thrown", async () => {
  await withProgram(async (path, _, left) => {
    const failed = { success: false };
    assert.equal(
      await left(async () => {
        (await opened(path, "part")).close();
        return failed;
      }),
      failed,
    );
    const error = new Error("It could not be started.");
    await assert.rejects(left(() => Promise.reject(error)), error);
  });
});

Deno.test("a program that ends well without a file has failed", async () => {
  await withProgram(async (path, clock, left) => {
    const ended = Promise.withResolvers<void>();
    const ready = left(() => {
      ended.resolve();
      return Promise.resolve(WELL);
    });
    const failed = assert.rejects(ready, { code: "INTERNAL" });
    await ended.promise;
    await timersSet(clock);
    clock.advance(10_000);
    await failed;
    await assert.rejects(
      fileLeftBy(`${path}/nowhere`, () => Promise.resolve(WELL), limit(), { limitMs: 1000, clock }),
      Deno.errors.NotFound,
    );
  });
});

Deno.test("a file that is never closed has a limit, and the signal ends everything", async () => {
  await withProgram(async (path, clock, left) => {
    let file: Deno.FsFile | undefined;
    const ended = Promise.withResolvers<void>();
    const run = async () => {
      file = await opened(path, "part");
      ended.resolve();
      return WELL;
    };
    const ready = left(run);
    const late = assert.rejects(ready, { code: "DEADLINE_EXCEEDED" });
    await ended.promise;
    await timersSet(clock);
    clock.advance(LIMIT_MS);
    await late;
    file!.close();
    const stop = new AbortController();
    const reason = new Error("enough");
    const stopped = left(() => {
      stop.abort(reason);
      return Promise.resolve(WELL);
    }, stop.signal);
    await assert.rejects(stopped, reason);
  });
});

Deno.test("an abort is over once the program has ended, and leaves no timer", async () => {
  const reason = new Error("enough");
  const ends = [
    (end: PromiseWithResolvers<{ success: boolean }>) => end.resolve(WELL),
    (end: PromiseWithResolvers<{ success: boolean }>) => end.resolve({ success: false }),
    (end: PromiseWithResolvers<{ success: boolean }>) => end.reject(new Error("It was killed.")),
  ];
  for (const endProgram of ends) {
    await withProgram(async (path, clock, left) => {
      const stop = new AbortController();
      const started = Promise.withResolvers<void>();
      const end = Promise.withResolvers<{ success: boolean }>();
      let isOver = false;
      const stopped = left(async () => {
        (await opened(path, "part")).close();
        started.resolve();
        return await end.promise;
      }, stop.signal).finally(() => isOver = true);
      const rejected = assert.rejects(stopped, reason);
      await started.promise;
      stop.abort(reason);
      await received(path);
      assert.equal(isOver, false);
      endProgram(end);
      await rejected;
      assert.deepEqual(clock.due, []);
    });
  }
});
