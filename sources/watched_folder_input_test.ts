import assert from "node:assert/strict";
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
    const link = await asReady(`${input}/link`);
    assert.equal((await linkedFile(link, input))?.path, `${input}/sub/file`);
    await Deno.symlink("sub", `${input}/folder`);
    assert.equal(await linkedFile(await asReady(`${input}/folder`), input), undefined);
    // A name that begins as the folder's is not in it.
    await Deno.mkdir(`${input}side`);
    await Deno.symlink(`${input}side`, `${input}/beside`);
    await assert.rejects(linkedFile(await asReady(`${input}/beside`), input), /leads out/);
  }));
