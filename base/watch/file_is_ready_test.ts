import assert from "node:assert/strict";
import { fileIsReady } from "./file_is_ready.ts";
import { FileClock, SETTLE_MS, withDirectory } from "./test_support.ts";
import { limit } from "../../tests/support/limit.ts";

const NEVER = new AbortController().signal;
const settleMs = SETTLE_MS;

Deno.test("fileIsReady resolves when a file that is written in parts is closed and left alone", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/video.mp4`;
    const clock = new FileClock();
    const ready = fileIsReady(path, NEVER, { settleMs, clock });
    for (let i = 0; i < 5; i++) await Deno.writeFile(path, new Uint8Array(10), { append: true });
    clock.run();
    const file = await ready;
    assert.equal(file.size, 50);
    assert.equal(file.path, path);
  });
});

Deno.test("a file that is closed while it is looked at is ready, at every moment of its writing", async () => {
  await withDirectory(async (directory) => {
    // The events of each file meet the looks at it in another order.
    for (let i = 0; i < 50; i++) {
      const path = `${directory}/${i}.mp4`;
      const clock = new FileClock();
      const ready = fileIsReady(path, limit(), { settleMs, clock });
      for (let i = 0; i < 5; i++) await Deno.writeFile(path, new Uint8Array(10), { append: true });
      clock.run();
      assert.equal((await ready).size, 50);
    }
  });
});

Deno.test("fileIsReady resolves at once for a rename into place, and leaves other names alone", async () => {
  await withDirectory(async (directory) => {
    const ready = fileIsReady(`${directory}/.hidden`, NEVER, { settleMs: 600_000 });
    let isReady = false;
    ready.then(() => isReady = true);
    // What was renamed before it is watched has to settle; what comes after that is ready at once.
    while (!isReady) {
      await Deno.writeTextFile(`${directory}/other`, "other");
      await Deno.rename(`${directory}/other`, `${directory}/another`);
      await Deno.rename(`${directory}/another`, `${directory}/.hidden`);
    }
    assert.equal((await ready).size, 5);
  });
});

Deno.test("fileIsReady waits for directories that are not there yet", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/one/two/file`;
    const clock = new FileClock();
    const ready = fileIsReady(path, NEVER, { settleMs, clock });
    await Deno.mkdir(`${directory}/one/two`, { recursive: true });
    await Deno.writeTextFile(path, "content");
    clock.run();
    assert.equal((await ready).size, 7);
  });
});

Deno.test("fileIsReady resolves for an old file that is there", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/file`;
    await Deno.writeTextFile(path, "old");
    await Deno.utime(path, 1000, 1000);
    const file = await fileIsReady(path, NEVER, { settleMs: 600_000 });
    assert.equal(file.modifiedMs, 1_000_000);
  });
});

Deno.test("fileIsReady through a symbolic link to the directory", async () => {
  await withDirectory(async (directory) => {
    await Deno.mkdir(`${directory}/real`);
    await Deno.symlink(`${directory}/real`, `${directory}/link`);
    const clock = new FileClock();
    const ready = fileIsReady(`${directory}/link/file`, NEVER, { settleMs, clock });
    await Deno.writeTextFile(`${directory}/real/file`, "abc");
    clock.run();
    assert.equal((await ready).size, 3);
  });
});

Deno.test("fileIsReady ends with its signal's reason", async () => {
  await withDirectory(async (directory) => {
    const stop = new AbortController();
    const ready = fileIsReady(`${directory}/never`, stop.signal);
    const reason = new Error("enough");
    stop.abort(reason);
    await assert.rejects(ready, reason);
    await assert.rejects(fileIsReady(`${directory}/never`, stop.signal), reason);
  });
});

Deno.test("fileIsReady leaves no program running that writes the file", async () => {
  await withDirectory(async (directory) => {
    const stop = new AbortController();
    const started = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    let hasEnded = false;
    const writtenBy = async () => {
      started.resolve();
      await end.promise;
      // It takes a while to end.
      for (let i = 0; i < 20; i++) await Deno.stat(directory);
      hasEnded = true;
    };
    const ready = fileIsReady(`${directory}/file`, stop.signal, { writtenBy });
    await started.promise;
    const reason = new Error("enough");
    stop.signal.addEventListener("abort", () => end.resolve());
    stop.abort(reason);
    await assert.rejects(ready, reason);
    assert.ok(hasEnded);
  });
});
