import assert from "node:assert/strict";
import { removeAbandoned } from "./work_copy.ts";

const MUTATE = new URL("../mutate.ts", import.meta.url).pathname;

async function inTemporary(test: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "work-copy-test-" });
  try {
    await test(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function names(directory: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(directory))).map(({ name }) => name).sort();
}

Deno.test("what killed runs left is removed, what belongs to a running one stays", () =>
  inTemporary(async (directory) => {
    const ended = new Deno.Command("true").spawn();
    await ended.status;
    const temporary = Deno.env.get("TMPDIR");
    Deno.env.set("TMPDIR", directory);
    try {
      const running = `framebox-mutate-${Deno.pid}-a`;
      await Deno.mkdir(`${directory}/framebox-mutate-${ended.pid}-b/hub`, { recursive: true });
      await Deno.mkdir(`${directory}/${running}`);
      await Deno.mkdir(`${directory}/somebody-elses`);
      await removeAbandoned();
      assert.deepEqual(await names(directory), [running, "somebody-elses"]);
    } finally {
      if (temporary === undefined) Deno.env.delete("TMPDIR");
      else Deno.env.set("TMPDIR", temporary);
    }
  }));

Deno.test("a run that gets a signal to end removes its copies and prints what it has", () =>
  inTemporary(async (directory) => {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-P=tests", "--lock=tests/deno.lock", MUTATE, "mat", "--count=2", "--json"],
      cwd: new URL("../../", import.meta.url),
      env: { TMPDIR: directory },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const [report] = await Promise.all([
      new Response(child.stdout).json(),
      (async () => {
        for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
          if (text.includes("of ")) child.kill("SIGTERM");
        }
      })(),
    ]);
    assert.equal((await child.status).code, 130);
    assert.deepEqual(report.trials, []);
    assert.deepEqual(await names(directory), []);
  }));
