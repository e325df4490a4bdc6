// `deno task start` in a fresh clone: what it fetches, and what it prints.
import assert from "node:assert/strict";
import { freshClone, stagedLock } from "../support/clone.ts";
import { Child } from "../support/process.ts";

const config: { scopes: Record<string, Record<string, string>> } = JSON.parse(
  await Deno.readTextFile(new URL("../../deno.json", import.meta.url)),
);
const lock: { npm: Record<string, unknown> } = JSON.parse(await stagedLock());

/** Every secret that there is, by its variable, and one of its flags. */
const SECRETS: Readonly<Record<string, { value: string; hidden: string }>> = {
  WORKER_TOKEN: { value: "t0ken-that-nobody-sees", hidden: "t0ken-that-nobody-sees" },
  AVA_PASSWORD: { value: "a phrase that nobody sees", hidden: "phrase that nobody" },
  CAMERAS: {
    value: "door=rtsp://user:door-secret@127.0.0.1:9/stream?key=door-secret",
    hidden: "door-secret",
  },
};

const flagOf = (name: string) => `--${name.toLowerCase().replaceAll("_", "-")}`;

/** Runs Deno in a clone; the directory is for whatever else there is. */
async function fresh(
  test: (
    run: (args: readonly string[], env?: Record<string, string>) => Child,
    directory: string,
  ) => Promise<void>,
): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-start-" });
  try {
    await freshClone(`${directory}/clone`);
    const run = (args: readonly string[], env: Record<string, string> = {}) =>
      new Child(Deno.execPath(), {
        args: [...args],
        cwd: `${directory}/clone`,
        // The rest as it is: it may hold how this machine reaches the registry.
        env: {
          DENO_NO_UPDATE_CHECK: "1",
          NO_COLOR: "1",
          WEB_PORT: "0",
          PORT: "0",
          DATA_DIR: `${directory}/data`,
          LOG_FORMAT: "json",
          LOG_LEVEL: "debug",
          AVA_USERNAME: "machine",
          AVA_PASSWORD: "",
          ...env,
        },
      });
    await test(run, directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** The packages in a cache of Deno's, as `name@version`. */
async function fetched(cache: string): Promise<string[]> {
  const found: string[] = [];
  const [registries] = await Array.fromAsync(Deno.readDir(`${cache}/npm`));
  const registry = `${cache}/npm/${registries?.name}`;
  for await (const { name } of Deno.readDir(registry)) {
    const below = name.startsWith("@")
      ? (await Array.fromAsync(Deno.readDir(`${registry}/${name}`))).map((each) =>
        `${name}/${each.name}`
      )
      : [name];
    for (const each of below) {
      for await (const { name: version, isDirectory } of Deno.readDir(`${registry}/${each}`)) {
        if (isDirectory) found.push(`${each}@${version}`);
      }
    }
  }
  return found.sort();
}

async function startAndStop(framebox: Child): Promise<void> {
  try {
    await framebox.line(/"event":"ready"/);
    assert.equal(await framebox.stop("SIGTERM"), 0, framebox.output);
  } finally {
    await framebox.stop("SIGKILL");
  }
}

function assertHidden(output: string): void {
  for (const [name, { hidden }] of Object.entries(SECRETS)) {
    assert.ok(!output.includes(hidden), `${name} is printed:\n${output}`);
  }
}

Deno.test("start fetches what the server imports and nothing that only tests need", async () => {
  await fresh(async (run, directory) => {
    const cache = `${directory}/cache`;
    const framebox = run(["task", "start"], { DENO_DIR: cache, AVA_USERNAME: "" });
    await startAndStop(framebox);
    const packages = await fetched(cache);
    // A lock also names the peers that a package is used with: name@version_peer@version.
    const pinned = Object.keys(lock.npm).map((key) => /^@?[^@]+@[^_]+/.exec(key)?.[0]);
    assert.deepEqual(packages, pinned.sort());
    for (const name of Object.values(config.scopes).flatMap(Object.keys)) {
      const bare = name.replace(/\/$/, "");
      assert.ok(!packages.some((each) => each.startsWith(`${bare}@`)), bare);
      assert.ok(!framebox.output.includes(bare), framebox.output);
    }
  });
});

Deno.test("start prints no secret that a variable or a file holds", async () => {
  await fresh(async (run, directory) => {
    const values = Object.entries(SECRETS).map(([name, { value }]) => [name, value] as const);
    const byVariable = run(["task", "start"], Object.fromEntries(values));
    await startAndStop(byVariable);
    assertHidden(byVariable.output);

    const files: Record<string, string> = {};
    for (const [name, value] of values) {
      files[`${name}_FILE`] = `${directory}/${name}`;
      await Deno.writeTextFile(`${directory}/${name}`, `${value}\n`);
    }
    const byFile = run(["task", "start"], files);
    await startAndStop(byFile);
    assertHidden(byFile.output);

    const shown = run(["task", "start", "settings"], files);
    assert.equal(await shown.status(), 0, shown.output);
    assertHidden(shown.output);
    assert.match(shown.output, /^WORKER_TOKEN +\(set\) +file$/m);
  });
});

Deno.test("a secret that is a flag stands only in Deno's line about its task; the log warns", async () => {
  await fresh(async (run) => {
    const flags = Object.entries(SECRETS).flatMap(([name, { value }]) => [flagOf(name), value]);
    const framebox = run(["task", "start", ...flags]);
    await startAndStop(framebox);
    const lines = framebox.output.split("\n");
    assertHidden(lines.filter((line) => !line.startsWith("Task start ")).join("\n"));
    const warning = lines.find((line) => line.includes('"secret_on_command_line"')) ?? "";
    for (const name of Object.keys(SECRETS)) assert.ok(warning.includes(flagOf(name)), warning);

    const quiet = run(["task", "--quiet", "start", "settings", ...flags]);
    assert.equal(await quiet.status(), 0, quiet.output);
    assertHidden(quiet.output);
  });
});
