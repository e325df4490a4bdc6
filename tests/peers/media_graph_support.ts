/** What the tests of MediaGraphExtension with Python clients share. */
import assert from "node:assert/strict";
import type { FrameboxProcess } from "./framebox_process.ts";

/** Runs a scenario of a Python client, which fails unless all is as it should be; gives its output. */
export async function scenario(
  framebox: FrameboxProcess,
  script: string,
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = framebox.python(script, { SCENARIO: name, ...env });
  await child.line(/^ok$/);
  assert.equal(await child.status(), 0);
  return child.output;
}

/** The setting by which a server has the processors of these names from `processors/`. */
export function processors(...names: readonly string[]): Readonly<Record<string, string>> {
  const files = names.map((name) => `${import.meta.dirname}/processors/${name}.js`);
  return { PROCESSORS: files.join(",") };
}

/** Asserts that a server has nothing left of any stream, and that it failed at nothing. */
export async function nothingIsLeft(framebox: FrameboxProcess): Promise<void> {
  const { sessions, runs, leased } = await (await framebox.call("GET", "/status")).json();
  assert.deepEqual({ sessions, runs, leased }, { sessions: 0, runs: 0, leased: 0 });
  assert.deepEqual(await filesIn(framebox.dataDir), []);
  assert.deepEqual(await sharedMemoryOf(framebox.child.pid), []);
  assert.doesNotMatch(framebox.child.output, /"level":"error","event":"(?!processor_failed")/);
}

/** Files below a directory that belong to sessions: all but those of framebox itself. */
async function filesIn(directory: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(directory)) {
    const path = `${directory}/${name}`;
    if (isDirectory) found.push(...await filesIn(path));
    else found.push(path);
  }
  return found.filter((path) => !path.endsWith("lock"));
}

/** Files of shared memory that a process has open or mapped. */
export async function sharedMemoryOf(pid: number): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of Deno.readDir(`/proc/${pid}/fd`)) {
    const path = await Deno.readLink(`/proc/${pid}/fd/${name}`).catch(() => "");
    if (path.includes("framebox-test-")) found.push(path);
  }
  const maps = await Deno.readTextFile(`/proc/${pid}/maps`);
  return [...found, ...maps.split("\n").filter((line) => line.includes("framebox-test-"))];
}
