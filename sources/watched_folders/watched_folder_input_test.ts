import assert from "node:assert/strict";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { linkedFile, readInput } from "./watched_folder_input.ts";

/** Runs a test in a directory with a folder `in` and a file outside of it. */
async function withInput(test: (input: string) => Promise<void>): Promise<void> {
  const directory = await Deno.realPath(await Deno.makeTempDir({ prefix: "input-test-" }));
  try {
    await Deno.mkdir(`${directory}/in/sub`, { recursive: true });
    await Deno.writeTextFile(`${directory}/outside`, "secret");
    await Deno.writeTextFile(`${directory}/in/sub/file`, "public");
    await test(`${directory}/in`);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

const NEVER = new AbortController().signal;

/** The file that a link leads to, where nothing is written any more. */
async function targetOf(link: string, input: string) {
  return await linkedFile(await asReady(link), input, NEVER, { settleMs: 0 });
}

async function asReady(path: string) {
  const { size, mtime } = await Deno.lstat(path);
  return { path, size, modifiedMs: mtime?.getTime() ?? 0 };
}

Deno.test("a file is read as it was when it was ready", () =>
  withInput(async (input) => {
    const file = await asReady(`${input}/sub/file`);
    assert.equal(new TextDecoder().decode(await readInput(file, 100)), "public");
    assert.equal(await readInput({ ...file, size: 5 }, 100), undefined);
    assert.equal(await readInput({ ...file, modifiedMs: 0 }, 100), undefined);
    await assert.rejects(readInput(file, 5), { code: "RESOURCE_EXHAUSTED" });
  }));

Deno.test("what became a link meanwhile is not read, though size and time are the same", () =>
  withInput(async (input) => {
    const file = await asReady(`${input}/sub/file`);
    const { mtime } = await Deno.stat(file.path);
    await Deno.utime(`${input}/../outside`, mtime!, mtime!);
    await Deno.remove(file.path);
    await Deno.symlink(`${input}/../outside`, file.path);
    assert.equal(await readInput(file, 100), undefined);
    // Or the directory that it was in.
    await Deno.remove(`${input}/sub`, { recursive: true });
    await Deno.mkdir(`${input}/../other`);
    await Deno.rename(`${input}/../outside`, `${input}/../other/file`);
    await Deno.symlink(`${input}/../other`, `${input}/sub`);
    assert.equal(await readInput(file, 100), undefined);
  }));

Deno.test("a link in the folder is the file that it leads to, and never one outside", () =>
  withInput(async (input) => {
    await Deno.symlink("sub/file", `${input}/link`);
    assert.equal((await targetOf(`${input}/link`, input))?.path, `${input}/sub/file`);
    await Deno.symlink("sub", `${input}/folder`);
    assert.equal(await targetOf(`${input}/folder`, input), undefined);
    // A name that begins as the folder's is not in it.
    await Deno.mkdir(`${input}side`);
    await Deno.symlink(`${input}side`, `${input}/beside`);
    await assert.rejects(targetOf(`${input}/beside`, input), /leads out/);
  }));

Deno.test("a link whose target is still being written leads to the complete file", () =>
  withInput(async (input) => {
    const path = `${input}/sub/slow`;
    await Deno.symlink("sub/slow", `${input}/link`);
    const waiting = Promise.withResolvers<void>();
    const clock = new LinkClock(waiting.resolve);
    let isRead = false;
    let target: ReturnType<typeof linkedFile>;
    {
      using file = await Deno.open(path, { create: true, write: true });
      await file.write(new Uint8Array(10));
      const options = { settleMs: 1000, clock };
      target = linkedFile(await asReady(`${input}/link`), input, NEVER, options);
      target.finally(() => isRead = true);
      await Promise.race([target, waiting.promise]);
      assert.ok(!isRead, "half of the file is not taken for the whole");
      await file.write(new Uint8Array(40));
    }
    clock.run();
    assert.equal((await target)?.size, 50);
  }));

Deno.test("waiting for a link's target ends with the signal", () =>
  withInput(async (input) => {
    await Deno.symlink("sub/file", `${input}/link`);
    const stop = new AbortController();
    const clock = new LinkClock(() => stop.abort(new Error("enough")));
    const link = await asReady(`${input}/link`);
    await assert.rejects(
      linkedFile(link, input, stop.signal, { settleMs: 600_000, clock }),
      /enough/,
    );
  }));

/** Its time stands still until it runs; its date can be compared with the times of files. */
class LinkClock extends ManualClock {
  #isRunning = false;

  /** @param timerSet called when a settle time begins */
  constructor(timerSet: () => void) {
    super(() => this.#isRunning ? this.#pass() : timerSet());
  }

  override date(): Date {
    return new Date(Date.now() + this.now());
  }

  run(): void {
    this.#isRunning = true;
    this.#pass();
  }

  #pass(): void {
    queueMicrotask(() => this.advance(1000));
  }
}
